/** Content codings: gzip, deflate, Brotli and Zstandard, undone within limits. */
@NullMarked
package io.cloakroom.rules.wire.coding;

import org.jspecify.annotations.NullMarked;
