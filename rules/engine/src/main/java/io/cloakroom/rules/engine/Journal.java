package io.cloakroom.rules.engine;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The audit record of flows: hash-chained, append-only, without content. Nothing leaves before {@link #start} completed.
 * Neither method blocks; records are written in the order of the calls. A failure is an {@link java.io.UncheckedIOException}: callers
 * fail closed.
 */
public interface Journal {

    /** Outcome of a flow whose answer asked for more placeholders than its conversation explains. */
    String ENUMERATION = "enumeration";

    /** Outcome of what the proxy refused before anything was decided: nothing was asked of anybody, so it is in no transfer register. */
    String REFUSED = "refused";

    /** Completes when the record is durable. What depends on it must not block: it may run on the thread that writes for all. */
    CompletableFuture<?> start(Start record);

    /** Completes when the record is written; it becomes durable with the next start. */
    CompletableFuture<?> end(End record);

    /** How a recipient's traffic was seen. */
    enum Visibility {
        /** Inspected: what left is known. */
        OBSERVED,
        /** Passed through encrypted: only host, bytes and time are known; anything more is inferred. */
        TUNNELLED,
        /** Could not be decoded within limits. */
        UNINSPECTABLE
    }

    /**
     * Written before the first byte leaves.
     *
     * @param flow unique id
     * @param sent findings that leave in clear, by entity type (or {@code TYPE:subtype})
     * @param withheld findings that do not leave
     * @param bodyBytes bytes of body as sent
     * @param policyVersion version of the policy that decided, and {@code rule} the rule that said so
     * @param action strictest action taken, in lower case
     */
    record Start(
            String flow,
            Instant at,
            Person person,
            Recipient recipient,
            Visibility visibility,
            String action,
            String policyVersion,
            String rule,
            long bodyBytes,
            Map<String, Integer> sent,
            Map<String, Integer> withheld) {}

    /**
     * Written when the answer is complete or the flow failed.
     *
     * @param status HTTP status shown to the client, 0 when none
     * @param bytesOut bytes sent upstream, and {@code bytesIn} received
     * @param placeholders what became of those in the answer
     * @param outcome {@code complete}, {@code aborted}, {@code blocked}, {@code failed}, {@link #REFUSED} or {@link #ENUMERATION}
     */
    record End(
            String flow,
            Instant at,
            int status,
            long bytesOut,
            long bytesIn,
            RestoreReport placeholders,
            String outcome) {

        public End {
            // Records of older versions have none.
            placeholders = absentAsNone(placeholders);
        }

        private static RestoreReport absentAsNone(@Nullable RestoreReport report) {
            return report == null ? RestoreReport.NONE : report;
        }
    }
}
