package io.cloakroom.rules.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Who received what: one row per recipient, relation, user and visibility, derived from the {@link Journal}. */
public interface TransferRegister {

    List<Transfer> transfers();

    /** What a recipient is to a site. */
    enum Party {
        /** It is the site. */
        SITE,
        /** The site's descriptor names it as somebody to whom the site's page talks. */
        THIRD_PARTY,
        /** The site's page talks to it, and no descriptor says so. */
        UNKNOWN_THIRD_PARTY
    }

    /**
     * Which site a recipient belongs to.
     *
     * @param site id of the site, {@code ""} when it belongs to none that is known
     * @param inferred whether the host alone says so. Otherwise it was seen: the site's own requests were read, or the request to somebody
     *     else named the site's page ({@code Origin}, {@code Referer})
     */
    record Relation(String site, Party party, boolean inferred) {

        public static Relation of(Recipient to, Journal.Visibility visibility) {
            boolean named = !to.page().isEmpty();
            boolean elsewhere = named && !to.page().equals(to.site());
            boolean third = named || to.kind().equals(Recipient.THIRD_PARTY);
            boolean unseen = visibility == Journal.Visibility.TUNNELLED || (third && !named);
            return new Relation(
                    elsewhere ? to.page() : to.site(),
                    elsewhere ? Party.UNKNOWN_THIRD_PARTY : third ? Party.THIRD_PARTY : Party.SITE,
                    unseen && !to.site().isEmpty());
        }

        /** {@code deepseek}, {@code third party of deepseek (inferred)}; {@code ""} when it belongs to no site that is known. */
        public String inWords() {
            String who = switch (party) {
                case SITE -> site;
                case THIRD_PARTY -> "third party of " + site;
                case UNKNOWN_THIRD_PARTY -> "unknown third party of " + site;
            };
            return inferred ? who + " (inferred)" : who;
        }
    }

    /**
     * @param attempted flows that have a start and no end
     * @param bodyBytes sum of request bodies as sent
     * @param sent findings that left in clear, by type; {@code withheld} those that did not
     */
    record Transfer(
            String host,
            String operator,
            String jurisdiction,
            Relation relation,
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
