package io.cloakroom.benchmarks.load;

import java.io.IOException;
import java.time.Duration;

/**
 * What a measurement gave.
 *
 * @param latencies of the requests that were answered with 200
 * @param failures requests that were not
 * @param seconds how long was measured
 * @param cpuMicros processor time of the process in between
 */
record Measured(Samples latencies, long failures, double seconds, long cpuMicros) {

    /** Measures what happens while a recording runs. */
    static Measured during(Duration window, Generator generator, Recording recording, Party party)
            throws IOException, InterruptedException {
        long cpu = party.cpuMicros();
        long begin = System.nanoTime();
        generator.call(recording::begin);
        Thread.sleep(window);
        Samples latencies = generator.call(recording::end);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Measured(latencies, recording.failures(), seconds, party.cpuMicros() - cpu);
    }

    double perSecond() {
        return latencies.count() / seconds;
    }

    double cpuMicrosEach() {
        return cpuMicros / (double) Math.max(1, latencies.count());
    }

    double p50() {
        return latencies.millis(50);
    }

    double p99() {
        return latencies.millis(99);
    }
}
