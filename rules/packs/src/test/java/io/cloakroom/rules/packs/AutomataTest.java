package io.cloakroom.rules.packs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.cloakroom.rules.engine.automaton.Automaton;
import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.engine.recognize.RulePack.PatternRule;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The automata of all shipped patterns deny nothing that RE2/J finds, in the packs' examples and in texts made of their pieces. */
class AutomataTest {

    private static final int MIXED = 25;

    @Test
    void noMatchOfAShippedPatternIsDenied() {
        Random random = new Random(17);
        int patterns = 0;
        int matches = 0;
        for (RulePack pack : RulePacks.shipped().packs()) {
            List<String> texts = texts(pack, random);
            for (PatternRule rule : pack.patterns()) {
                Automaton automaton = Automaton.of(rule.pattern());
                assertThat(automaton).as(pack.id() + " " + rule.name()).isNotNull();
                Pattern pattern = Pattern.compile(rule.pattern());
                patterns++;
                for (String text : texts) {
                    matches += compare(automaton, pattern.matcher(text), text, pack.id());
                }
            }
        }
        assertThat(patterns).isGreaterThan(1000);
        assertThat(matches).isGreaterThan(patterns);
    }

    /** Examples, and what one gets by cutting them up and mixing the pieces. */
    private static List<String> texts(RulePack pack, Random random) {
        List<String> texts = new ArrayList<>();
        pack.examples().match().forEach(m -> texts.add(m.text()));
        pack.examples().noMatch().forEach(m -> texts.add(m.text()));
        int examples = texts.size();
        for (int i = 0; i < MIXED; i++) {
            StringBuilder mixed = new StringBuilder();
            for (int piece = 0; piece < 5; piece++) {
                String from = texts.get(random.nextInt(examples));
                int start = random.nextInt(from.length());
                mixed.append(from, start, start + 1 + random.nextInt(from.length() - start));
            }
            texts.add(mixed.toString());
        }
        return texts;
    }

    /** Walks through the matches as recognizers do. */
    private static int compare(Automaton automaton, Matcher matcher, String text, String pack) {
        int matches = 0;
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            int start = matcher.start();
            int end = matcher.end();
            int at = automaton.search(text, 0, from, text.length());
            assertThat(at).as("%s in '%s'", pack, text).isBetween(from, start);
            assertThat(matcher.find(at)).isTrue();
            assertThat(new int[] {matcher.start(), matcher.end()})
                    .as("%s in '%s'", pack, text)
                    .containsExactly(start, end);
            matches++;
            from = Math.max(end, start + 1);
        }
        return matches;
    }
}
