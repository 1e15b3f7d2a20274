/** How fast texts are searched, beside other redactors in the same run. */
@NullMarked
package io.cloakroom.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
