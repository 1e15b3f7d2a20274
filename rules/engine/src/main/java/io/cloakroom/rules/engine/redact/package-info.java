/** Replaces what a verdict withholds: by placeholders, asterisks, labels or surrogates. */
@NullMarked
package io.cloakroom.rules.engine.redact;

import org.jspecify.annotations.NullMarked;
