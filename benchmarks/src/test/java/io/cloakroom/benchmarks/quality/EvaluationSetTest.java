package io.cloakroom.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.EntityType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The set is what it claims to be. */
class EvaluationSetTest {

    static final Path FOLDER = Path.of("evaluation");

    private final EvaluationSet set = EvaluationSet.read(FOLDER);

    EvaluationSetTest() throws IOException {}

    @Test
    void thereAreSixHundredPromptsInTwelveLanguages() {
        Map<String, Long> byLanguage =
                set.prompts().stream().collect(Collectors.groupingBy(Prompt::language, Collectors.counting()));
        assertThat(set.prompts()).hasSizeGreaterThanOrEqualTo(600);
        assertThat(byLanguage).hasSizeGreaterThanOrEqualTo(12);
        assertThat(byLanguage.get("en")).isGreaterThanOrEqualTo(250);
        assertThat(byLanguage.values()).allMatch(count -> count >= 25);
    }

    @Test
    void twoFifthsAreHarmless() {
        long harmless = set.prompts().stream().filter(Prompt::harmless).count();
        assertThat((double) harmless / set.prompts().size()).isBetween(0.38, 0.45);
        assertThat(set.prompts())
                .filteredOn(Prompt::harmless)
                .allMatch(prompt -> prompt.messages().getFirst().labels().isEmpty());
    }

    @Test
    void everyOtherPromptHoldsSomething() {
        assertThat(set.prompts())
                .filteredOn(prompt -> !prompt.harmless())
                .allMatch(prompt ->
                        prompt.messages().stream().anyMatch(m -> !m.labels().isEmpty()));
        assertThat(set.prompts().stream().map(Prompt::kind).distinct())
                .contains("mail", "ticket", "cv", "contract", "medical", "chat", "code", "csv", "json", "log");
    }

    @Test
    void conversationsMentionAgainWhatTheyBeganWith() {
        assertThat(set.prompts()).filteredOn(Prompt::conversation).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void labelsAreSpansOfKnownTypes() {
        Set<String> types = Arrays.stream(EntityType.values()).map(Enum::name).collect(Collectors.toSet());
        for (Labelled message : messages()) {
            int length = message.text().codePointCount(0, message.text().length());
            assertThat(message.text()).as(message.id()).doesNotContain("[[", "@{");
            int end = 0;
            for (Label label : message.labels()) {
                assertThat(types).as(message.id()).contains(label.type());
                assertThat(label.start()).as(message.id()).isGreaterThanOrEqualTo(end);
                assertThat(label.liesIn(length)).as(message.id()).isTrue();
                assertThat(value(message, label))
                        .as(message.id())
                        .isEqualTo(value(message, label).strip());
                end = label.end();
            }
        }
    }

    @Test
    void checkDigitsAreRight() {
        for (Labelled message : messages()) {
            for (Label label : message.labels()) {
                String value = value(message, label).replaceAll("[ -]", "");
                if (label.type().equals("CREDIT_CARD") || label.type().equals("DEVICE_ID")) {
                    assertThat(luhn(value)).as(message.id() + " " + value).isTrue();
                } else if (label.type().equals("IBAN")) {
                    assertThat(mod97(value)).as(message.id() + " " + value).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void nothingIsThereTwice() {
        assertThat(set.prompts()).extracting(Prompt::id).doesNotHaveDuplicates();
        assertThat(set.prompts())
                .extracting(prompt -> prompt.messages().getFirst().text().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void mailAddressesAreInDomainsThatNobodyOwns() {
        for (Labelled message : messages()) {
            for (Label label : message.labels()) {
                if (label.type().equals("EMAIL")) {
                    assertThat(value(message, label).toLowerCase(Locale.ROOT))
                            .as(message.id())
                            .endsWith("example");
                }
            }
        }
    }

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) throws IOException {
        LabelledFolder.write(set.files(), folder);
        List<LabelledFile> files = LabelledFolder.read(folder, null);
        assertThat(files).hasSameSizeAs(set.files());
        assertThat(files.stream().flatMap(f -> f.texts().stream())).containsExactlyInAnyOrderElementsOf(messages());
        assertThat(Files.readString(folder.resolve("harmless.jsonl"))).doesNotContain("peer_score");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Ask [[PERSON|Ana]]. # Ask Ana. # 4-7 PERSON 1.0",
                "[[~DATE|Friday]] or so # Friday or so # 0-6 DATE 0.0",
                "😀 [[SECRET|gh[[]]p_1]] # 😀 ghp_1 # 2-7 SECRET 1.0",
                "if [[ -f x ]]; m = [[1,2],[3]] # if [[ -f x ]]; m = [[1,2],[3]] # ",
            })
    void marksAreRead(String marked, String text, String label) {
        Labelled read = Markup.read("x", marked);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.labels())
                .extracting(l -> l.start() + "-" + l.end() + " " + l.type() + " " + l.certainty())
                .isEqualTo(label == null ? List.of() : List.of(label));
    }

    private List<Labelled> messages() {
        return set.prompts().stream().flatMap(p -> p.messages().stream()).toList();
    }

    private static String value(Labelled message, Label label) {
        String text = message.text();
        return text.substring(text.offsetByCodePoints(0, label.start()), text.offsetByCodePoints(0, label.end()));
    }

    /** ISO/IEC 7812-1, annex B. */
    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 + 1);
            sum += digit / 10 + digit % 10;
        }
        return sum % 10 == 0;
    }

    /** ISO 13616 over ISO/IEC 7064 MOD 97-10. */
    private static int mod97(String iban) {
        String digits = (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .mapToObj(c -> Integer.toString(Character.digit(c, 36)))
                .collect(Collectors.joining());
        return new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue();
    }
}
