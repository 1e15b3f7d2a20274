package io.cloakroom.benchmarks.load;

import org.jspecify.annotations.Nullable;

/**
 * A way to the origin that works.
 *
 * @param process null when nothing stands between
 */
record Party(Way way, @Nullable Child process) {

    long cpuMicros() {
        return process == null ? 0 : process.cpuMicros();
    }
}
