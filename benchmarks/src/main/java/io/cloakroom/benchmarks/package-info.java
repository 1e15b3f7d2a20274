/** How long the steps of a prompt's and an answer's way take. */
@NullMarked
package io.cloakroom.benchmarks;

import org.jspecify.annotations.NullMarked;
