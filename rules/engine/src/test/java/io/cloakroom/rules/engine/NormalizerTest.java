package io.cloakroom.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {

    @ParameterizedTest
    @CsvSource({
        // fullwidth, Arabic-Indic and mathematical digits and letters
        "\uFF14\uFF11\uFF11\uFF11,                4111",
        "\u0664\u0661\u0661,                      411",
        "\uD835\uDFCE\uD835\uDFCF,                01",
        "\uFF21\uFF42\uFF20\uFF4A.de,             Ab@j.de",
        // zero-width, soft hyphen, bidi controls
        "jo\u200Bhn@x\u200D.org,                  john@x.org",
        "41\u00AD11,                              4111",
        "\u202E1\u202C2\u2066,                    12",
        // spaces and dashes
        "4111\u00A01111\u20091111,                4111 1111 1111",
        "010\u20131234\u22125678,                 010-1234-5678",
        // look-alikes, in words that also hold ASCII letters only
        "j\u043Ehn@ex\u0430mple.com,              john@example.com",
        "\u0410KIA\u0406OSFODNN7,                 AKIAIOSFODNN7",
        // marks that strike letters and figures through
        "a\u0336@b\u0336.d\u0338e 4\u03361\u20DD, a@b.de 41",
        // one character that becomes several, and several that become one
        "\uFB01ne,                                fine",
        "e\u0301t\u00E9,                          \u00E9t\u00E9",
    })
    void evasionIsUndone(String typed, String normalized) {
        assertThat(Normalizer.normalize(typed, null).normalized()).isEqualTo(normalized);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain ASCII, 1 2 3",
                "Übergrößenträger",
                "Москва и Нева",
                "전화번호는 여기",
                "电话号码",
                "Nº 3ª",
                "«¿qué?» …"
            })
    void textWithNothingToUndoStaysTheSameObject(String text) {
        Text result = Normalizer.normalize(text, "xx");
        assertThat(result.normalized()).isSameAs(text);
        assertThat(result.offsets()).isNull();
        assertThat(result.language()).isEqualTo("xx");
    }

    @Test
    void aSpanCoversWholeCharactersOfTheOriginal() {
        Text text = Normalizer.normalize("a \uFB01 b\u200Bc d", null);
        assertThat(text.normalized()).isEqualTo("a fi bc d");
        assertThat(text.toOriginal(2, 3)).isEqualTo(new Span(2, 3));
        assertThat(text.toOriginal(3, 4)).isEqualTo(new Span(2, 3));
        assertThat(text.toOriginal(5, 7)).isEqualTo(new Span(4, 7));
    }

    @Property
    void normalizingTwiceChangesNothing(@ForAll("nasty") String text) {
        String once = Normalizer.normalize(text, null).normalized();
        assertThat(Normalizer.normalize(once, null).normalized()).isEqualTo(once);
    }

    @Property
    void offsetsRiseFromStartToEnd(@ForAll("nasty") String text) {
        Text result = Normalizer.normalize(text, null);
        if (result.offsets() == null) {
            assertThat(result.normalized()).isSameAs(text);
            return;
        }
        int[] offsets = Objects.requireNonNull(result.offsets());
        assertThat(offsets).hasSize(result.normalized().length() + 1).isSorted();
        assertThat(offsets[offsets.length - 1]).isEqualTo(text.length());
        for (int i = 0; i < result.normalized().length(); i++) {
            assertThat(result.toOriginal(i, i + 1).end()).isLessThanOrEqualTo(text.length());
        }
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.strings()
                .withCharRange('a', 'f')
                .withChars(
                        ' ', '1', '\u0301', '\u200B', '\u00A0', '\uFF11', '\uFB01', '\u043E', '\u0416', '\u00AD',
                        '\u2013')
                .withChars('\u0664', '\u00E9', '\uAC00', '\u202E', '\uD835', '\uDFCE', '@', '.')
                .ofMaxLength(24);
    }
}
