package io.cloakroom.proxy.app.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through logs and counts, by service, what of them is AI traffic. What it keeps does not grow with the length of a log. */
final class Survey {

    private static final int EXAMPLES = 3;
    private static final int MOST_HINTS = 1_000;
    private static final int MOST_CONNECTIONS = 500_000;

    private final Services services;
    private final @Nullable Carried carried;
    private final Set<String> own;
    private final ZoneId zone;
    private final Map<Services.Service, Tally> outside = new TreeMap<>();
    private final Map<Services.Service, Tally> through = new TreeMap<>();
    private final Map<String, Hinted> hints = new TreeMap<>();
    private final Map<String, Tally> unfinished = new HashMap<>();
    private final List<FileCount> files = new ArrayList<>();
    private long hintsLeftOff;
    private long unmeasured;

    /** A name that looks like an AI service. */
    record Hinted(String reason, Tally tally) {}

    /** A line nobody understood. */
    record Example(long line, String text) {}

    /** What the lines of one file were. */
    static final class FileCount {
        final LogFile file;
        final List<Example> examples = new ArrayList<>();
        long lines;
        long entries;
        long refused;
        long aside;
        long unreadable;

        FileCount(LogFile file) {
            this.file = file;
        }
    }

    /**
     * @param carried what the journal says, null when there is none to compare with
     * @param own names or addresses by which logs call Cloakroom itself: what comes from these came through it, and then nothing else did
     * @param zone of times that name none
     */
    Survey(Services services, @Nullable Carried carried, Set<String> own, ZoneId zone) {
        this.services = services;
        this.carried = carried;
        this.own = own;
        this.zone = zone;
    }

    /** Reads files; those that only tell how much went over a connection come after those that name its host. */
    void read(List<LogFile> logs) throws IOException {
        for (LogFile log :
                logs.stream().sorted(Comparator.comparing(LogFile::nameless)).toList()) {
            read(log);
        }
    }

    private void read(LogFile log) throws IOException {
        FileCount count = new FileCount(log);
        files.add(count);
        LogFormat format = log.format();
        LineReader reader = format == null ? line -> Line.Other.UNREADABLE : format.reader();
        Times times = new Times(zone, Files.getLastModifiedTime(log.path()).toInstant());
        Consumer<String> each = line -> {
            count.lines++;
            switch (reader.read(line)) {
                case Line.Entry entry -> {
                    count.entries++;
                    take(entry, times);
                }
                case Line.Other other -> count(other, line, count);
            }
        };
        log.read(each);
    }

    private static void count(Line.Other other, String line, FileCount count) {
        switch (other) {
            case ASIDE -> count.aside++;
            case REFUSED -> count.refused++;
            case UNREADABLE -> {
                count.unreadable++;
                if (count.examples.size() < EXAMPLES) {
                    count.examples.add(new Example(count.lines, line));
                }
            }
        }
    }

    private void take(Line.Entry entry, Times times) {
        if (entry.host().isEmpty()) {
            Tally named = unfinished.remove(entry.connection());
            if (named != null) {
                named.addBytes(entry);
            }
            return;
        }
        switch (services.of(entry.host())) {
            case Services.Service service -> {
                Instant at = times.read(entry.time());
                Tally tally = (cameThrough(entry, at) ? through : outside).computeIfAbsent(service, s -> new Tally());
                tally.add(entry, at);
                if (!entry.connection().isEmpty() && entry.up() < 0 && entry.down() < 0) {
                    await(entry.connection(), tally);
                }
            }
            case Services.Hint hint -> {
                if (hints.size() < MOST_HINTS || hints.containsKey(entry.host())) {
                    hints.computeIfAbsent(entry.host(), host -> new Hinted(hint.reason(), new Tally()))
                            .tally()
                            .add(entry, times.read(entry.time()));
                } else {
                    hintsLeftOff++;
                }
            }
            case Services.Nothing nothing -> {}
        }
    }

    /** Another log may tell how much went over the connection. */
    private void await(String connection, Tally tally) {
        if (unfinished.size() < MOST_CONNECTIONS) {
            unfinished.put(connection, tally);
        } else {
            unmeasured++;
        }
    }

    private boolean cameThrough(Line.Entry entry, @Nullable Instant at) {
        if (!own.isEmpty()) {
            return own.contains(entry.address()) || own.contains(entry.name());
        }
        return carried != null && at != null && carried.carried(entry.host(), at.minusMillis(entry.millis()), at);
    }

    Map<Services.Service, Tally> outside() {
        return outside;
    }

    Map<Services.Service, Tally> through() {
        return through;
    }

    /** By name. */
    Map<String, Hinted> hints() {
        return hints;
    }

    /** Entries of further names like these, of which there were too many. */
    long hintsLeftOff() {
        return hintsLeftOff;
    }

    /** Connections of which there were too many to wait for what another log tells of their bytes. */
    long unmeasured() {
        return unmeasured;
    }

    List<FileCount> files() {
        return files;
    }
}
