package io.cloakroom.rules.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Who received what: one row per recipient, user and visibility, derived from the {@link Journal}. */
public interface TransferRegister {

    List<Transfer> transfers();

    /**
     * @param attempted flows that have a start and no end
     * @param bodyBytes sum of request bodies as sent
     * @param sent findings that left in clear, by type; {@code withheld} those that did not
     */
    record Transfer(
            String host,
            String operator,
            String jurisdiction,
            String user,
            Journal.Visibility visibility,
            long flows,
            long attempted,
            long bodyBytes,
            Map<String, Integer> sent,
            Map<String, Integer> withheld,
            Instant firstSeen,
            Instant lastSeen) {

        /** Whether all but host, user, bytes and time is a guess, since nothing was opened. */
        public boolean isInferred() {
            return visibility == Journal.Visibility.TUNNELLED;
        }
    }
}
