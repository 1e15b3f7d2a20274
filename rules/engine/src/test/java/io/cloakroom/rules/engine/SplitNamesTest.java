package io.cloakroom.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitNamesTest {

    /** Parts are found one by one, in their order; the resolver then chooses. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "name: Mara Voss;         Mara,Voss;           Mara Voss",
                "Ana Maria Costa Lima;    Ana,Maria,Costa,Lima; Ana Maria Costa Lima",
                "Mara Voss Lind called;   Mara Voss,Lind;      Mara Voss Lind",
                "Mara, Voss;              Mara,Voss;           Mara|Voss",
                "Mara/Voss;               Mara,Voss;           Mara|Voss",
                "Mara  Voss;              Mara,Voss;           Mara|Voss",
                "Mara Voss Jon Lind;      Mara Voss,Jon Lind;  Mara Voss|Jon Lind",
                "김하늘 이서준;              김하늘,이서준;          김하늘|이서준",
            })
    void partsSideBySideAreOneName(String text, String parts, String expected) {
        List<Finding> found = Arrays.stream(parts.split(","))
                .map(part -> person(text, part, 0.8, null))
                .toList();
        assertThat(FindingResolver.resolve(SplitNames.joined(text, found)))
                .extracting(f -> f.span().of(text))
                .containsExactly(expected.split("\\|"));
    }

    @Test
    void aNameIsPrivateWhenOneOfItsPartsIs() {
        String text = "Taylor Voss";
        List<Finding> parts =
                List.of(person(text, "Taylor", 0.9, Finding.PUBLIC_MENTION), person(text, "Voss", 0.7, null));
        assertThat(FindingResolver.resolve(SplitNames.joined(text, parts)))
                .singleElement()
                .satisfies(name -> {
                    assertThat(name.span().of(text)).isEqualTo(text);
                    assertThat(name.subtype()).isNull();
                    assertThat(name.confidence()).isEqualTo(0.9);
                });
    }

    private static Finding person(String text, String part, double confidence, @Nullable String subtype) {
        int start = text.indexOf(part);
        return new Finding(
                EntityType.PERSON, subtype, new Span(start, start + part.length()), confidence, "names", "a name");
    }
}
