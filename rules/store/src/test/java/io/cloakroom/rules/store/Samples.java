package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.RestoreReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** What the tests of this package are told with. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Binding ANNA = new Binding("anna", "Operator A", "chat-1");

    private Samples() {}

    static Binding with(Binding binding, String part, String value) {
        return switch (part) {
            case "user" -> new Binding(value, binding.operator(), binding.scope());
            case "operator" -> new Binding(binding.user(), value, binding.scope());
            case "scope" -> new Binding(binding.user(), binding.operator(), value);
            default -> throw new IllegalArgumentException(part);
        };
    }

    static Journal.Start start(String flow) {
        return start(flow, Journal.Visibility.OBSERVED, "redact", 100);
    }

    static Journal.Start start(String flow, Journal.Visibility visibility, String action, long bytes) {
        return new Journal.Start(
                flow,
                NOON,
                Person.of("anna"),
                new Recipient("site-a", "a.example", "Operator A", "DE", "prompt"),
                visibility,
                action,
                "v1",
                "rule-1",
                bytes,
                Map.of("DATE", 1),
                Map.of("PERSON", 2));
    }

    static Journal.End end(String flow, String outcome) {
        return new Journal.End(flow, NOON.plusSeconds(1), 200, 900, 5_000, new RestoreReport(2, 1, 0), outcome);
    }

    /** A clock that a test moves. */
    static final class MovableClock extends Clock {
        private Instant now = NOON;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
