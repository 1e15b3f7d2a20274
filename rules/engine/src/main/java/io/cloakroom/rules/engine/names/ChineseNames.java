package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * People's names in Han characters: a surname and one or two more characters, where the words around say that a person is named: {@code 客户} or {@code 姓名}
 * before, {@code 先生} or {@code 女士} after. A name without such a word nearby is not found.
 */
final class ChineseNames implements Recognizer {

    private static final String ID = "names-zh";
    private static final int LONGEST_LABEL = 4;

    private final Set<String> surnames;
    private final Set<String> doubleSurnames;
    private final Set<String> before;
    private final Set<String> strongBefore;
    private final Set<String> after;
    private final Set<String> neverGiven;
    private final Set<String> words;

    private ChineseNames(WordLists lists) {
        this.surnames = lists.get("surnames");
        this.doubleSurnames = lists.get("surnames-double");
        this.before = lists.get("before");
        Set<String> strong = new HashSet<>(before);
        strong.removeAll(lists.get("weak-before"));
        this.strongBefore = Set.copyOf(strong);
        this.after = lists.get("after");
        this.neverGiven = lists.get("never-given");
        this.words = lists.get("words");
    }

    static ChineseNames load() {
        return new ChineseNames(WordLists.load("chinese.txt"));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> recognize(Text text) {
        String content = text.normalized();
        List<Finding> findings = new ArrayList<>();
        int at = 0;
        while (at < content.length()) {
            int length = Scripts.isHan(content.charAt(at)) ? nameLength(content, at) : 0;
            if (length > 0) {
                boolean both = endsWithTitle(content, at + length) && labelBefore(content, at, before);
                findings.add(new Finding(
                        EntityType.PERSON,
                        null,
                        text.toOriginal(at, at + length),
                        both ? 0.9 : 0.75,
                        ID,
                        "Chinese surname beside a word for a person"));
            }
            at += Math.max(1, length);
        }
        return findings;
    }

    /** The length of the name that starts at {@code start}, 0 when there is none. */
    private int nameLength(String text, int start) {
        int surname = surnameLength(text, start);
        if (surname == 0 || start + 2 <= text.length() && words.contains(text.substring(start, start + 2))) {
            return 0;
        }
        boolean label = labelBefore(text, start, before);
        boolean weak = label && !labelBefore(text, start, strongBefore);
        int longest = 0;
        for (int given = 1; given <= 2 && start + surname + given <= text.length(); given++) {
            String next = text.substring(start + surname + given - 1, start + surname + given);
            if (!Scripts.isHan(next.charAt(0)) || neverGiven.contains(next)) {
                break;
            }
            if (endsWithTitle(text, start + surname + given)) {
                return surname + given;
            }
            longest = surname + given;
        }
        // 王先生: the surname alone before a title.
        if (longest == 0 && surnameAlone(text, start + surname)) {
            return surname;
        }
        return label && !weak || weak && closes(text, start + longest) ? longest : 0;
    }

    private int surnameLength(String text, int start) {
        if (start + 2 <= text.length() && doubleSurnames.contains(text.substring(start, start + 2))) {
            return 2;
        }
        return surnames.contains(text.substring(start, start + 1)) ? 1 : 0;
    }

    private boolean surnameAlone(String text, int end) {
        return text.startsWith("先生", end)
                || text.startsWith("女士", end)
                || text.startsWith("小姐", end)
                || text.startsWith("太太", end);
    }

    private boolean endsWithTitle(String text, int end) {
        for (int length = 1; length <= 3 && end + length <= text.length(); length++) {
            if (after.contains(text.substring(end, end + length))) {
                return true;
            }
        }
        return false;
    }

    /** After a weak word such as {@code 给} a name must be followed by a verb, punctuation or the end. */
    private boolean closes(String text, int end) {
        return end >= text.length()
                || !Scripts.isHan(text.charAt(end))
                || neverGiven.contains(text.substring(end, end + 1));
    }

    private static boolean labelBefore(String text, int start, Set<String> labels) {
        int end = start;
        while (end > 0 && "：: 是为為“\"「".indexOf(text.charAt(end - 1)) >= 0 && start - end < 2) {
            end--;
        }
        return endsWithLabel(text, start, labels) || end < start && endsWithLabel(text, end, labels);
    }

    private static boolean endsWithLabel(String text, int end, Set<String> labels) {
        for (int length = 1; length <= LONGEST_LABEL && length <= end; length++) {
            if (labels.contains(text.substring(end - length, end))) {
                return true;
            }
        }
        return false;
    }
}
