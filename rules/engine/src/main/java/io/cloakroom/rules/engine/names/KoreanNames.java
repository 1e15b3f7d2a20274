package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People's names in Hangul: a surname and a given name at the start of a word, followed by nothing but particles or a title. What tells a name from a noun
 * that starts like one is evidence: how usual its syllables are in names, a title after it, a label such as {@code 이름:} before it.
 */
final class KoreanNames implements Recognizer {

    private static final String ID = "names-ko";
    private static final int ENOUGH = 4;
    private static final int LABEL = 3;

    private final Set<String> frequentSurnames;
    private final Set<String> rareSurnames;
    private final Set<String> doubleSurnames;
    private final Set<String> givenFirst;
    private final Set<String> givenSecond;
    private final Set<String> givenTelling;
    private final Set<String> givenCommon;
    private final Set<String> titles;
    private final Set<String> labels;
    private final Set<String> words;

    private KoreanNames(WordLists lists) {
        this.frequentSurnames = lists.get("surnames-frequent");
        this.rareSurnames = lists.get("surnames-rare");
        this.doubleSurnames = lists.get("surnames-double");
        this.givenFirst = lists.get("given-first");
        this.givenSecond = lists.get("given-second");
        this.givenTelling = lists.get("given-second-telling");
        this.givenCommon = lists.get("given-common");
        this.titles = lists.get("titles");
        this.labels = lists.get("labels");
        this.words = lists.get("words");
    }

    static KoreanNames load() {
        return new KoreanNames(WordLists.load("korean.txt"));
    }

    @Override
    public String id() {
        return ID;
    }

    /** A candidate's length in syllables and the weight of the evidence for it. */
    private record Candidate(int length, int evidence) {}

    @Override
    public List<Finding> recognize(Text text) {
        String content = text.normalized();
        List<Finding> findings = new ArrayList<>();
        int at = 0;
        while (at < content.length()) {
            if (!Scripts.isHangul(content.charAt(at))) {
                at++;
                continue;
            }
            int end = runEnd(content, at);
            Candidate best = best(content, at, end);
            if (best != null) {
                double confidence = Math.min(0.95, 0.5 + 0.07 * (best.evidence() - ENOUGH + 1));
                String why = "Korean surname and given name"
                        + (best.evidence() > ENOUGH + 1 ? " with a title, label or usual given name" : "");
                findings.add(new Finding(
                        EntityType.PERSON, null, text.toOriginal(at, at + best.length()), confidence, ID, why));
            }
            at = end;
        }
        return findings;
    }

