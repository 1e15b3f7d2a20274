/** The load command: one generator, one origin, and between them Cloakroom and its peers, all on loopback. */
@NullMarked
package io.cloakroom.benchmarks.load;

import org.jspecify.annotations.NullMarked;
