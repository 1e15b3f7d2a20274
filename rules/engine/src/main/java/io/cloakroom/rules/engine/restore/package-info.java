/** Puts originals back where placeholders stand in text, piece by piece as it arrives. Pure text: no wire format is known here. */
@NullMarked
package io.cloakroom.rules.engine.restore;

import org.jspecify.annotations.NullMarked;