    private static int runEnd(String text, int start) {
        int end = start + 1;
        while (end < text.length() && Scripts.isHangul(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private @Nullable Candidate best(String text, int start, int end) {
        String run = text.substring(start, end);
        if (run.length() < 2 || words.contains(run)) {
            return null;
        }
        int label = labelWeight(text, start);
        Candidate best = null;
        for (int surname = 2; surname >= 1; surname--) {
            int family = surnameWeight(run, surname);
            for (int given = 3; family > 0 && given >= 1; given--) {
                int length = surname + given;
                if (length > run.length() || given == 3 && label == 0) {
                    continue;
                }
                int evidence = evidence(text, start, end, run, surname, length, family, label);
                if (evidence >= ENOUGH && (best == null || evidence > best.evidence())) {
                    best = new Candidate(length, evidence);
                }
            }
        }
        return best;
    }

    private int surnameWeight(String run, int length) {
        if (run.length() <= length) {
            return 0;
        }
        String surname = run.substring(0, length);
        if (length == 2) {
            return doubleSurnames.contains(surname) ? 2 : 0;
        }
        return frequentSurnames.contains(surname) ? 2 : rareSurnames.contains(surname) ? 1 : 0;
    }

    /** The weight of all evidence that the first {@code length} syllables are a name; 0 when they cannot be. */
    private int evidence(String text, int start, int end, String run, int surname, int length, int family, int label) {
        String given = run.substring(surname, length);
        String rest = run.substring(length);
        int title = titleWeight(text, end, rest);
        boolean last = hasFinal(run.charAt(length - 1));
        if (title == 0 && !KoreanParticles.follows(rest, last)) {
            return 0;
        }
        if (words.contains(run.substring(0, length)) && title + label < 3 || startsWord(run, length)) {
            return 0;
        }
        int usual = givenWeight(given);
        if (usual == 0 && (title == 0 || label == 0)) {
            return 0;
        }
        if (given.length() == 1) {
            boolean told = title >= 2 && label > 0 || title >= 3 || label > LABEL && rest.isEmpty();
            return told ? family + title + label - 1 : 0;
        }
        return family + usual + title + label;
    }

    /** Whether a longer everyday word than the candidate starts here, as {@code 이용자} does before {@code 이용}. */
    private boolean startsWord(String run, int length) {
        for (int longer = Math.min(run.length(), length + 2); longer > length; longer--) {
            if (words.contains(run.substring(0, longer))) {
                return true;
            }
        }
        // 정도 + 로, 이유 + 가: a two-syllable word and a particle look like a name of three syllables.
        return length == 3
                && words.contains(run.substring(0, 2))
                && KoreanParticles.follows(run.substring(2), hasFinal(run.charAt(1)));
    }

    private int givenWeight(String given) {
        if (given.length() == 1) {
            return givenFirst.contains(given) || givenSecond.contains(given) ? 1 : 0;
        }
        if (given.length() > 2) {
            return 0;
        }
        if (givenCommon.contains(given)) {
            return 3;
        }
        if (!givenFirst.contains(given.substring(0, 1))) {
            return 0;
        }
        return givenTelling.contains(given.substring(1)) ? 2 : givenSecond.contains(given.substring(1)) ? 1 : 0;
    }

    /** 3 for a title of the next word ({@code 김철수 부장님}), 2 for one glued to the name ({@code 김철수씨}), else 0. */
    private int titleWeight(String text, int end, String rest) {
        if (!rest.isEmpty()) {
            return startsWithTitle(rest) ? 2 : 0;
        }
        if (end + 1 >= text.length() || text.charAt(end) != ' ' || !Scripts.isHangul(text.charAt(end + 1))) {
            return 0;
        }
        return startsWithTitle(text.substring(end + 1, runEnd(text, end + 1))) ? 3 : 0;
    }

    private boolean startsWithTitle(String word) {
        for (int length = Math.min(4, word.length()); length >= 1; length--) {
            if (titles.contains(word.substring(0, length))) {
                String after = word.substring(length);
                String plain = after.startsWith("님") ? after.substring(1) : after;
                char last = after.startsWith("님") ? '님' : word.charAt(length - 1);
                return KoreanParticles.follows(plain, hasFinal(last));
            }
        }
        return false;
    }

    /** {@link #LABEL} after a label such as {@code 담당자}, one more when a colon stands between, else 0. */
    private int labelWeight(String text, int start) {
        if (!labelBefore(text, start)) {
            return 0;
        }
        String between = text.substring(Math.max(0, start - 2), start);
        return between.indexOf(':') >= 0 || between.indexOf('：') >= 0 ? LABEL + 1 : LABEL;
    }

    private boolean labelBefore(String text, int start) {
        int at = start;
        while (at > 0 && (" :：,\"'“‘(".indexOf(text.charAt(at - 1)) >= 0)) {
            at--;
        }
        int end = at;
        while (at > 0 && Scripts.isHangul(text.charAt(at - 1))) {
            at--;
        }
        if (at == end || end == start) {
            return false;
        }
        String word = text.substring(at, end);
        char last = word.charAt(word.length() - 1);
        return labels.contains(word)
                || word.length() > 1
                        && (last == '은' || last == '는' || last == '의')
                        && labels.contains(word.substring(0, word.length() - 1));
    }

    private static boolean hasFinal(char syllable) {
        return (syllable - 0xAC00) % 28 != 0;
    }
}
