/** Proposes a site descriptor from recorded traffic, in small steps: what a string is, where texts are, what an answer shows. */
@NullMarked
package io.cloakroom.rules.wire.sketch;

import org.jspecify.annotations.NullMarked;
