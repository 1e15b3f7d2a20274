package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.golden.GoldenRequest;
import io.cloakroom.rules.wire.golden.Shipped;
import io.cloakroom.rules.wire.lens.GenericLens;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What the vault knows leaves nowhere in a request, wherever the site's page or somebody in it puts it. */
class AnywhereTest {

    private static final String ADDRESS = "ada@example.org";
    private static final List<String> BESIDE = List.of(" ", "/", ":", ",", "\n", "\"", "(", ";", "=");
    private static final Lens EVERY_STRING = new GenericLens(Set.of());
    private static final Pattern KEY = Pattern.compile("\"[A-Za-z_]+\"(?=\\s*:)");
    private static final List<GoldenRequest> REQUESTS = Shipped.requests()
            .filter(request -> request.rule() == null || request.rule().reply() == null)
            .toList();

    @Property(tries = 3000)
    void whatIsKnownIsReplacedOrStopsTheRequest(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        GoldenRequest request = REQUESTS.get(random.nextInt(REQUESTS.size()));
        Payload payload = planted(request.payload(), random);
        if (payload == null) {
            return;
        }
        MailInspector inspector = new MailInspector();
        inspector.inspect(EVERY_STRING, EVERY_STRING, new Payload("/", "text/plain", ADDRESS.getBytes(UTF_8)));
        Lens everything = request.site().genericLens();
        Inspection inspection;
        try {
            inspection = inspector.inspect(request.lens(), everything, payload);
        } catch (LensException e) {
            return;
        } catch (IllegalStateException e) {
            // What does not read back as it was decided does not leave (decision 0003).
            assertThat(e).hasMessageContaining("does not read back");
            return;
        }
        boolean leaves = inspection.verdict().action() != Action.BLOCK && inspector.passes(inspection.payload());
        assertThat(leaves && Hidden.in(inspection.payload(), ADDRESS))
                .as("%s: %s", request, new String(inspection.payload().body(), UTF_8))
                .isFalse();
    }

    /** The address somewhere in a string, in the name of a field, in the target. */
    private static @Nullable Payload planted(Payload payload, Random random) throws LensException {
        return switch (random.nextInt(5)) {
            case 0 -> inName(payload, random);
            case 1 ->
                new Payload(
                        payload.target()
                                + (payload.target().indexOf('?') < 0 ? "?" : "&")
                                + (random.nextBoolean() ? "x=ada%40example.org" : "ada@example.org"),
                        payload.contentType(),
                        payload.body());
            default -> inString(payload, random);
        };
    }

    private static @Nullable Payload inString(Payload payload, Random random) {
        Located located;
        try {
            located = EVERY_STRING.locate(payload);
        } catch (LensException e) {
            located = e.readable().orElseThrow();
        }
        if (located.segments().isEmpty()) {
            return null;
        }
        int segment = random.nextInt(located.segments().size());
        String text = located.segments().get(segment).text();
        if (!located.rewritable(segment) || text.isEmpty()) {
            return null;
        }
        int at = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
        int end = random.nextBoolean() ? text.length() : text.offsetByCodePoints(at, 1);
        String beside = BESIDE.get(random.nextInt(BESIDE.size()));
        String planted = beside + ADDRESS + beside;
        return located.splice(located.fit(Map.of(segment, List.of(new TextEdit(new Span(at, end), planted)))));
    }

    private static @Nullable Payload inName(Payload payload, Random random) {
        String body = new String(payload.body(), ISO_8859_1);
        List<MatchResult> names = KEY.matcher(body).results().toList();
        if (names.isEmpty()) {
            return null;
        }
        MatchResult name = names.get(random.nextInt(names.size()));
        String changed = body.substring(0, name.start()) + '"' + ADDRESS + '"' + body.substring(name.end());
        return new Payload(payload.target(), payload.contentType(), changed.getBytes(ISO_8859_1));
    }
}
