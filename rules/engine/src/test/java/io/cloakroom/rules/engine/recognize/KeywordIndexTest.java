package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeywordIndexTest {

    @Property
    void findsWhatSearchingForEachKeywordFinds(
            @ForAll @Size(min = 1, max = 8)
                    Set<@CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 4) String> keywords,
            @ForAll @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c') @StringLength(max = 40)
                    String text) {
        List<String> list = List.copyOf(keywords);
        List<String> found = new ArrayList<>();
        new KeywordIndex(list)
                .scan(text, (keyword, start, end) -> found.add(list.get(keyword) + "@" + start + "-" + end));
        assertThat(found).containsExactlyInAnyOrderElementsOf(search(list, text.toLowerCase(Locale.ROOT)));
    }

    /** More states than have tables, and characters that have no column. */
    @Test
    void findsAmongManyKeywordsOfSeveralScripts() {
        Random random = new Random(7);
        Set<String> keywords = new TreeSet<>();
        while (keywords.size() < 3000) {
            keywords.add(letters(random, "abcdefgh01-_жшя가나다", 3 + random.nextInt(5)));
        }
        List<String> list = List.copyOf(keywords);
        KeywordIndex index = new KeywordIndex(list);
        for (int round = 0; round < 20; round++) {
            String text = letters(random, "abcdefghABCDEFGH01-_жшяЖШЯ가나다 ", 400);
            List<String> found = new ArrayList<>();
            index.scan(text, (keyword, start, end) -> found.add(list.get(keyword) + "@" + start + "-" + end));
            assertThat(found).containsExactlyInAnyOrderElementsOf(search(list, text.toLowerCase(Locale.ROOT)));
        }
    }

    private static String letters(Random random, String alphabet, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    private static List<String> search(List<String> keywords, String text) {
        List<String> found = new ArrayList<>();
        for (String keyword : keywords) {
            for (int at = text.indexOf(keyword); at >= 0; at = text.indexOf(keyword, at + 1)) {
                found.add(keyword + "@" + at + "-" + (at + keyword.length()));
            }
        }
        return found;
    }
}
