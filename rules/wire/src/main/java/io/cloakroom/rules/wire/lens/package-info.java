/** Lenses: small traversals that find text inside wrapped bytes and put changed text back, composed by notation. */
@NullMarked
package io.cloakroom.rules.wire.lens;

import org.jspecify.annotations.NullMarked;
