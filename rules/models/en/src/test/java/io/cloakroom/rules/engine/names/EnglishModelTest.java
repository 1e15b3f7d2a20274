package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.Span;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishModelTest {

    private static List<Recognizer> names;
    private static TokenNameFinderModel stored;

    @BeforeAll
    static void load() throws IOException {
        names = Names.load();
        try (InputStream in = EnglishModelTest.class.getResourceAsStream("/models/en/names.bin")) {
            stored = NameModel.read(in);
        }
    }

    @Test
    void theRecognizerHasAStableId() {
        assertThat(names).extracting(Recognizer::id).containsExactly("names");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Please draft a polite reply to Marta Kowalczyk (marta@example.org) about the delay. | PERSON Marta Kowalczyk
            Dear Mr. Jürgen Müßig, thank you for your letter.           | PERSON Jürgen Müßig
            Tomas Berg from accounting was late again.                  | PERSON Tomas Berg
            Best regards, Anna Lindqvist                                | PERSON Anna Lindqvist
            my name is priya sharma and i live in mumbai                | PERSON priya sharma; LOCATION mumbai
            Dr. Robert Chen will review your lab results.               | PERSON Robert Chen
            The witness was Samuel L. Jackson jr. from Chicago.         | PERSON Samuel L. Jackson jr.; LOCATION Chicago
            The account holder is Donald van der Berg, not Lena Okafor. | PERSON Donald van der Berg; PERSON Lena Okafor
            Employee name: Nguyen Van Minh                              | PERSON Nguyen Van Minh
            Marta Kowalczyk,marta@example.org,+48 22 555 0101           | PERSON Marta Kowalczyk
            Attendees: Sofia Rossi, Mehmet Yilmaz and Emeka Obi         | PERSON Sofia Rossi; PERSON Mehmet Yilmaz; PERSON Emeka Obi
            Sean O'Brien moved from Berlin to Dublin.                   | PERSON Sean O'Brien; LOCATION Berlin; LOCATION Dublin
            Write to [PERSON_1] and to Helen Fischer.                   | PERSON Helen Fischer
            """)
    void findsNames(String text, String expected) {
        assertThat(found(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write a Python function that sorts a list of numbers.",
                "public static void main(String[] args) { System.out.println(result); }",
                "2024-05-01 12:00:00 INFO Server started on port 8080",
                "const user = await getUser(id); return user.name;",
                "I want you to act as a travel guide. My first request is about museums.",
                "Let [PERSON_1] know that [ORGANIZATION_2] will call.",
                "Mail jane.doe@example.org or see https://example.org/john/smith, @janedoe #johnsmith",
                "Explain the difference between TCP and UDP.",
                "Dear Sir or Madam,",
                "The meeting is on Monday at 10:30.",
                "SELECT id, status FROM orders WHERE total > 100;",
                "",
            })
    void leavesOtherTextAlone(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void aPersonNamedInFullIsAlsoFoundByOnePartOfTheName() {
        assertThat(found("Marta Kowalczyk called.\nPlease answer: Kowalczyk wants a refund."))
                .isEqualTo("PERSON Marta Kowalczyk; PERSON Kowalczyk");
        assertThat(found("I wrote to Marta Kowalczyk.\nthen kowalczyk said no"))
                .isEqualTo("PERSON Marta Kowalczyk; PERSON kowalczyk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            What did Einstein publish in 1905?                                   | PUBLIC_MENTION
            Who is Elon Musk?                                                    | PUBLIC_MENTION
            Write a poem in the style of Emily Dickinson.                        | -
            Summarize the main ideas of Immanuel Kant in five sentences.         | PUBLIC_MENTION
            My colleague Angela Merkel keeps interrupting me.                    | PRIVATE_CONTEXT
            Dear Barack Obama, thank you for your letter.                        | PRIVATE_CONTEXT
            Elon Musk, elon@example.org, +1 202 555 0100                         | PRIVATE_CONTEXT
            Please call Marta Kowalczyk today.                                   | -
            Patient Marta Kowalczyk was admitted on Monday.                      | PRIVATE_CONTEXT
            Marta Kowalczyk,marta@example.org                                    | PRIVATE_CONTEXT
            """)
    void tellsPublicMentionsFromPrivatePeople(String text, String subtype) {
        assertThat(findings(text).stream().filter(finding -> finding.type() == EntityType.PERSON))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.subtype()).isEqualTo(subtype));
    }

    @Test
    void aPartOfAPrivatePersonsNameIsNoPublicMention() {
        assertThat(findings("Lena Einstein called.\nTell Einstein that the flat is free."))
                .filteredOn(finding -> finding.type() == EntityType.PERSON)
                .hasSize(2)
                .noneMatch(finding -> Finding.PUBLIC_MENTION.equals(finding.subtype()));
    }

    @Test
    void findingsSayWhyWithoutTheName() {
        String text = "Please call Marta Kowalczyk today.";
        assertThat(findings(text)).singleElement().satisfies(finding -> {
            assertThat(finding.recognizer()).isEqualTo("names-en");
            assertThat(finding.confidence()).isBetween(0.5, 1.0);
            assertThat(finding.explanation())
                    .contains("name model")
                    .doesNotContain("Marta")
                    .doesNotContain("Kowalczyk");
        });
    }

    @Test
    void offsetsAreThoseOfTheOriginalText() {
        String original = "Call Ma\u200Brta Kowalczyk today.";
        String normalized = "Call Marta Kowalczyk today.";
        int[] offsets = new int[normalized.length() + 1];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = i < 7 ? i : i + 1;
        }
        Finding finding = names.getFirst()
                .recognize(new Text(original, normalized, offsets, null))
                .getFirst();
        assertThat(finding.span().of(original)).isEqualTo("Ma\u200Brta Kowalczyk");
    }

    /** OpenNLP's own finder keeps three paths; ours keeps all of them. On plain text both find the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please draft a polite reply to Marta Kowalczyk about the delayed delivery .",
                "Tomas Berg and Anna Lindqvist met in Berlin on Monday .",
                "The report says that sales in Norway grew by four percent .",
                "Minister Helen Fischer flew from Oslo to Lima .",
                "my colleague priya lives in mumbai",
            })
    void findsWhatOpenNlpFinds(String text) {
        String[] words = text.split(" ", -1);
        Tokens tokens = Tokens.of(words);
        NameModel model = NameModel.of(stored);
        List<NameDecoder.Name> ours =
                new NameDecoder(model, 0).decode(LineAttributes.of(tokens, 0, words.length, model.words()));
        assertThat(ours.stream().map(name -> new Span(name.start(), name.end(), name.type())))
                .containsExactly(new NameFinderME(stored).find(words));
    }

    private static String found(String text) {
        return findings(text).stream()
                .map(finding -> finding.type() + " " + finding.span().of(text))
                .collect(Collectors.joining("; "));
    }

    private static List<Finding> findings(String text) {
        return names.stream()
                .flatMap(recognizer -> recognizer.recognize(new Text(text, text, null, null)).stream())
                .sorted(Comparator.comparing(Finding::span))
                .toList();
    }
}
