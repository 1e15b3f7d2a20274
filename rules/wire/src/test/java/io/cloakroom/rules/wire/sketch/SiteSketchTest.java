package io.cloakroom.rules.wire.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSketchTest {

    private static final String HOST = "chat.northgate-mills.example";

    private static Exchange exchange(
            String method,
            String host,
            String target,
            Map<String, String> headers,
            String body,
            @Nullable Answer answer) {
        return new Exchange(method + " " + target, method, host, target, headers, body.getBytes(UTF_8), answer);
    }

    private static Exchange post(String target, String body, @Nullable Answer answer) {
        return exchange("POST", HOST, target, Map.of("content-type", "application/json"), body, answer);
    }

    private static Answer answer(int status, String type, String... chunks) {
        return new Answer(
                status,
                type,
                List.of(chunks).stream().map(chunk -> chunk.getBytes(UTF_8)).toList());
    }

    private static SiteSketch sketch(Exchange... exchanges) {
        return SiteSketch.of(
                new Traffic(List.of(exchanges), List.of(), List.of()),
                "Northgate Chat",
                LocalDate.of(2026, 11, 28),
                SiteCatalogue.of(List.of()));
    }

    private static Exchange prompt() {
        return post(
                "/api/conversations/5eed0000-0000-4000-8000-000000000001/messages",
                "{\"model\":\"m-1\",\"stream\":true,\"messages\":[{\"id\":\"5eed0000-0000-4000-8000-000000000002\","
                        + "\"content\":\"Write a reply to Erika Mustermann please\"}]}",
                answer(
                        200,
                        "text/event-stream",
                        "data: {\"delta\":{\"text\":\"Dear Erika\"}}\n\ndata: {\"delta\":{\"text\":\" Mustermann, all\"}}\n\n",
                        "data: {\"delta\":{\"text\":\" is well.\"}}\n\nevent: done\ndata: {}\n\n"));
    }

    @Test
    void aPromptIsDescribed() {
        SiteDescriptor site = sketch(prompt()).descriptor();
        SiteDescriptor.Request request = site.requests().getFirst();
        assertThat(site.id()).isEqualTo("northgate-chat");
        assertThat(site.operator()).isEqualTo("northgate-mills.example");
        assertThat(site.jurisdiction()).isEqualTo(SiteSketch.UNKNOWN);
        assertThat(request.path()).isEqualTo("/api/conversations/(?P<conversation>[^/]+)/messages");
        assertThat(request.kind()).isEqualTo(SiteDescriptor.Kind.PROMPT);
        assertThat(request.text()).containsExactly("json:/messages/*/content");
        assertThat(request.everything()).isTrue();
        assertThat(request.stream()).isEqualTo("/stream");
        assertThat(site.ownFields()).containsExactly("id", "model");
        assertThat(site.answers().getFirst().text().getFirst().path()).isEqualTo("/delta/text");
        assertThat(site.answers().getFirst().ends().getFirst().event()).isEqualTo("done");
        assertThat(site.stateless()).isFalse();
    }

    @Test
    void aBlockIsMadeOfTheRecordedAnswer() {
        SiteDescriptor.Template stream = sketch(prompt()).descriptor().block().stream();
        assertThat(stream).isNotNull();
        assertThat(stream.body())
                .isEqualTo("data: {\"delta\":{\"text\":\"{{message}}\"}}\n\nevent: done\ndata: {}\n\n");
    }

    @Test
    void anErrorOfTheSiteShowsHowItTellsOne() {
        Exchange refused = post(
                "/api/files",
                "{\"name\":\"Kunden von Erika.csv\"}",
                answer(422, "application/json", "{\"code\":7,\"detail\":\"This file is too large\"}"));
        SiteDescriptor.Template plain =
                sketch(prompt(), refused).descriptor().block().plain();
        assertThat(plain.status()).isEqualTo(422);
        assertThat(plain.body()).isEqualTo("{\"code\":7,\"detail\":\"{{message}}\"}");
    }

    @Test
    void whatSpeaksForASignatureIsNoticed() {
        Exchange signed = exchange(
                "POST",
                HOST,
                "/send?x-signature=abc",
                Map.of("x-signature", "f00d"),
                "{\"prompt\":\"Write a reply to Erika Mustermann please\"}",
                null);
        SiteDescriptor.Request request = sketch(signed).descriptor().requests().getFirst();
        assertThat(request.signed()).isTrue();
        assertThat(request.signedQuery()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static.northgate-mills.example | true",
                "stats.collector.example        | false",
            })
    void hostsOfOthersAreLeftOutAndNamed(String host, boolean own) {
        SiteSketch sketch = sketch(
                prompt(),
                exchange("POST", host, "/events", Map.of(), "{\"event\":\"page_seen\",\"page\":\"Start\"}", null));
        assertThat(sketch.descriptor().hosts())
                .extracting(SiteDescriptor.Host::pattern)
                .contains(HOST)
                .matches(hosts -> hosts.contains(host) == own);
        assertThat(sketch.strangers().contains(host)).isNotEqualTo(own);
        assertThat(sketch.yaml().contains("Left out, since nothing recorded says"))
                .isNotEqualTo(own);
    }

    @Test
    void partsOfAPageAreNoRequests() {
        Exchange style = exchange("GET", HOST, "/a.css", Map.of(), "", answer(200, "text/css", "a {}"));
        assertThat(sketch(prompt(), style).descriptor().requests()).hasSize(1);
    }

    @Test
    void aRecordingOfNothingIsSaidToBeOne() {
        assertThatThrownBy(() -> sketch())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing was recorded");
    }

    @Test
    void whatNoNotationNamesIsInspectedAllTheSame() {
        SiteSketch sketch = sketch(post(
                "/send", "{\"prompt\":\"Write a reply to Erika Mustermann please\",\"phone\":4922155501471}", null));
        assertThat(sketch.yaml()).contains("Inspected, though no notation names it: json:/phone.");
        assertThat(sketch.descriptor().requests().getFirst().everything()).isTrue();
    }
}
