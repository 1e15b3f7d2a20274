package io.cloakroom.proxy.app.coverage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a survey came to. Nobody looked into this traffic: that it is of this service, and how much of it is a prompt, is inferred from names,
 * times and sizes, and every part says so.
 *
 * @param compared with what the logs were compared, in words
 * @param services what did not come through Cloakroom
 * @param through entries that did, by service
 * @param hints names in no catalogue that look like AI services
 * @param hintsLeftOff entries of further such names, of which there were too many
 * @param unmeasured connections whose bytes are not counted, since there were too many
 */
record Report(
        boolean inferred,
        String compared,
        List<Row> services,
        Map<String, Long> through,
        List<Hint> hints,
        long hintsLeftOff,
        long unmeasured,
        List<Log> logs) {

    /**
     * @param bytesUp bytes the clients sent, absent where no log says, and {@code bytesDown} those they received
     * @param clients people or devices, at most {@link Tally#MOST}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Seen(
            @Nullable Instant firstSeen,
            @Nullable Instant lastSeen,
            long requests,
            long connections,
            long queries,
            @Nullable Long bytesUp,
            @Nullable Long bytesDown,
            Map<String, Long> hosts,
            Collection<String> clients) {

        static Seen of(Tally tally) {
            return new Seen(
                    tally.first(),
                    tally.last(),
                    tally.counts().getOrDefault(Line.Kind.REQUEST, 0L),
                    tally.counts().getOrDefault(Line.Kind.CONNECTION, 0L),
                    tally.counts().getOrDefault(Line.Kind.QUERY, 0L),
                    known(tally.up()),
                    known(tally.down()),
                    tally.hosts(),
                    new TreeSet<>(tally.clients()));
        }

        long count(Line.Kind kind) {
            return switch (kind) {
                case REQUEST -> requests;
                case CONNECTION -> connections;
                case QUERY -> queries;
            };
        }

        private static @Nullable Long known(long bytes) {
            return bytes < 0 ? null : bytes;
        }
    }

    /** A service of the catalogue. */
    record Row(
            String service,
            String operator,
            String jurisdiction,
            String category,
            String coverage,
            boolean inferred,
            Seen seen) {}

    /** A name that is in no catalogue. */
    record Hint(String host, String reason, boolean inferred, Seen seen) {}

    /** @param other lines that were understood and are nobody's traffic, and {@code refused} those of requests that did not pass */
    record Log(
            String file,
            String format,
            long lines,
            long entries,
            long refused,
            long other,
            long notUnderstood,
            List<Survey.Example> examples) {}

    static Report of(Survey survey, String compared) {
        return new Report(
                true,
                compared,
                survey.outside().entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .toList(),
                survey.through().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().name(),
                                entry -> entry.getValue().total(),
                                Long::sum,
                                TreeMap::new)),
                survey.hints().entrySet().stream()
                        .map(entry -> new Hint(
                                entry.getKey(),
                                entry.getValue().reason(),
                                true,
                                Seen.of(entry.getValue().tally())))
                        .toList(),
                survey.hintsLeftOff(),
                survey.unmeasured(),
                survey.files().stream().map(Report::log).toList());
    }

    private static Row row(Services.Service service, Tally tally) {
        return new Row(
                service.name(),
                service.operator(),
                service.jurisdiction(),
                service.category(),
                service.coverage(),
                true,
                Seen.of(tally));
    }

    private static Log log(Survey.FileCount count) {
        LogFormat format = count.file.format();
        return new Log(
                count.file.path().toString(),
                format == null ? "unknown" : format.word(),
                count.lines,
                count.entries,
                count.refused,
                count.aside,
                count.unreadable,
                count.examples);
    }
}
