package io.cloakroom.benchmarks.quality;

import org.jspecify.annotations.Nullable;

/**
 * What measuring came to.
 *
 * @param labelled over all files that are not benign
 * @param benign over all that are
 * @param leaving of the project's own set only
 */
record Result(Tally labelled, BenignTally benign, @Nullable Leaving leaving) {}
