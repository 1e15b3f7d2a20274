/** Recorded traffic played through the engine without a network. */
@NullMarked
package io.cloakroom.proxy.app.replay;

import org.jspecify.annotations.NullMarked;
