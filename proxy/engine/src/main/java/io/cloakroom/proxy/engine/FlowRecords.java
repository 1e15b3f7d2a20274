package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What of a flow is written to the journal, and when that is durable. */
final class FlowRecords {

    private final Journal journal;
    private final Clock clock;

    FlowRecords(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** @param files that leave with it, kind → number: the register counts them as it counts findings */
    CompletableFuture<?> start(
            SiteRequest asked, Visibility visibility, Verdict verdict, long bodyBytes, Map<String, Integer> files) {
        Map<String, Integer> sent = new TreeMap<>(verdict.sent());
        sent.putAll(files);
        return journal.start(new Journal.Start(
                asked.request().flow(),
                clock.instant(),
                asked.request().person(),
                asked.recipient(),
                visibility,
                verdict.action().name().toLowerCase(Locale.ROOT),
                verdict.policyVersion(),
                verdict.rule(),
                bodyBytes,
                sent,
                verdict.withheld()));
    }

    /** The start of a connection that is not opened. */
    CompletableFuture<?> tunnel(String flow, Person person, Recipient recipient, String policyVersion, String rule) {
        return unread(flow, person, recipient, Visibility.TUNNELLED, "observe", policyVersion, rule);
    }

    /** Start and end of what was refused before it was read: nothing leaves, and that is known. */
    CompletionStage<?> refused(
            String flow, Person person, Recipient recipient, String policyVersion, String why, int status) {
        return unread(flow, person, recipient, Visibility.OBSERVED, "block", policyVersion, why)
                .thenCompose(recorded -> nothingLeft(flow, status, Journal.REFUSED));
    }

    private CompletableFuture<?> unread(
            String flow,
            Person person,
            Recipient recipient,
            Visibility visibility,
            String action,
            String policyVersion,
            String rule) {
        return journal.start(new Journal.Start(
                flow,
                clock.instant(),
                person,
                recipient,
                visibility,
                action,
                policyVersion,
                rule,
                0,
                Map.of(),
                Map.of()));
    }

    /** The end of a flow that was decided, and of which nothing left. */
    CompletionStage<?> blocked(String flow, int status) {
        return nothingLeft(flow, status, "blocked");
    }

    private CompletionStage<?> nothingLeft(String flow, int status, String outcome) {
        return journal.end(new Journal.End(flow, clock.instant(), status, 0, 0, RestoreReport.NONE, outcome));
    }

    /** A flow of which only its length is known. */
    Flow unread(String flow) {
        return new Unread(flow);
    }

    private final class Unread implements Flow {

        private final String flow;

        Unread(String flow) {
            this.flow = flow;
        }

        @Override
        public @Nullable AnswerRestorer answer(int status, HttpHeaders headers) {
            return null;
        }

        @Override
        public CompletionStage<?> end(int status, long bytesOut, long bytesIn, String outcome) {
            return journal.end(
                    new Journal.End(flow, clock.instant(), status, bytesOut, bytesIn, RestoreReport.NONE, outcome));
        }
    }
}
