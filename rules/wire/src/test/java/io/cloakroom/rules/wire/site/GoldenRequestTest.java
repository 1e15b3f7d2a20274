package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenRequestTest {

    static Stream<Golden.Request> requests() {
        return Golden.requests();
    }

    private static Lens lens(Golden.Request request) {
        return request.rule() == null
                ? request.site().genericLens()
                : request.rule().lens();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void findsEveryText(Golden.Request request) throws LensException {
        List<TextSegment> segments = lens(request).locate(request.payload()).segments();
        assertThat(segments).extracting(TextSegment::path).containsAll(request.locations());
        assertThat(request.texts())
                .allSatisfy(text ->
                        assertThat(segments).anyMatch(segment -> segment.text().contains(text)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void keepsTheBytesWhenNothingIsEdited(Golden.Request request) throws LensException {
        Payload payload = request.payload();
        assertThat(lens(request).locate(payload).splice(Map.of()).body()).isSameAs(payload.body());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void nothingLeavesOnceItIsReplaced(Golden.Request request) throws LensException {
        Located located = lens(request).locate(request.payload());
        Payload redacted = located.splice(edits(located.segments(), request.texts()));
        List<TextSegment> after = lens(request).locate(redacted).segments();
        assertThat(after).hasSameSizeAs(located.segments());
        assertThat(after).allSatisfy(segment -> assertThat(segment.text()).doesNotContain(request.texts()));
        assertThat(everyString(request.site(), redacted))
                .allSatisfy(segment -> assertThat(segment.text()).doesNotContain(request.texts()));
    }

    private static List<TextSegment> everyString(Site site, Payload payload) {
        try {
            return site.genericLens().locate(payload).segments();
        } catch (LensException e) {
            return e.readable().orElseThrow().segments();
        }
    }

    private static Map<Integer, List<TextEdit>> edits(List<TextSegment> segments, List<String> texts) {
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            for (String text : texts) {
                String segment = segments.get(i).text();
                for (int at = segment.indexOf(text); at >= 0; at = segment.indexOf(text, at + 1)) {
                    edits.computeIfAbsent(i, index -> new ArrayList<>())
                            .add(new TextEdit(new Span(at, at + text.length()), "[CUSTOM_1]"));
                }
            }
        }
        return edits;
    }
}
