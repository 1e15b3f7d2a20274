package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.lens.Lenses;
import io.cloakroom.rules.wire.site.AnswerFormat.Framing;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteDescriptor.Request;
import io.cloakroom.rules.wire.sketch.Places.Place;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is proposed for requests of one kind.
 *
 * @param request for the descriptor, still without its answers
 * @param why what the guesses stand on, line by line, and {@code texts} notation → why it is taken for text
 * @param exchanges those it was made from, at least one
 * @param places every string in them
 */
public record RequestSketch(
        Request request, List<String> why, Map<String, String> texts, List<Exchange> exchanges, List<Place> places) {

    /** @param exchanges of one method and one kind of path */
    static RequestSketch of(List<Exchange> exchanges, String path) {
        Exchange first = exchanges.getFirst();
        List<Places> places = exchanges.stream().map(RequestSketch::places).toList();
        List<Place> all = places.stream().flatMap(each -> each.found().stream()).toList();
        Map<String, String> texts = texts(all);
        List<String> unnamed = places.stream()
                .flatMap(each -> each.unnamed().stream())
                .distinct()
                .toList();
        boolean prose = all.stream().anyMatch(place -> place.says() == Says.PROSE || place.says() == Says.TEXT);
        Kinds.Guess kind = Kinds.of(first, streams(exchanges), prose, all);
        List<String> why = new ArrayList<>();
        why.add(seen(exchanges) + " Taken for " + kind.kind().word() + ": " + kind.why() + ".");
        boolean complete = compiles(texts.keySet());
        if (!complete) {
            why.add(
                    "text is left out, since the recorded bodies read the same bytes in two ways; every string is inspected.");
        }
        if (!unnamed.isEmpty()) {
            why.add("Inspected, though no notation names it: " + String.join(", ", unnamed) + ".");
        }
        List<String> words = all.stream()
                .filter(place -> place.says() == Says.UNSURE && !texts.containsKey(place.notation()))
                .map(Place::field)
                .filter(field -> !field.isEmpty())
                .distinct()
                .toList();
        if (!words.isEmpty()) {
            why.add("Names or settings, one word each, and inspected: " + String.join(", ", words) + ".");
        }
        String signature = exchanges.stream()
                .map(Kinds::signed)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (signature != null) {
            why.add("The header " + signature + " may cover the body; take signed out if it does not.");
        }
        boolean signedQuery = exchanges.stream().anyMatch(RequestSketch::signedQuery);
        Request request = new Request(
                name(first, kind),
                List.of(first.method()),
                path,
                kind.kind(),
                complete ? List.copyOf(texts.keySet()) : List.of(),
                List.of(),
                complete && !texts.isEmpty() && !texts.containsKey("raw"),
                path.contains("(?P<conversation>") ? null : conversation(exchanges),
                stream(exchanges),
                signature == null ? null : true,
                signedQuery,
                false,
                List.of(),
                null,
                List.of());
        return new RequestSketch(request, List.copyOf(why), complete ? texts : Map.of(), exchanges, all);
    }

    private static Places places(Exchange exchange) {
        return Places.of(payload(exchange));
    }

    static Payload payload(Exchange exchange) {
        return new Payload(exchange.target(), exchange.contentType(), exchange.body());
    }

    /** Every place that is a text in one of the bodies, with the surest reason. */
    private static Map<String, String> texts(List<Place> places) {
        Map<String, Says> surest = new LinkedHashMap<>();
        for (Place place : places) {
            if (place.says() == Says.PROSE || place.says() == Says.TEXT) {
                surest.merge(place.notation(), place.says(), (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        surest.forEach((notation, says) -> texts.put(notation, says.why()));
        return texts;
    }

    private static boolean compiles(Set<String> notations) {
        try {
            Lenses.all(List.copyOf(notations));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String seen(List<Exchange> exchanges) {
        return exchanges.size() == 1 ? "Seen once." : "Seen " + exchanges.size() + " times.";
    }

    /** What a person would call it: the last word of its path. */
    String word() {
        return word(exchanges.getFirst());
    }

    private static String word(Exchange exchange) {
        return List.of(exchange.path().split("/")).reversed().stream()
                .filter(segment -> !segment.isEmpty() && !Paths.id(segment))
                .findFirst()
                .orElse("/");
    }

    /** The same with the formats its answers may have. */
    RequestSketch answered(List<String> answers, boolean streams) {
        return with(request.name(), request.stream() == null && streams ? "always" : request.stream(), answers);
    }

    /** The same under a name that nothing else has. */
    RequestSketch namedByPath() {
        String where =
                exchanges.getFirst().method() + " " + exchanges.getFirst().path();
        return with(request.kind().word() + " (" + where + ")", request.stream(), request.answers());
    }

    private RequestSketch with(String name, @Nullable String stream, List<String> answers) {
        Request other = new Request(
                name,
                request.methods(),
                request.path(),
                request.kind(),
                request.text(),
                request.audio(),
                request.everything(),
                request.conversation(),
                stream,
                request.signed(),
                request.signedQuery(),
                request.piece(),
                request.strip(),
                request.reply(),
                answers);
        return new RequestSketch(other, why, texts, exchanges, places);
    }

    private static String name(Exchange first, Kinds.Guess kind) {
        return kind.kind().word() + " (" + (first.method().startsWith("WS") ? "WebSocket " : "") + word(first) + ")"
                + (first.method().equals(Site.WS_RECV) ? ", answers" : "");
    }

    private static boolean streams(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(Exchange::answer)
                .filter(Objects::nonNull)
                .map(Framings::guess)
                .anyMatch(framing -> framing != null && framing != Framing.JSON && framing != Framing.RAW);
    }

    /** The flag that asks for a stream, where a body has one; always, where a stream came without. */
    private static @Nullable String stream(List<Exchange> exchanges) {
        boolean flag = exchanges.stream()
                .map(RequestSketch::tape)
                .anyMatch(tape -> tape != null && tape.find(0, "/stream") != JsonTape.ABSENT);
        return flag ? "/stream" : streams(exchanges) ? "always" : null;
    }

    private static @Nullable String conversation(List<Exchange> exchanges) {
        return Conversations.pointer(exchanges.stream()
                .map(RequestSketch::tape)
                .filter(Objects::nonNull)
                .collect(Collectors.toList()));
    }

    private static @Nullable JsonTape tape(Exchange exchange) {
        try {
            return JsonTape.parse(exchange.body());
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean signedQuery(Exchange exchange) {
        int query = exchange.target().indexOf('?');
        return query >= 0
                && List.of(exchange.target().substring(query + 1).split("&")).stream()
                        .map(pair -> Words.in(pair.replaceFirst("=.*", "")))
                        .anyMatch(words -> words.contains("signature") || words.equals(List.of("sig")));
    }
}
