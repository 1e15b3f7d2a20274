/** How much of the personal data in labelled texts the engine finds, and how much else. */
@NullMarked
package io.cloakroom.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
