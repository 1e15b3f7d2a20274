package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteDescriptor.Kind;
import io.cloakroom.rules.wire.sketch.Places.Place;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guesses what a request is for, by the words in its path. */
final class Kinds {

    private Kinds() {}

    /**
     * @param streams whether its answer comes piece by piece, and {@code prose} whether somebody's words are in it
     * @param places every string in requests of its kind
     */
    static Guess of(Exchange exchange, boolean streams, boolean prose, List<Place> places) {
        if (exchange.method().equals(Site.WS_SEND)) {
            return new Guess(Kind.PROMPT, prose ? "it carries words" : "it goes over a WebSocket");
        }
        if (exchange.method().equals(Site.WS_RECV)) {
            return new Guess(Kind.HISTORY, "it comes over a WebSocket");
        }
        if (streams && prose) {
            return new Guess(Kind.PROMPT, "it carries words, and its answer comes piece by piece");
        }
        boolean asks = places.stream()
                .anyMatch(
                        place -> place.says() == Says.PROSE && place.notation().contains("json:"));
        if ((exchange.contentType().startsWith("multipart/") && !asks)
                || exchange.method().equals("PUT")) {
            return new Guess(Kind.UPLOAD, "it sends a file");
        }
        for (String segment : List.of(exchange.path().split("/")).reversed()) {
            List<String> words = Words.in(segment);
            for (Map.Entry<Kind, Set<String>> row : Words.KNOWN.kinds().entrySet()) {
                String word = words.stream()
                        .filter(row.getValue()::contains)
                        .findFirst()
                        .orElse(null);
                if (word != null) {
                    return new Guess(row.getKey(), "'" + word + "' is in its path");
                }
            }
        }
        List<String> fields = places.stream()
                .filter(place -> place.says().text())
                .map(Place::field)
                .distinct()
                .toList();
        if (!fields.isEmpty()
                && fields.stream().allMatch(field -> Words.in(field).contains("title"))) {
            return new Guess(Kind.TITLE, "it carries nothing but a title");
        }
        return !exchange.method().equals("GET") && prose
                ? new Guess(Kind.PROMPT, "it carries words")
                : new Guess(Kind.HISTORY, "nothing in it tells what it is for");
    }

    /** A guess, and for people what it stands on. */
    record Guess(Kind kind, String why) {}

    /** Why a request may be signed, or null when nothing says so. */
    static @Nullable String signed(Exchange exchange) {
        return exchange.headers().keySet().stream()
                .filter(name -> Words.any(Words.KNOWN.signatures(), name))
                .findFirst()
                .orElse(null);
    }
}
