package io.cloakroom.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of this run, with what it costs by the books of the kernel; helpers it starts are counted with it (proc(5)). */
final class Child implements AutoCloseable {

    /** What {@code sysconf(_SC_CLK_TCK)} says on every Linux that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** @param directory where the process runs and what it says is kept, as {@code name.log} */
    static Child start(String name, Path directory, List<String> command) throws IOException {
        Path log = directory.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Child(name, process, log);
    }

    /** Waits until the process says something, and returns what matched. */
    Matcher said(Pattern pattern) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            Matcher matcher = pattern.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher;
            }
            requireAlive();
            Thread.sleep(20);
        }
        throw new IOException(name + " did not say " + pattern + " in time; see " + log);
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(name + " ended with status " + process.exitValue() + "; see " + log);
        }
    }

    private long sum(ToLongFunction<Long> ofProcess) {
        return Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid))
                .mapToLong(ofProcess)
                .sum();
    }

    /** Processor time used so far, microseconds. */
    long cpuMicros() {
        return sum(pid -> {
            String stat = read(pid, "stat");
            // The second field is the command in brackets, which may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return fields.length <= STIME
                    ? 0
                    : MICROS_PER_TICK * (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]));
        });
    }

    /** Resident memory, bytes. */
    long rss() {
        return 1024 * sum(pid -> kilobytes(pid, RSS));
    }

    long pid() {
        return process.pid();
    }

    /** The most resident memory so far, bytes. */
    long peakRss() {
        return 1024 * sum(pid -> kilobytes(pid, PEAK));
    }

    private static long kilobytes(long pid, Pattern line) {
        Matcher matcher = line.matcher(read(pid, "status"));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Empty when the process has just ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        helpers.forEach(ProcessHandle::destroyForcibly);
    }
}
