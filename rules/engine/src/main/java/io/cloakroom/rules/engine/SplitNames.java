package io.cloakroom.rules.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Joins what recognizers found of one name apart: a given name and the surname behind it. Two placeholders side by side would tell the
 * recipient less than one, and in YAML they are no value any more.
 */
final class SplitNames {

    /** Names of more words than this are not put together from single ones. */
    private static final int MOST_PARTS = 4;

    private SplitNames() {}

    /** These findings and, for names that stand in them part by part, one of the whole name that is stronger than its parts. */
    static List<Finding> joined(String text, List<Finding> findings) {
        TreeMap<Integer, Finding> people = new TreeMap<>();
        for (Finding finding : findings) {
            if (finding.type() == EntityType.PERSON) {
                people.merge(finding.span().start(), finding, SplitNames::longer);
            }
        }
        List<Finding> all = new ArrayList<>(findings);
        for (Finding first : people.values()) {
            Finding name = first;
            for (int part = 1; part < MOST_PARTS; part++) {
                Finding next = people.get(name.span().end() + 1);
                if (next == null || !isOneName(text, name, next)) {
                    break;
                }
                name = both(name, next);
            }
            if (name != first) {
                all.add(name);
            }
        }
        return all;
    }

    private static Finding longer(Finding one, Finding other) {
        return other.span().length() > one.span().length() ? other : one;
    }

    /** Two whole names side by side are two people, and scripts that write names without spaces have none within them. */
    private static boolean isOneName(String text, Finding first, Finding next) {
        return text.charAt(first.span().end()) == ' '
                && (isOneWord(next.span().of(text)) || isOneWord(first.span().of(text)))
                && next.span().of(text).chars().noneMatch(SplitNames::isHangulOrIdeographic)
                && first.span().of(text).chars().noneMatch(SplitNames::isHangulOrIdeographic);
    }

    private static boolean isHangulOrIdeographic(int c) {
        return Character.isIdeographic(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL;
    }

    private static boolean isOneWord(String name) {
        return name.indexOf(' ') < 0;
    }

    /** As sure as its surer part; private when one of them is. */
    private static Finding both(Finding first, Finding next) {
        Finding stronger = next.confidence() > first.confidence() ? next : first;
        Finding other = stronger == first ? next : first;
        String subtype = Finding.PUBLIC_MENTION.equals(stronger.subtype()) ? other.subtype() : stronger.subtype();
        return new Finding(
                EntityType.PERSON,
                subtype,
                new Span(first.span().start(), next.span().end()),
                stronger.confidence(),
                stronger.recognizer(),
                stronger.explanation() + ", with the name beside it");
    }
}
