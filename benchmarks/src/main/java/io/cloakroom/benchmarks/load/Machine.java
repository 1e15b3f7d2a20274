package io.cloakroom.benchmarks.load;

import io.cloakroom.proxy.engine.gate.Limits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where this runs. */
final class Machine {

    private static final int SYNCS = 200;
    private static final int RECORD = 400;
    private static final int SPARE_FILES = 1_000;
    private static final int SPARE_CONNECTIONS = 192;

    /** As long as this process may run on all of them. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final boolean TASKSET =
            Stream.of("/usr/bin/taskset", "/bin/taskset").anyMatch(file -> Files.isExecutable(Path.of(file)));

    private Machine() {}

    /** One line for the head of the report. */
    static String line() throws IOException {
        return "%d × %s, %s MB, Linux %s, Java %s, load average %s before the run"
                .formatted(
                        CORES,
                        find("/proc/cpuinfo", "model name\\s*:\\s*(.*)"),
                        Long.toString(Long.parseLong(find("/proc/meminfo", "MemTotal:\\s*(\\d+)")) / 1024),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        find("/proc/loadavg", "(\\S+ \\S+)"));
    }

    /** What it takes to get a short record onto this disk, the record's size being a journal entry's. */
    static Samples syncs(Path directory) throws IOException {
        Samples samples = new Samples();
        Path file = directory.resolve("sync");
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; i < SYNCS; i++) {
                long begin = System.nanoTime();
                disk.write(new byte[RECORD]);
                disk.getFD().sync();
                samples.add(System.nanoTime() - begin);
            }
        }
        return samples;
    }

    /** What to put before a command so that it runs on the last core; nothing where {@code taskset} is not installed. */
    static List<String> lastCore() {
        return TASKSET ? List.of("taskset", "-c", Integer.toString(CORES - 1)) : List.of();
    }

    /** Has this process and another one run on all cores but the last, or on all again. */
    static void leaveLastCore(boolean leave, Child other) throws IOException, InterruptedException {
        if (!TASKSET || CORES == 1) {
            return;
        }
        String cores = "0-" + (leave ? CORES - 2 : CORES - 1);
        for (long pid : List.of(ProcessHandle.current().pid(), other.pid())) {
            List<String> command = List.of("taskset", "-a", "-p", "-c", cores, Long.toString(pid));
            int exit = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException(String.join(" ", command) + " ended with status " + exit);
            }
        }
    }

    /** How many idle connections are possible here: a proxy needs two files for each, and takes on so many clients at most. */
    static int mostConnections() throws IOException {
        String files = find("/proc/self/limits", "Max open files\\s+\\S+\\s+(\\d+)");
        int byFiles = files.isEmpty() ? Integer.MAX_VALUE : (Integer.parseInt(files) - SPARE_FILES) / 2;
        return Math.min(byFiles, Limits.standard().clients().all() - SPARE_CONNECTIONS);
    }

    private static String find(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        return matcher.find() ? matcher.group(1) : "";
    }
}
