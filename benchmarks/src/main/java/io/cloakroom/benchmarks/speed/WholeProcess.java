package io.cloakroom.benchmarks.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.Analyzer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A process of its own that loads the engine, searches the texts of a file (a JSON array of strings) again and again for some seconds,
 * and prints one line of JSON: what {@code peers/run.mjs} does with other redactors. Arguments: engine, file, seconds.
 */
public final class WholeProcess {

    private WholeProcess() {}

    public static void main(String[] arguments) throws Exception {
        long jvmStart = ManagementFactory.getRuntimeMXBean().getStartTime();
        Analyzer analyzer = Engines.valueOf(arguments[0]).analyzer(0);
        analyzer.analyze("Call Ann Lee at +1 202-555-0147.", null);
        long ready = System.currentTimeMillis() - jvmStart;
        String[] texts = new ObjectMapper().readValue(Files.readString(Path.of(arguments[1])), String[].class);
        long bytes = 0;
        for (String text : texts) {
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        double seconds = Double.parseDouble(arguments[2]);
        long begun = System.nanoTime();
        long best = Long.MAX_VALUE;
        int found = 0;
        do {
            long start = System.nanoTime();
            found = 0;
            for (String text : texts) {
                found += analyzer.analyze(text, null).isEmpty() ? 0 : 1;
            }
            best = Math.min(best, System.nanoTime() - start);
        } while (System.nanoTime() - begun < seconds * 1e9);
        System.out.printf(
                Locale.ROOT,
                "{\"megabytesPerSecond\":%.3f,\"changed\":%d,\"texts\":%d,\"readyMillis\":%d,\"heapMegabytes\":%.1f}%n",
                bytes * 1e3 / best,
                found,
                texts.length,
                ready,
                usedHeap() / 1e6);
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
