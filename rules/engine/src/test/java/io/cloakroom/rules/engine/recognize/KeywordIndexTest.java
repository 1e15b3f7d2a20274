package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

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
