/** Files that people upload: text found inside them and written back in the same format, everything else byte for byte as it was. */
@NullMarked
package io.cloakroom.rules.wire.file;

import org.jspecify.annotations.NullMarked;
