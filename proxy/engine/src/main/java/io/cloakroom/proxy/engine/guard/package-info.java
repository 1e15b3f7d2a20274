/** What a request must pass before anybody looks at its content: framing, destination, identity. */
@NullMarked
package io.cloakroom.proxy.engine.guard;

import org.jspecify.annotations.NullMarked;
