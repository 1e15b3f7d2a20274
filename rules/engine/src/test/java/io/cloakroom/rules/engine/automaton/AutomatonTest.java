package io.cloakroom.rules.engine.automaton;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RE2/J finds is never denied, and only what it finds is announced. */
class AutomatonTest {

    private static final String ALPHABET = "aAbBkKi1_ \n-.xé日\u0130\u0131\u212A😀";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a*b",
                "(?:ab|a)(?:1|_1)?",
                "[^a]b",
                "(?i)ka",
                "(?i:K)(?-i:a)B",
                "(a(?i)b)b",
                "\\ba",
                "a\\b",
                "\\Ba\\B",
                "^a",
                "b$",
                "(?m)^b",
                "(?m)a$",
                "(?m:^a$)",
                "\\Aa|b\\z",
                ".",
                "(?s)a.b",
                "a.b",
                "(?P<name>a+?)b{2}",
                "a{1,3}b{0,2}1",
                "a{2,}",
                "a{,2}|b{x",
                "[a-b_-]{2}",
                "[]a]b",
                "[\\w-]+1",
                "[^\\s\\d]{3}",
                "\\W\\D",
                "\\p{L}1",
                "\\pL\\P{Lu}",
                "[\\p{Han}é]+",
                "(?i)[\\p{Lu}]b",
                "\\x61\\x{62}|\\.-",
                "(?:a*)*b",
                "|a",
                "a|",
                "(?i)[^k]1",
                "(?i)[^a-z]x",
                "(?i)ıx",
                "(?i)[^İ]x",
                "(?i)i1",
                "\\n-",
                "日|😀a",
                "[😀-😂]1"
            })
    void agreesWithRe2(String regex) {
        Automaton automaton = Objects.requireNonNull(Automaton.of(regex), regex);
        Random random = new Random(regex.hashCode());
        for (int round = 0; round < 3000; round++) {
            String text = text(random, random.nextInt(9));
            for (int from = 0; from <= text.length(); from++) {
                if (from > 0 && from < text.length() && Character.isLowSurrogate(text.charAt(from))) {
                    continue;
                }
                Matcher matcher = Pattern.compile(regex).matcher(text);
                boolean found = matcher.find(from);
                String case_ = "'" + regex + "' in '" + text + "' from " + from;
                int at = automaton.search(text, 0, from, text.length());
                // The automaton knows no more of supplementary characters than that they are.
                if (!found && text.codePoints().noneMatch(Character::isSupplementaryCodePoint)) {
                    assertThat(at).as(case_).isEqualTo(Automaton.NOWHERE);
                }
                if (found) {
                    int start = matcher.start();
                    assertThat(at).as(case_).isBetween(from, start);
                    assertThat(matcher.find(at)).isTrue();
                    assertThat(matcher.start()).as(case_).isEqualTo(start);
                }
            }
        }
    }

    private static String text(Random random, int length) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"a+b, xxaab, 2", "a+b, aaxaab, 3", "\\d{4}, no 12 and 3456, 10", "b, aaa, -1"})
    void aMatchIsNotLookedForWhereNoneCanBegin(String regex, String text, int earliest) {
        Automaton automaton = Objects.requireNonNull(Automaton.of(regex));
        assertThat(automaton.search(text, 0, 0, text.length())).isEqualTo(earliest);
    }

    @Test
    void aPartIsTakenForAWholeText() {
        Automaton automaton = Objects.requireNonNull(Automaton.of("^\\ba$"));
        assertThat(automaton.search("bab", 1, 1, 2)).isEqualTo(1);
        assertThat(automaton.search("bab", 0, 1, 2)).isEqualTo(Automaton.NOWHERE);
    }

    /** Unicode 9 made U+1C80 a case of U+0432; RE2/J knows the cases of Unicode 6. */
    @Test
    void aLetterThatRe2TakesForNoOtherCaseIsNotExcluded() {
        assertThat(Pattern.compile("(?i)[^\u0432]1").matcher("\u1C801").find()).isTrue();
        assertThat(Objects.requireNonNull(Automaton.of("(?i)[^\u0432]1")).search("\u1C801", 0, 0, 2))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[:alpha:]]", "\\Qa\\E", "(?:[a-z]{1,900}\\.){1,90}", "\\p{Nothing}"})
    void whatIsBeyondItIsLeftToRe2(String regex) {
        assertThat(Automaton.of(regex)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L",
                "Lu",
                "Ll",
                "M",
                "N",
                "Nd",
                "P",
                "S",
                "Z",
                "Han",
                "Hiragana",
                "Katakana",
                "Hangul",
                "Latin",
                "Greek",
                "Cyrillic",
                "Arabic",
                "Devanagari"
            })
    void everyMemberOfAUnicodeClassIsKnown(String name) {
        Pattern pattern = Pattern.compile("\\p{" + name + "}");
        CharSet set = UnicodeSets.named(name);
        for (int c = 0; c < CharSet.BEYOND; c++) {
            if (!Character.isSurrogate((char) c) && pattern.matches(Character.toString(c))) {
                assertThat(set.bits().get(c)).as("%s %x", name, c).isTrue();
            }
        }
    }

    @Test
    void memoryStaysBoundedWhateverTheText() {
        Automaton automaton = Objects.requireNonNull(Automaton.of("a[ab]{14}c"));
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            text.append(random.nextBoolean() ? 'a' : 'b');
        }
        String all = text + "c";
        Matcher matcher = Pattern.compile("a[ab]{14}c").matcher(all);
        assertThat(automaton.search(all, 0, 0, all.length()) >= 0).isEqualTo(matcher.find());
        assertThat(automaton.states()).isLessThanOrEqualTo(1000);
        assertThat(automaton.forgotten()).isLessThanOrEqualTo(11);
    }

    @Test
    void memoryStaysBoundedHoweverManyAutomataThereAre() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append(random.nextBoolean() ? 'a' : 'b');
        }
        for (int i = 0; i < 150; i++) {
            Automaton automaton = Objects.requireNonNull(Automaton.of("a[ab]{14}c"));
            automaton.search(text.toString(), 0, 0, text.length());
            assertThat(automaton.states()).isGreaterThan(100);
            assertThat(Automaton.statesOfAll()).isLessThan(Automaton.MOST_STATES_OF_ALL + 1000);
        }
    }
}
