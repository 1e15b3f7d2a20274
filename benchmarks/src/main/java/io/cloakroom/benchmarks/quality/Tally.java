package io.cloakroom.benchmarks.quality;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts findings against labels. Only types in scope count for precision; findings of other types still cover characters, labels of
 * other types are neutral. A label meets at most one finding of its type: the exact one, else the one that shares most characters.
 */
final class Tally {

    private final double leastCertain;
    private final Set<String> ignored;
    private final Map<String, Counts> byType = new TreeMap<>();
    private int texts;
    private int negatives;
    private int negativesHit;
    private int outOfScope;
    private long otherCharacters;
    private long overRedacted;

    /**
     * @param leastCertain labels that are less certain are neutral
     * @param ignored types that are looked at neither as labels nor as findings
     */
    Tally(double leastCertain, Set<String> ignored) {
        this.leastCertain = leastCertain;
        this.ignored = ignored;
    }

    void add(Labelled text, Set<String> scope, List<Label> findings) {
        texts++;
        List<Label> valid =
                distinct(findings, text.text().codePointCount(0, text.text().length()));
        Characters characters = new Characters(text, valid);
        otherCharacters += characters.others();
        overRedacted += characters.overRedacted();
        List<Label> certain = new ArrayList<>();
        List<Label> uncertain = new ArrayList<>();
        for (Label label : text.labels()) {
            if (counts(label.type(), scope)) {
                (label.certainty() < leastCertain ? uncertain : certain).add(label);
            }
        }
        for (Label label : certain) {
            characters.count(label, counts(label.type()));
        }
        List<Label> judged = judged(valid, scope, certain, uncertain);
        if (text.labels().isEmpty()) {
            negatives++;
            negativesHit += judged.isEmpty() ? 0 : 1;
        }
        match(certain, judged);
    }

    private boolean counts(String type, Set<String> scope) {
        return scope.contains(type) && !ignored.contains(type);
    }

    private Counts counts(String type) {
        return byType.computeIfAbsent(type, t -> new Counts());
    }

    private static List<Label> distinct(List<Label> findings, int length) {
        Map<Label, Label> distinct = new LinkedHashMap<>();
        for (Label finding : findings) {
            if (finding.liesIn(length)) {
                distinct.putIfAbsent(new Label(finding.start(), finding.end(), finding.type(), 1), finding);
            }
        }
        return List.copyOf(distinct.values());
    }

    /** The findings that are right or wrong: in scope, and not only about something uncertain. */
    private List<Label> judged(List<Label> findings, Set<String> scope, List<Label> certain, List<Label> uncertain) {
        List<Label> judged = new ArrayList<>();
        for (Label finding : findings) {
            if (!scope.contains(finding.type())) {
                outOfScope += ignored.contains(finding.type()) ? 0 : 1;
            } else if (!ignored.contains(finding.type())
                    && (uncertain.stream().noneMatch(finding::meets)
                            || certain.stream().anyMatch(finding::meets))) {
                judged.add(finding);
            }
        }
        return judged;
    }

    private record Pair(int label, int finding, boolean exact, int shared) {}

    private void match(List<Label> labels, List<Label> findings) {
        List<Pair> pairs = new ArrayList<>();
        for (int l = 0; l < labels.size(); l++) {
            for (int f = 0; f < findings.size(); f++) {
                Label label = labels.get(l);
                Label finding = findings.get(f);
                if (label.type().equals(finding.type()) && label.meets(finding)) {
                    pairs.add(new Pair(l, f, label.sameSpan(finding), label.shared(finding)));
                }
            }
        }
        pairs.sort(Comparator.comparing((Pair p) -> !p.exact)
                .thenComparing(p -> -p.shared)
                .thenComparing(Pair::label)
                .thenComparing(Pair::finding));
        Set<Integer> labelled = new HashSet<>();
        Set<Integer> found = new HashSet<>();
        for (Pair pair : pairs) {
            if (!labelled.contains(pair.label) && !found.contains(pair.finding)) {
                labelled.add(pair.label);
                found.add(pair.finding);
                Counts counts = counts(labels.get(pair.label).type());
                counts.met++;
                counts.exact += pair.exact ? 1 : 0;
            }
        }
        for (int f = 0; f < findings.size(); f++) {
            if (!found.contains(f)) {
                int at = f;
                Counts counts = counts(findings.get(f).type());
                if (pairs.stream().anyMatch(pair -> pair.finding == at)) {
                    counts.pieces++;
                } else {
                    counts.wrong++;
                }
            }
        }
    }

    Map<String, Counts> byType() {
        return byType;
    }

    Counts all() {
        Counts all = new Counts();
        byType.values().forEach(all::add);
        return all;
    }

    int texts() {
        return texts;
    }

    /** Texts without any label, and those of them in which something in scope was found. */
    int negatives() {
        return negatives;
    }

    int negativesHit() {
        return negativesHit;
    }

    int outOfScope() {
        return outOfScope;
    }

    /** Share of the letters and digits outside all labels that findings cover. */
    double overRedaction() {
        return otherCharacters == 0 ? Double.NaN : (double) overRedacted / otherCharacters;
    }

    /** Which letters and digits of a text are covered. */
    private static final class Characters {
        private final BitSet covered = new BitSet();
        private final BitSet lettersAndDigits = new BitSet();
        private final BitSet labelled = new BitSet();

        Characters(Labelled text, List<Label> findings) {
            findings.forEach(f -> covered.set(f.start(), f.end()));
            text.labels().forEach(l -> labelled.set(l.start(), l.end()));
            int[] codePoints = text.text().codePoints().toArray();
            for (int i = 0; i < codePoints.length; i++) {
                lettersAndDigits.set(i, isLetterOrNumber(codePoints[i]));
            }
        }

        private static boolean isLetterOrNumber(int codePoint) {
            int type = Character.getType(codePoint);
            return Character.isLetterOrDigit(codePoint)
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
        }

        int others() {
            BitSet others = (BitSet) lettersAndDigits.clone();
            others.andNot(labelled);
            return others.cardinality();
        }

        int overRedacted() {
            BitSet others = (BitSet) lettersAndDigits.clone();
            others.andNot(labelled);
            others.and(covered);
            return others.cardinality();
        }

        void count(Label label, Counts counts) {
            BitSet of = lettersAndDigits.get(label.start(), label.end());
            if (of.isEmpty()) {
                of.set(0, label.end() - label.start());
            }
            int all = of.cardinality();
            of.andNot(covered.get(label.start(), label.end()));
            int leaked = of.cardinality();
            counts.labels++;
            counts.characters += all;
            counts.leaked += leaked;
            counts.covered += leaked == 0 ? 1 : 0;
            counts.touched += covered.get(label.start(), label.end()).isEmpty() ? 0 : 1;
        }
    }
}
