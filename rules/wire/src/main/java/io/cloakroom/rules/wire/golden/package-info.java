/** Golden samples: what a site's pages and programs send and get, with invented text, and what its descriptor must make of it. */
@NullMarked
package io.cloakroom.rules.wire.golden;

import org.jspecify.annotations.NullMarked;
