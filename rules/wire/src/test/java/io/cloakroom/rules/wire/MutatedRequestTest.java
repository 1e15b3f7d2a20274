package io.cloakroom.rules.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.golden.GoldenRequest;
import io.cloakroom.rules.wire.golden.Shipped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A site changes its wire format from one day to the next: what was found before is still found, or nothing leaves, and the alarm rings. */
class MutatedRequestTest {

    private static final String ADDRESS = "ada@example.org";
    private static final String PROMPT = "Please write to " + ADDRESS + " about it.";

    /** @param payload the golden one with a prompt of ours in one of its texts, changed */
    record Mutated(GoldenRequest request, int text, Mutation mutation, Payload payload) {

        @Override
        public String toString() {
            return request + ", text " + text + ", " + mutation;
        }
    }

    static Stream<Mutated> mutated() {
        return Shipped.requests()
                .filter(request -> request.rule() != null && request.rule().reply() == null)
                .flatMap(MutatedRequestTest::prompted);
    }

    private static Stream<Mutated> prompted(GoldenRequest request) {
        try {
            Located located = request.lens().locate(request.payload());
            return Stream.iterate(0, text -> text + 1)
                    .limit(located.segments().size())
                    .filter(text -> located.rewritable(text)
                            && !located.segments().get(text).text().isEmpty()
                            && !located.segments().get(text).inTarget())
                    .flatMap(text -> {
                        int length = located.segments().get(text).text().length();
                        Payload prompt = located.splice(located.fit(
                                Map.of(text, List.of(new TextEdit(new Span(0, length), PROMPT)))));
                        return Arrays.stream(Mutation.values())
                                .flatMap(mutation -> Stream.ofNullable(mutation.of(prompt))
                                        .map(payload -> new Mutated(request, text, mutation, payload)));
                    });
        } catch (LensException e) {
            throw new IllegalStateException(request.toString(), e);
        }
    }

    private static @Nullable Inspection inspected(GoldenRequest request, Lens lens, Payload payload) {
        try {
            return new MailInspector().inspect(lens, request.site().genericLens(), payload);
        } catch (LensException e) {
            // Nothing leaves, and the reason is told.
            assertThat(e).message().isNotEmpty();
            return null;
        }
    }

    @ParameterizedTest
    @MethodSource("mutated")
    void neverLeaksSilently(Mutated mutated) {
        Lens lens = mutated.request.lens();
        Inspection inspection = inspected(mutated.request, lens, mutated.payload);
        if (inspection == null) {
            return;
        }
        if (inspection.verdict().action() == Action.BLOCK) {
            assertThat(inspection.verdict().reason()).isNotEmpty();
        } else {
            assertThat(Hidden.in(inspection.payload(), ADDRESS))
                    .as(new String(inspection.payload().body(), java.nio.charset.StandardCharsets.UTF_8))
                    .isFalse();
        }
        assertThat(inspection.drift()).isIn(expected(mutated, lens));
    }

    /** The alarm that has to ring; what else is in the request may have lost its place all the same. */
    private static Set<Drift> expected(Mutated mutated, Lens lens) {
        if (lens == mutated.request.site().genericLens()) {
            return Set.of(Drift.UNDESCRIBED);
        }
        try {
            List<TextSegment> described = lens.locate(mutated.payload).segments();
            boolean found = described.stream().anyMatch(segment -> Hidden.in(segment.text(), ADDRESS));
            return found
                    ? Set.of(Drift.NONE, Drift.BESIDE)
                    : Set.of(described.isEmpty() ? Drift.MISSING : Drift.BESIDE);
        } catch (LensException e) {
            return Set.of(Drift.MISSING);
        }
    }

    static Stream<GoldenRequest> withTexts() {
        return Shipped.requests().filter(request -> !request.texts().isEmpty());
    }

    /** A path that nobody described carries what another one did. */
    @ParameterizedTest
    @MethodSource("withTexts")
    void anotherPathIsReadAsAWhole(GoldenRequest request) {
        Lens generic = request.site().genericLens();
        Inspection inspection = inspected(request, generic, request.payload());
        assertThat(inspection == null || inspection.drift() == Drift.UNDESCRIBED || !prose(inspection))
                .isTrue();
    }

    private static boolean prose(Inspection inspection) {
        return inspection.segments().stream().map(TextSegment::text).anyMatch(Prose::in);
    }
}
