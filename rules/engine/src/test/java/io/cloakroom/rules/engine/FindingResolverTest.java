package io.cloakroom.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingResolverTest {

    @ParameterizedTest
    @CsvSource({
        // two overlapping findings as type:start-end:confidence, then the one that stays
        "EMAIL:0-9:0.9,      URL:4-20:0.8,     EMAIL:0-9:0.9",
        "EMAIL:0-9:0.8,      URL:4-20:0.8,     URL:4-20:0.8",
        "PHONE:3-9:0.8,      EMAIL:3-9:0.8,    EMAIL:3-9:0.8",
        "PERSON:5-9:0.7,     PERSON:3-7:0.7,   PERSON:3-7:0.7",
    })
    void theStrongerStays(String one, String other, String stays) {
        assertThat(FindingResolver.resolve(List.of(parse(one), parse(other)))).containsExactly(parse(stays));
        assertThat(FindingResolver.resolve(List.of(parse(other), parse(one)))).containsExactly(parse(stays));
    }

    @Property
    void orderDoesNotMatter(@ForAll("findings") List<Finding> findings, @ForAll long seed) {
        List<Finding> shuffled = new ArrayList<>(findings);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(FindingResolver.resolve(shuffled)).isEqualTo(FindingResolver.resolve(findings));
    }

    @Property
    void whatStaysIsOrderedAndApart(@ForAll("findings") List<Finding> findings) {
        List<Finding> resolved = FindingResolver.resolve(findings);
        for (int i = 1; i < resolved.size(); i++) {
            assertThat(resolved.get(i).span().start())
                    .isGreaterThanOrEqualTo(resolved.get(i - 1).span().end());
        }
        assertThat(findings).containsAll(resolved);
        assertThat(findings)
                .allMatch(f -> resolved.stream().anyMatch(r -> r.span().overlaps(f.span())));
    }

    @Provide
    Arbitrary<List<Finding>> findings() {
        return Combinators.combine(
                        Arbitraries.of(EntityType.PERSON, EntityType.EMAIL, EntityType.PHONE),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.of(0.5, 0.7, 0.9),
                        Arbitraries.of("a", "b"))
                .as((type, start, length, confidence, id) ->
                        new Finding(type, null, new Span(start, start + length), confidence, id, "because"))
                .list()
                .ofMaxSize(12);
    }

    private static Finding parse(String text) {
        String[] parts = text.split("[:-]", -1);
        Span span = new Span(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        return new Finding(EntityType.valueOf(parts[0]), null, span, Double.parseDouble(parts[3]), "test", "because");
    }
}
