package io.cloakroom.rules.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs recognizers over a text and remembers what they found, because clients of chatbots send the whole conversation again with
 * every prompt. What is remembered is findings under a keyed hash of the text, never the text. Thread-safe.
 */
public final class Analyzer {

    /** Longer texts are analyzed in windows, so that memory stays bounded. */
    private static final int WINDOW = 100_000;

    /** What two neighbouring windows share; longer values may be found in part only. */
    private static final int OVERLAP = 16_384;

    /** Part of the key of what was found in a text with its findings replaced, by some of the recognizers. */
    private static final String AGAIN = "+again";

    private static final int ENTRY_WEIGHT = 128;
    private static final int FINDING_WEIGHT = 160;

    /** How often a text is searched again at most; what stands around a value changes only where another was found. */
    private static final int ROUNDS = 4;

    private final List<Recognizer> recognizers;
    private final List<Recognizer> askedAgain;
    private final String version;
    private final TextKeys keys = new TextKeys();
    private final Cache<TextKeys.Key, List<Finding>> cache;

    /**
     * @param version of recognizers and their data; part of the key
     * @param cacheWeight about how many bytes of findings are remembered; 0 for none
     */
    public Analyzer(List<Recognizer> recognizers, String version, long cacheWeight) {
        this.recognizers = List.copyOf(recognizers);
        this.askedAgain = recognizers.stream().filter(Recognizer::isAskedAgain).toList();
        this.version = version;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(cacheWeight)
                .executor(Runnable::run)
                .weigher((TextKeys.Key key, List<Finding> findings) -> ENTRY_WEIGHT + FINDING_WEIGHT * findings.size())
                .build();
    }

    /** Version of recognizers and their data. */
    public String version() {
        return version;
    }

    /**
     * All findings, by position, not resolved: they may overlap. Nothing is found inside placeholders such as {@code [PERSON_1]}.
     *
     * @param language BCP 47 language if known
     */
    public List<Finding> analyze(String text, @Nullable String language) {
        return remembered(
                text, language, version, () -> closed(text, language, run(recognizers, text, language), List.of()));
    }

    private List<Finding> remembered(
            String text, @Nullable String language, String by, Supplier<List<Finding>> search) {
        TextKeys.Key key = keys.of(text, language, by);
        List<Finding> known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        List<Finding> findings = search.get();
        cache.put(key, findings);
        return findings;
    }

    /**
     * These findings and those that would be made only after they are replaced, so that in a redacted text nothing is found any more.
     * Placeholders are shorter than what they stand for: a label comes near, a neighbour goes that spoke against a value or took part of it.
     *
     * @param closed findings for which this is done already
     */
    private List<Finding> closed(String text, @Nullable String language, List<Finding> found, List<Finding> closed) {
        List<Finding> findings = found;
        Collapsed before = Collapsed.of(text).without(closed);
        for (int round = 0; round < ROUNDS; round++) {
            Collapsed after = before.without(findings);
            if (after.text().equals(before.text())) {
                break;
            }
            List<Finding> later = after.toOriginal(
                    remembered(after.text(), language, version + AGAIN, () -> run(askedAgain, after.text(), language)));
            findings =
                    together(text, findings, later.stream().map(Analyzer::later).toList());
            before = after;
        }
        return findings;
    }

    private static Finding later(Finding finding) {
        return finding.withConfidence(
                finding.confidence(), finding.explanation() + ", once what stands around it is replaced");
    }

    /**
     * The same, with recognizers that belong to one person, whose findings are not remembered.
     *
     * @param own such as the values of the person's vault
     */
    public List<Finding> analyze(String text, @Nullable String language, List<? extends Recognizer> own) {
        List<Finding> known = analyze(text, language);
        return closed(text, language, together(text, known, run(own, text, language)), known);
    }

    /** What was found in one text apart, by position; names of which each found a part are added whole. */
    public static List<Finding> together(String text, List<Finding> some, List<Finding> others) {
        List<Finding> findings = new ArrayList<>(some);
        findings.addAll(others);
        return SplitNames.joined(text, findings).stream()
                .sorted(FindingResolver.BY_POSITION)
                .toList();
    }

    /** What these recognizers alone find, in the text and in what it hides, by position; nothing is remembered. */
    public static List<Finding> find(List<? extends Recognizer> recognizers, String text) {
        return run(recognizers, text, null);
    }

    private static List<Finding> run(List<? extends Recognizer> recognizers, String text, @Nullable String language) {
        Collapsed collapsed = Collapsed.of(text);
        List<Finding> findings = collapsed.toOriginal(search(recognizers, collapsed.text(), language));
        return SplitNames.joined(text, findings).stream()
                .sorted(FindingResolver.BY_POSITION)
                .toList();
    }

    private static Set<Finding> search(List<? extends Recognizer> recognizers, String text, @Nullable String language) {
        Set<Finding> findings = new LinkedHashSet<>();
        int to = 0;
        do {
            int from = to == 0 ? 0 : cut(text, to - OVERLAP);
            to = cut(text, from + WINDOW);
            Text window = Normalizer.normalize(text.substring(from, to), language);
            List<Text> readings = new ArrayList<>(List.of(window));
            readings.addAll(Encodings.readings(window));
            for (Text reading : readings) {
                for (Recognizer recognizer : recognizers) {
                    for (Finding finding : recognizer.recognize(reading)) {
                        if (isComplete(finding.span(), from, to, text.length())) {
                            findings.add(shift(finding, from));
                        }
                    }
                }
            }
        } while (to < text.length());
        return findings;
    }

    /** What begins in the first half of an overlap is left to the window before, what begins in the second to the one after. */
    private static boolean isComplete(Span span, int from, int to, int length) {
        int start = from + span.start();
        return (from == 0 || start >= from + OVERLAP / 2) && (to == length || start < to - OVERLAP / 2);
    }

    private static Finding shift(Finding finding, int by) {
        return by == 0
                ? finding
                : finding.withSpan(
                        new Span(finding.span().start() + by, finding.span().end() + by));
    }

    /** The offset, or the one before when it would split a surrogate pair. */
    private static int cut(String text, int at) {
        if (at >= text.length()) {
            return text.length();
        }
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
