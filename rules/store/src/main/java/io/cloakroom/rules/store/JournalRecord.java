package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Journal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal. Exactly one of {@code start}, {@code end} and {@code gap} is there.
 *
 * @param seq number of the record, from 1, without holes
 * @param prev hash of the record before it; of the first, 64 zeros
 * @param hash SHA-256 of the line up to {@code ,"hash":}, as hex
 */
public record JournalRecord(
        long seq,
        String prev,
        Journal.@Nullable Start start,
        Journal.@Nullable End end,
        @Nullable Gap gap,
        String hash) {

    /**
     * The first record after a time in which the journal could not be written.
     *
     * @param at when writing worked again
     * @param refused records that could not be written; their flows were refused, or their end is unknown
     * @param reason the last error
     */
    public record Gap(Instant at, long refused, String reason) {}
}
