package io.cloakroom.benchmarks.load;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param connections keep-alive connections at once, one measurement each
 * @param first how long a proxy is warmed up before anything is measured
 * @param warmUp before each measurement
 * @param window length of a measurement
 * @param streams answers that are being streamed at once
 * @param probes first tokens that are timed while those streams run
 * @param idle intercepted connections that do nothing
 * @param longText characters of the text that stalls a thread of the long lane
 * @param limit after which no further scenario is begun
 */
record Plan(
        List<Integer> connections,
        Duration first,
        Duration warmUp,
        Duration window,
        int streams,
        int probes,
        int idle,
        int longText,
        Duration limit) {

    /** At how many connections ratios are taken. */
    static final int USUAL = 16;

    /** A quarter of an hour or a little less. The first warm-up is long: the compiler of a process that inspects needs a quarter of a minute. */
    static Plan full() {
        return new Plan(
                List.of(1, USUAL, 64),
                Duration.ofSeconds(16),
                Duration.ofMillis(1_000),
                Duration.ofSeconds(4),
                2_000,
                400,
                20_000,
                2_000_000,
                Duration.ofMinutes(14));
    }

    /** Under a minute on a machine that has nothing else to do: shows that everything runs; its figures are of processes that have hardly warmed up. */
    static Plan brief() {
        return new Plan(
                List.of(USUAL),
                Duration.ofMillis(500),
                Duration.ofMillis(200),
                Duration.ofMillis(800),
                100,
                50,
                100,
                200_000,
                Duration.ofSeconds(100));
    }
}
