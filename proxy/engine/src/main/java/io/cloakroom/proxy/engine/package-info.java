/** The network: LittleProxy with a gate before its handler, TLS both ways, and the path of a prompt. */
@NullMarked
package io.cloakroom.proxy.engine;

import org.jspecify.annotations.NullMarked;
