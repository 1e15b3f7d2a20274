package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.TransferRegister;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The transfer register, derived from the journal's files: the first call reads all of them, later ones what was added. So it is the
 * same within the server and beside it, and needs no write access.
 *
 * <p>{@code flows} counts flows that ended, {@code attempted} those that did not; what an attempted flow would have sent is counted as
 * sent, since it may have left. What the proxy refused before it was decided is left out. Of a blocked flow nothing left: its findings are all withheld and its bytes are none. Bytes are those
 * of the request body as sent, and of the messages without a record of their own on the WebSocket it opened; of a tunnelled connection,
 * all bytes sent.
 */
public final class JournalTransferRegister implements TransferRegister {
    private static final String BLOCKED = "blocked";

    /** How a request ends that opened a WebSocket (RFC 9110 15.2.2). */
    private static final int SWITCHING_PROTOCOLS = 101;

    private final JournalReader journal;
    private final Map<Key, Totals> ended = new HashMap<>();
    private final Map<String, Journal.Start> underWay = new HashMap<>();

    /** @param dataDir the installation's data directory; a server may be using it */
    public JournalTransferRegister(Path dataDir) {
        this.journal = new JournalReader(dataDir);
    }

    private record Key(
            String host,
            String operator,
            String jurisdiction,
            Relation relation,
            String user,
            Journal.Visibility visibility) {
        static Key of(Journal.Start start) {
            return new Key(
                    start.recipient().host(),
                    start.recipient().operator(),
                    start.recipient().jurisdiction(),
                    Relation.of(start.recipient(), start.visibility()),
                    start.person().user(),
                    start.visibility());
        }
    }

    @Override
    public synchronized List<Transfer> transfers() {
        if (journal.restartIfRewritten()) {
            ended.clear();
            underWay.clear();
        }
        journal.read(this::count);
        Map<Key, Totals> rows = new HashMap<>();
        ended.forEach((key, totals) -> rows.put(key, totals.copy()));
        for (Journal.Start start : underWay.values()) {
            rows.computeIfAbsent(Key.of(start), key -> new Totals(start.at())).add(start, null);
        }
        return rows.entrySet().stream()
                .map(row -> row.getValue().transfer(row.getKey()))
                .sorted(Comparator.comparing(Transfer::host)
                        .thenComparing(Transfer::operator)
                        .thenComparing(transfer -> transfer.relation().inWords())
                        .thenComparing(Transfer::user)
                        .thenComparing(Transfer::visibility))
                .toList();
    }

    private void count(JournalRecord record) {
        Journal.Start started = record.start();
        if (started != null) {
            underWay.put(started.flow(), started);
        }
        Journal.End end = record.end();
        if (end != null) {
            Journal.Start start = underWay.remove(end.flow());
            if (start != null && !end.outcome().equals(Journal.REFUSED)) {
                ended.computeIfAbsent(Key.of(start), key -> new Totals(start.at()))
                        .add(start, end);
            }
        }
    }

    private static final class Totals {
        private long flows;
        private long attempted;
        private long bytes;
        private final Map<String, Integer> sent = new TreeMap<>();
        private final Map<String, Integer> withheld = new TreeMap<>();
        private Instant first;
        private Instant last;

        Totals(Instant at) {
            first = at;
            last = at;
        }

        Totals copy() {
            Totals copy = new Totals(first);
            copy.flows = flows;
            copy.attempted = attempted;
            copy.bytes = bytes;
            copy.sent.putAll(sent);
            copy.withheld.putAll(withheld);
            copy.last = last;
            return copy;
        }

        /** @param end null when the flow has not ended */
        void add(Journal.Start start, Journal.@Nullable End end) {
            boolean blocked = end != null && end.outcome().equals(BLOCKED);
            if (end == null) {
                attempted++;
            } else {
                flows++;
            }
            if (start.visibility() == Journal.Visibility.TUNNELLED) {
                bytes += end == null ? 0 : end.bytesOut();
            } else if (!blocked) {
                bytes += start.bodyBytes();
                bytes += end != null && end.status() == SWITCHING_PROTOCOLS ? end.bytesOut() : 0;
            }
            merge(blocked ? withheld : sent, start.sent());
            merge(withheld, start.withheld());
            first = first.isBefore(start.at()) ? first : start.at();
            last = last.isAfter(start.at()) ? last : start.at();
        }

        private static void merge(Map<String, Integer> into, Map<String, Integer> counts) {
            // What is counted in bytes can become more than an int holds: then that many, or more.
            counts.forEach((type, count) ->
                    into.merge(type, count, (one, other) -> Math.clamp((long) one + other, 0, Integer.MAX_VALUE)));
        }

        Transfer transfer(Key key) {
            return new Transfer(
                    key.host(),
                    key.operator(),
                    key.jurisdiction(),
                    key.relation(),
                    key.user(),
                    key.visibility(),
                    flows,
                    attempted,
                    bytes,
                    Map.copyOf(sent),
                    Map.copyOf(withheld),
                    first,
                    last);
        }
    }
}
