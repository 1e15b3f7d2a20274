/** WebSockets (RFC 6455, RFC 7692): the handshake with both sides, and what happens to every message between them. */
@NullMarked
package io.cloakroom.proxy.engine.websocket;

import org.jspecify.annotations.NullMarked;
