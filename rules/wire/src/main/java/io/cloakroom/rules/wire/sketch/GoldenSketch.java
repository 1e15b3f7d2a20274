package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.golden.GoldenFile;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.sketch.Places.Place;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Makes golden samples of recorded traffic: what a proposed descriptor makes of it today is what it must make of it tomorrow. */
final class GoldenSketch {

    private GoldenSketch() {}

    static GoldenFile of(SiteSketch sketch) {
        Site site = Site.of(sketch.descriptor());
        List<GoldenFile.Request> requests = new ArrayList<>();
        List<GoldenFile.Response> responses = new ArrayList<>();
        for (RequestSketch request : sketch.requests()) {
            for (Exchange exchange : request.exchanges()) {
                if (exchange.body().length > 0 && site.host(exchange.host()) != null) {
                    requests.add(request(exchange));
                }
                Answer answer = exchange.answer();
                if (answer != null && !request.request().answers().isEmpty() && site.host(exchange.host()) != null) {
                    responses.add(response(exchange, answer));
                }
            }
        }
        return Goldens.updated(site, new GoldenFile(site.id(), Map.of(), requests, responses));
    }

    /** Of the headers only what tells how the body is read: others hold keys and cookies. */
    private static GoldenFile.Request request(Exchange exchange) {
        boolean text = text(exchange.body());
        String type = exchange.contentType();
        List<String> written = Places.of(RequestSketch.payload(exchange)).found().stream()
                .filter(place -> place.says() == Says.PROSE)
                .map(Place::text)
                .distinct()
                .toList();
        return new GoldenFile.Request(
                exchange.name(),
                exchange.method(),
                url(exchange),
                type.isEmpty() ? Map.of() : Map.of("content-type", type),
                text ? null : "base64",
                encoded(exchange.body(), text),
                List.of(),
                written);
    }

    private static GoldenFile.Response response(Exchange exchange, Answer answer) {
        boolean text = answer.chunks().stream().allMatch(GoldenSketch::text);
        return new GoldenFile.Response(
                exchange.name(),
                exchange.method(),
                url(exchange),
                answer.contentType(),
                text ? null : "base64",
                answer.chunks().stream().map(chunk -> encoded(chunk, text)).toList(),
                "",
                null,
                List.of(),
                List.of(),
                null);
    }

    private static String url(Exchange exchange) {
        String scheme = exchange.method().startsWith("WS-") ? "wss" : "https";
        return scheme + "://" + exchange.host() + exchange.target();
    }

    private static String encoded(byte[] bytes, boolean text) {
        return text
                ? new String(bytes, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(bytes);
    }

    private static boolean text(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
