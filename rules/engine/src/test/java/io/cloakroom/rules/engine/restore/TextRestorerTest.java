package io.cloakroom.rules.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.Vault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRestorerTest {

    private static final Map<String, String> ISSUED = new TreeMap<>(Map.of(
            "[PERSON_1]", "Marta Kowalczyk",
            "[PERSON_12]", "Tomas Berg",
            "[EMAIL_1]", "marta@example.com",
            "[DATE_1]", "3 May",
            "[DATE_OF_BIRTH_1]", "12 March 1984",
            "[ID_NUMBER_1]", "900101-1234567",
            "Anna Nowak", "Marta Berg",
            "Anna", "Eva"));

    private static final KnownPlaceholders KNOWN = KnownPlaceholders.of(Vault.Originals.of(ISSUED));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Dear [PERSON_1],|Dear Marta Kowalczyk,",
                "[PERSON_12] and [PERSON_1]|Tomas Berg and Marta Kowalczyk",
                "[[PERSON_1]]|[Marta Kowalczyk]",
                "[person_1]|Marta Kowalczyk",
                "[Person 1]|Marta Kowalczyk",
                "[PERSON-1]|Marta Kowalczyk",
                "[ PERSON_1 ]|Marta Kowalczyk",
                "[date of birth 1]|12 March 1984",
                "[DATE_1] or [DATE_OF_BIRTH_1]|3 May or 12 March 1984",
                "\\[PERSON\\_1\\]|Marta Kowalczyk",
                "[PERSON\\_1]|Marta Kowalczyk",
                "**[PERSON_1]**|**Marta Kowalczyk**",
                "[**PERSON_1**]|Marta Kowalczyk",
                "`[ID_NUMBER_1]`|`900101-1234567`",
                "PERSON_1 wrote|Marta Kowalczyk wrote",
                "Person 1 wrote|Marta Kowalczyk wrote",
                "(Person-1)|(Marta Kowalczyk)",
                "person_1|Marta Kowalczyk",
                "[PERSON_1 wrote|Marta Kowalczyk wrote",
                "[PERSON_1, PERSON_12]|[Marta Kowalczyk, Tomas Berg]",
                "【PERSON_1】|【Marta Kowalczyk】",
                "PERSON_1's card|Marta Kowalczyk's card",
                "[PERSON_1]'s card|Marta Kowalczyk's card",
                "[PERSON_1's] card|Marta Kowalczyk's card",
                "[PERSON_1s]|Marta Kowalczyks",
                "[PERSONS_1]|Marta Kowalczyk",
                "PERSON_1s card|Marta Kowalczyks card",
                "[PERSON_1]은 회원|Marta Kowalczyk은 회원",
                "고객PERSON_1님|고객Marta Kowalczyk님",
                "I met Anna Nowak.|I met Marta Berg.",
                "I met Anna.|I met Eva.",
                "Anna's|Eva's",
            })
    void restores(String answer, String shown) {
        assertThat(TextRestorer.restoreWhole(KNOWN, answer)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[PERSON_2]",
                "[PERSON_123]",
                "[PERSON_]",
                "[PERSON]",
                "PERSON_13",
                "XPERSON_1",
                "PERSON_1X",
                "PERSON_1_2",
                "person 1",
                "a date-1 thing",
                "[DATE OF 1]",
                "Annapolis, Joanna",
                "[PHONE_1]",
                "personal, persona",
                "[",
                "\\",
                "[ ] buy milk",
            })
    void leavesAlone(String answer) {
        assertThat(TextRestorer.restoreWhole(KNOWN, answer)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.example/[EMAIL_1]",
                "see https://x.example/?q=[PERSON_1]&m=EMAIL_1",
                "![chart](https://x.example/[PERSON_1].png)",
                "![chart](/p?[EMAIL_1])",
                "[link](x.html \"of [PERSON_1]\")",
                "[link](a(b)[PERSON_1])",
                "<img src=\"//x.example/[EMAIL_1]\">",
                "<a href='/?[PERSON_1]' title=\"a > b [EMAIL_1]\">",
                "<a href=\n\"/>[PERSON_1]\">",
                "<script>send('[EMAIL_1]')</script>",
                "<style>a{background:url(/[EMAIL_1])}</style>",
                "background: url(/[EMAIL_1])",
                "mailto:[EMAIL_1]",
                "www.x.example/[PERSON_1]",
                "<https://x.example/[PERSON_1]>",
                "[1]: https://x.example/[EMAIL_1]",
                "[1]: /p?[EMAIL_1]",
                "> [1]:\n  /p?[EMAIL_1] 'title'",
                "[1]: </a b/[EMAIL_1]>",
                "[a](\n/p?[EMAIL_1])",
                "x.example/[EMAIL_1]",
                "x.example?q=[EMAIL_1]",
                "//x.example/[EMAIL_1]",
                "javascript:send('[EMAIL_1]')",
                "javascript:send( \"a\", \"[EMAIL_1]\")",
                "data:text/html,[EMAIL_1]",
                "<img alt=\n\nsrc=/p?[EMAIL_1]>",
                "<img alt=\n\nsrc='/p ?[EMAIL_1]'>",
                "<form action=/p><input value=[EMAIL_1]>",
                "<div style=\"background:url(/p?[EMAIL_1])\">",
                "@import 'https://x.example/[EMAIL_1]'",
            })
    void restoresNothingThatAClientMayLoad(String answer) {
        assertThat(TextRestorer.restoreWhole(KNOWN, answer)).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://x.example/a [PERSON_1] | see https://x.example/a Marta Kowalczyk",
                "[PERSON_1](https://x.example) [PERSON_1] | Marta Kowalczyk(https://x.example) Marta Kowalczyk",
                "[see [PERSON_1]](https://x.example)[DATE_1] | [see Marta Kowalczyk](https://x.example)3 May",
                "<b>[PERSON_1]</b> | <b>Marta Kowalczyk</b>",
                "<script>x</script>[PERSON_1] | <script>x</script>Marta Kowalczyk",
                "1 < 2 and [PERSON_1] | 1 < 2 and Marta Kowalczyk",
                "i<n; [PERSON_1] | i<n; Marta Kowalczyk",
                "[Note]: [PERSON_1] | [Note]: Marta Kowalczyk",
                "见https://x.example，[PERSON_1] | 见https://x.example，Marta Kowalczyk",
                "and/or: [PERSON_1] | and/or: Marta Kowalczyk",
                "[^1]: [PERSON_1] says | [^1]: Marta Kowalczyk says",
                "[a] is: [PERSON_1] | [a] is: Marta Kowalczyk",
                "[1]: /p [PERSON_1] | [1]: /p Marta Kowalczyk",
                "// by [PERSON_1] | // by Marta Kowalczyk",
                "JavaScript: [PERSON_1] | JavaScript: Marta Kowalczyk",
                "data: [PERSON_1] | data: Marta Kowalczyk",
                "Dr. A/[PERSON_1] | Dr. A/Marta Kowalczyk",
            })
    void restoresAgainAfterALink(String answer, String shown) {
        assertThat(TextRestorer.restoreWhole(KNOWN, answer)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[PERSON_1] and [PERSON_1] | 2 | 0 | 0",
                "[PERSON_2] and [CARD_1] | 0 | 0 | 2",
                "https://x.example/[EMAIL_1] [EMAIL_1] | 1 | 0 | 1",
                "[see] [1] [A_] | 0 | 0 | 0",
                // The ending after the brackets is grammar, the one within is a change.
                "[PERSON_1]s, **[PERSON_1]** | 2 | 0 | 0",
                "[PERSON_1's], [person_1], [PERSON 1], [PERSON\\_1], PERSON_1 | 0 | 5 | 0",
                "[PERSON_1] [Person-1] [PERSON_7] | 1 | 1 | 1",
            })
    void counts(String answer, int restored, int altered, int unknown) {
        TextRestorer restorer = new TextRestorer(KNOWN);
        restorer.push(answer);
        restorer.finish();
        assertThat(restorer.report()).isEqualTo(new RestoreReport(restored, altered, unknown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Dear |Dear |",
                "Dear [|Dear |[",
                "Dear [PERSON_1|Dear |[PERSON_1",
                "Dear [PERSON_1]|Dear Marta Kowalczyk|",
                "Dear [PERSON_2|Dear [PERSON_2|",
                "Dear [Y|Dear [Y|",
                "a per|a |per",
                "a pers.|a pers.|",
                "to \\[PER|to |\\[PER",
            })
    void holdsOnlyTheBeginningOfAPlaceholder(String piece, String shown, @Nullable String held) {
        TextRestorer restorer = new TextRestorer(KNOWN);
        assertThat(restorer.push(piece)).isEqualTo(shown);
        assertThat(restorer.holding()).isEqualTo(held != null);
        assertThat(restorer.release()).isEqualTo(held == null ? "" : held);
        assertThat(restorer.holding()).isFalse();
    }

    @Test
    void whatWasReleasedIsNotRestoredLater() {
        TextRestorer restorer = new TextRestorer(KNOWN);
        String shown =
                restorer.push("Dear [PER") + restorer.release() + restorer.push("SON_1], [DATE_1]") + restorer.finish();
        assertThat(shown).isEqualTo("Dear [PERSON_1], 3 May");
        assertThat(restorer.report().unknown()).isEqualTo(1);
    }

    @Test
    void holdsNothingWhenNothingWasIssued() {
        TextRestorer restorer = new TextRestorer(KnownPlaceholders.of(Vault.Originals.of(Map.of())));
        assertThat(restorer.push("[PERSON_1")).isEqualTo("[PERSON_1");
    }

    @Test
    void aPlaceholderThatExpiredStays() {
        Vault.Originals expired = new Vault.Originals() {
            @Override
            public @Nullable String original(String token) {
                return null;
            }

            @Override
            public Iterable<String> tokens() {
                return List.of("[PERSON_1]");
            }
        };
        assertThat(TextRestorer.restoreWhole(KnownPlaceholders.of(expired), "[PERSON_1]"))
                .isEqualTo("[PERSON_1]");
    }

    @Property(tries = 2000)
    void showsTheSameHoweverItIsSplit(@ForAll("answers") String answer, @ForAll List<Integer> cuts) {
        TextRestorer restorer = new TextRestorer(KNOWN);
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int cut : cuts) {
            int end = Math.min(answer.length(), at + Math.floorMod(cut, 7));
            shown.append(restorer.push(answer.substring(at, end)));
            at = end;
        }
        shown.append(restorer.push(answer.substring(at))).append(restorer.finish());
        assertThat(shown.toString()).isEqualTo(TextRestorer.restoreWhole(KNOWN, answer));
    }

    @Property(tries = 500)
    void showsEveryCharacterWhenNothingCanBeRestored(@ForAll("answers") String answer) {
        KnownPlaceholders none = KnownPlaceholders.of(Vault.Originals.of(Map.of()));
        assertThat(TextRestorer.restoreWhole(none, answer)).isEqualTo(answer);
    }

    @Property(tries = 1000)
    void neverHoldsMoreThanALongestForm(@ForAll("answers") String answer) {
        TextRestorer restorer = new TextRestorer(KNOWN);
        for (int i = 0; i < answer.length(); i++) {
            restorer.push(answer.substring(i, i + 1));
        }
        assertThat(restorer.release().length()).isLessThanOrEqualTo(TextRestorer.LONGEST_HELD);
    }

    @Provide
    Arbitrary<String> answers() {
        return Arbitraries.of(
                        "[PERSON_1]",
                        "[PERSON_12]",
                        "PERSON_1",
                        "[EMAIL",
                        "_1]",
                        "[DATE_OF_BIRTH_1]",
                        "[",
                        "]",
                        "\\",
                        "_",
                        "1",
                        " ",
                        "s",
                        "'s",
                        "es",
                        "Anna",
                        " Nowak",
                        "](",
                        ")",
                        "https://",
                        "<a ",
                        ">",
                        "\"",
                        "=",
                        "**",
                        "Person 1",
                        ",",
                        "\n",
                        "한글",
                        "x",
                        "PERSON",
                        "    ",
                        "<script>",
                        "]: ",
                        "src=",
                        "x.example/",
                        "</script>")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }
}
