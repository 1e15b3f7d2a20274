/** The HTTP API for the extension, the person's own page and the set-up pages. */
@NullMarked
package io.cloakroom.extension.backend;

import org.jspecify.annotations.NullMarked;
