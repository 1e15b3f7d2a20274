/** Restoring answers as they stream: framings, the documents in them, and the channels of text the documents carry. */
@NullMarked
package io.cloakroom.rules.wire.answer;

import org.jspecify.annotations.NullMarked;
