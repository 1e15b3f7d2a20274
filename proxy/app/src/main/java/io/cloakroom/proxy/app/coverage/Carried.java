package io.cloakroom.proxy.app.coverage;

import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.store.JournalReader;
import io.cloakroom.rules.store.JournalRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which minutes Cloakroom carried something to which host, by its journal. */
final class Carried {

    /** By how much two machines' clocks, and a name's look-up and its use, may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** A flow that never ended is taken to have lasted no longer. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Minutes in a hundred years; what a clock that was set wrong says beyond is taken for the last of them. */
    private static final int FARTHEST = 100 * 365 * 24 * 60;

    private final Map<String, BitSet> minutes = new HashMap<>();
    private @Nullable Instant since;
    private @Nullable Instant until;

    private Carried() {}

    /** @param dataDir an installation's data directory; a server may be using it */
    static Carried read(Path dataDir) {
        Carried carried = new Carried();
        Map<String, Journal.Start> underWay = new HashMap<>();
        new JournalReader(dataDir).read(record -> carried.take(record, underWay));
        underWay.values().forEach(start -> carried.mark(start, start.at()));
        return carried;
    }

    private void take(JournalRecord record, Map<String, Journal.Start> underWay) {
        Journal.Start started = record.start();
        if (started != null) {
            since = since == null ? started.at() : since;
            underWay.put(started.flow(), started);
        }
        Journal.End ended = record.end();
        Journal.Start start = ended == null ? null : underWay.remove(ended.flow());
        if (start != null && ended != null) {
            mark(start, ended.at());
        }
    }

    private void mark(Journal.Start start, Instant end) {
        until = until == null || end.isAfter(until) ? end : until;
        // A clock may be set back while a flow lasts.
        int first = minute(start.at());
        int last = Math.clamp(minute(end), first, minute(start.at().plus(LONGEST)));
        minutes.computeIfAbsent(start.recipient().host(), host -> new BitSet()).set(first, last + 1);
    }

    private int minute(Instant at) {
        return since == null ? 0 : Math.clamp(Duration.between(since, at).toMinutes(), 0, FARTHEST);
    }

    /** Whether something was carried to a host in this time, or just before or after it. */
    boolean carried(String host, Instant from, Instant to) {
        BitSet marked = minutes.get(host);
        if (marked == null || since == null || to.plus(CLOCKS_DIFFER).isBefore(since)) {
            return false;
        }
        int next = marked.nextSetBit(minute(from.minus(CLOCKS_DIFFER)));
        return next >= 0 && next <= minute(to.plus(CLOCKS_DIFFER));
    }

    /** The time the journal covers, for people; empty when it has no flow. */
    String period() {
        return since == null || until == null
                ? ""
                : since.truncatedTo(ChronoUnit.SECONDS) + " to " + until.truncatedTo(ChronoUnit.SECONDS);
    }
}
