package io.cloakroom.proxy.app.coverage;

import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was counted of one service, or of one name. */
final class Tally {

    /** More names and clients than these are not told apart. */
    static final int MOST = 5_000;

    private final Map<Line.Kind, Long> counts = new EnumMap<>(Line.Kind.class);
    private final Map<String, Long> hosts = new TreeMap<>();
    private final Set<String> clients = new HashSet<>();
    private long up = Line.UNKNOWN;
    private long down = Line.UNKNOWN;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** @param at null when the log says no time */
    void add(Line.Entry entry, @Nullable Instant at) {
        counts.merge(entry.kind(), 1L, Long::sum);
        if (hosts.size() < MOST || hosts.containsKey(entry.host())) {
            hosts.merge(entry.host(), 1L, Long::sum);
        }
        if (!entry.client().isEmpty() && clients.size() < MOST) {
            clients.add(entry.client());
        }
        addBytes(entry);
        if (at != null) {
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || at.isAfter(last) ? at : last;
        }
    }

    void addBytes(Line.Entry entry) {
        up = sum(up, entry.up());
        down = sum(down, entry.down());
    }

    private static long sum(long known, long more) {
        return more < 0 ? known : Math.max(0, known) + more;
    }

    /** How often, by how it was seen. */
    Map<Line.Kind, Long> counts() {
        return counts;
    }

    /** How often altogether. */
    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often each host. */
    Map<String, Long> hosts() {
        return hosts;
    }

    /** People or devices that went there. */
    Set<String> clients() {
        return clients;
    }

    /** Bytes sent, or {@link Line#UNKNOWN}. */
    long up() {
        return up;
    }

    /** Bytes received, or {@link Line#UNKNOWN}. */
    long down() {
        return down;
    }

    @Nullable
    Instant first() {
        return first;
    }

    @Nullable
    Instant last() {
        return last;
    }
}
