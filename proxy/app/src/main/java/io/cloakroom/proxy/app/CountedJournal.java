package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Journal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Counts what is recorded, for {@code /metrics}: by site, type and rule, never by person, host or content. */
final class CountedJournal implements Journal {

    /** In the place of a site, where a connection goes to none that is catalogued. */
    private static final String NO_SITE = "none";

    private final Journal journal;
    private final MeterRegistry meters;

    CountedJournal(Journal journal, MeterRegistry meters) {
        this.journal = journal;
        this.meters = meters;
    }

    @Override
    public CompletableFuture<?> start(Start record) {
        String site = record.recipient().site();
        site = site.isEmpty() ? NO_SITE : site;
        count(
                "cloakroom.flows",
                "Flows begun, by the strictest action taken",
                1,
                "site",
                site,
                "action",
                record.action(),
                "visibility",
                record.visibility().name().toLowerCase(Locale.ROOT));
        if (record.action().equals("block")) {
            String rule = record.rule().isEmpty() ? "otherwise" : record.rule();
            count("cloakroom.blocks", "Flows of which nothing left, by reason", 1, "site", site, "rule", rule);
        }
        findings(site, "sent", record.sent());
        findings(site, "withheld", record.withheld());
        return journal.start(record);
    }

    @Override
    public CompletableFuture<?> end(End record) {
        count("cloakroom.ends", "Flows ended, by outcome", 1, "outcome", record.outcome());
        placeholders("restored", record.placeholders().restored());
        placeholders("altered", record.placeholders().altered());
        placeholders("unknown", record.placeholders().unknown());
        return journal.end(record);
    }

    private void placeholders(String became, int count) {
        count("cloakroom.placeholders", "Placeholders in answers", count, "became", became);
    }

    private void findings(String site, String went, Map<String, Integer> byType) {
        byType.forEach((type, count) ->
                count("cloakroom.findings", "Findings in requests", count, "site", site, "type", type, "went", went));
    }

    private void count(String name, String description, int by, String... tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(meters)
                .increment(by);
    }
}
