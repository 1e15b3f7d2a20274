package io.cloakroom.rules.engine.recognize;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.automaton.Automaton;
import io.cloakroom.rules.engine.recognize.RulePack.PatternRule;
import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One pack made ready to run; its patterns are compiled when first needed. */
final class CompiledPack {

    /** A window is widened to the start and end of the token at its edges, but not by more than this. */
    private static final int MAX_WIDENING = 64;

    private static final double CERTAIN = 1;

    private final RulePack pack;
    private final int[] prefilter;
    private final int[] raise;
    private final int[] lower;
    private final int[] always;
    private final int shortestRun;
    private final List<int[]> needs;
    /** Patterns of which nothing is proposed without a raising word. */
    private final boolean[] weak;

    private final List<String> names;
    private final @Nullable Validator validator;
    private final Set<String> neverValues;
    private volatile @Nullable Compiled compiled;

    /** @param id gives the number of a keyword, {@code names} the keyword of a number */
    CompiledPack(RulePack pack, Map<String, Integer> id, List<String> names) {
        this.pack = pack;
        this.names = names;
        this.prefilter = ids(PackKeywords.prefilter(pack), id);
        this.raise = ids(pack.context().raise().words(), id);
        this.lower = ids(pack.context().lower().words(), id);
        this.always = Arrays.stream(ids(pack.deny().values(), id)).sorted().toArray();
        this.shortestRun =
                pack.patterns().stream().mapToInt(PatternRule::run).min().orElse(0);
        this.needs = pack.patterns().stream().map(p -> ids(p.needs(), id)).toList();
        this.weak = new boolean[needs.size()];
        for (int rule = 0; rule < weak.length; rule++) {
            weak[rule] = isWeak(pack, pack.patterns().get(rule));
        }
        this.validator = pack.validator() == null ? null : Validators.named(pack.validator());
        this.neverValues = pack.allow().values().stream()
                .map(v -> v.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isWeak(RulePack pack, PatternRule pattern) {
        boolean checked = pack.validator() != null || !pattern.checks().isEmpty();
        return pattern.confidence() < pack.minimum() && !(checked && pack.validated() >= pack.minimum());
    }

    private static int[] ids(List<String> words, Map<String, Integer> id) {
        return words.stream().mapToInt(id::get).distinct().toArray();
    }

    /** The keywords of which one must occur, or none when only digits are asked for. */
    int[] prefilter() {
        return prefilter;
    }

    int[] always() {
        return always;
    }

    boolean speaks(@Nullable String language) {
        return language == null
                || pack.languages().isEmpty()
                || pack.languages().stream().anyMatch(l -> language.equals(l) || language.startsWith(l + "-"));
    }

    void recognize(Text text, Scan scan, List<Finding> out) {
        Map<Long, Finding> best = new LinkedHashMap<>(0);
        addAlways(text, scan, best);
        List<int[]> windows = canMatch(scan) ? Windows.of(scan, pack, prefilter) : List.of();
        if (!windows.isEmpty()) {
            Search search = new Search(text, scan, scan.present(raise), scan.present(lower), best);
            for (int[] window : windows) {
                addMatches(search, widen(scan.text(), window));
            }
        }
        out.addAll(best.values());
    }

    private boolean canMatch(Scan scan) {
        return !pack.patterns().isEmpty()
                && shortestRun <= scan.longestRun()
                && pack.digits() <= scan.stretches().most();
    }

    /**
     * One search of one text.
     *
     * @param raise those of the pack's words that occur
     * @param best by span, the finding of the highest confidence
     */
    private record Search(Text text, Scan scan, int[] raise, int[] lower, Map<Long, Finding> best) {}

    /** Of many words few occur, so that what occurs is asked for, not each word. */
    private void addAlways(Text text, Scan scan, Map<Long, Finding> best) {
        for (int k = 0; always.length > 0 && k < scan.keywords().size(); k++) {
            int word = scan.keywords().get(k);
            int count = Arrays.binarySearch(always, word) < 0 ? 0 : scan.count(word);
            for (int i = 0; i < count; i++) {
                int start = scan.start(word, i);
                int end = start + scan.length(word);
                if (Words.isWhole(scan.text(), start, end) || isInflected(scan.text(), start, end)) {
                    keep(best, start, end, finding(text, start, end, CERTAIN, "listed in " + pack.id()));
                }
            }
        }
    }

    private boolean isInflected(String text, int start, int end) {
        return pack.deny().inflected() && Words.begins(text, start) && Endings.follows(text, end);
    }

    private static int[] widen(String text, int[] window) {
        int from = window[0];
        int to = window[1];
        while (from > 0 && window[0] - from < MAX_WIDENING && Words.isAsciiWord(text.charAt(from - 1))) {
            from--;
        }
        while (to < text.length() && to - window[1] < MAX_WIDENING && Words.isAsciiWord(text.charAt(to))) {
            to++;
        }
        return new int[] {from, to};
    }

    private void addMatches(Search search, int[] window) {
        Scan scan = search.scan;
        int from = window[0] - pack.context().window();
        boolean raised = raise.length == 0
                || scan.occursAny(search.raise, from, window[1] + pack.context().after());
        for (int rule = 0; rule < needs.size(); rule++) {
            PatternRule pattern = pack.patterns().get(rule);
            if (weak[rule] && !raised) {
                continue;
            }
            int[] needed = needs.get(rule);
            if ((needed.length == 0 || scan.occursAny(needed, window[0], window[1]))
                    && Words.hasRun(scan.text(), window[0], window[1], pattern.run())
                    && Words.hasCapitals(scan.text(), window[0], window[1], pattern.capitals())) {
                addMatches(search, window, rule);
            }
        }
    }

    private void addMatches(Search search, int[] window, int rule) {
        String text = search.scan.text();
        PatternRule pattern = pack.patterns().get(rule);
        Compiled ready = compiled();
        Automaton automaton = ready.automata[rule];
        int at = first(automaton, text, window, 0);
        if (at < 0) {
            return;
        }
        String part = text.substring(window[0], window[1]);
        Matcher matcher = ready.patterns.get(rule).matcher(part);
        while (at >= 0 && matcher.find(at)) {
            int start = start(matcher, pattern);
            int end = end(matcher, pattern);
            boolean kept = start >= 0
                    && end > start
                    && !ready.excludes(rule, part, matcher.start(), start)
                    && consider(search, pattern, ready, window[0] + start, window[0] + end);
            at = first(automaton, text, window, Math.max(kept ? end : matcher.end(), matcher.start() + 1));
        }
    }

    /** Where a match may begin, from {@code at} on; both in the window. Negative when there is none. */
    private static int first(@Nullable Automaton automaton, String text, int[] window, int at) {
        int from = window[0] + at;
        if (from > window[1] || automaton == null) {
            return from > window[1] ? Automaton.NOWHERE : at;
        }
        return automaton.search(text, window[0], from, window[1]) - window[0];
    }

    private static int start(Matcher matcher, PatternRule pattern) {
        String group = pattern.group();
        if (group == null) {
            return matcher.start();
        }
        return isNumber(group) ? matcher.start(Integer.parseInt(group)) : matcher.start(group);
    }

    private static int end(Matcher matcher, PatternRule pattern) {
        String group = pattern.group();
        if (group == null) {
            return matcher.end();
        }
        return isNumber(group) ? matcher.end(Integer.parseInt(group)) : matcher.end(group);
    }

    static boolean isNumber(String group) {
        for (int i = 0; i < group.length(); i++) {
            if (group.charAt(i) < '0' || group.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private boolean consider(Search search, PatternRule pattern, Compiled ready, int start, int end) {
        Scan scan = search.scan;
        String value = scan.text().substring(start, end);
        if (!standsAlone(scan.text(), start, end) || isNever(value, ready)) {
            return false;
        }
        Verdict verdict = verdict(pattern, value);
        if (verdict == Verdict.IMPOSSIBLE || (pack.entropy() > 0 && Entropy.of(value) < pack.entropy())) {
            return false;
        }
        double confidence =
                verdict == Verdict.PROVEN ? Math.max(pattern.confidence(), pack.validated()) : pattern.confidence();
        String raised = wordNear(scan, search.raise, start, end);
        String lowered = wordNear(scan, search.lower, start, end);
        confidence += raised == null ? 0 : pack.context().raise().by();
        confidence -= lowered == null ? 0 : pack.context().lower().by();
        confidence = Math.round(Math.clamp(confidence, 0, 1) * 1000) / 1000.0;
        if (confidence < pack.minimum()) {
            return false;
        }
        Finding finding = finding(search.text, start, end, confidence, why(pattern, verdict, raised, lowered));
        keep(search.best, start, end, finding);
        return true;
    }

    private Verdict verdict(PatternRule pattern, String value) {
        Verdict verdict = validator == null ? Verdict.PLAUSIBLE : validator.check(value);
        if (verdict == Verdict.IMPOSSIBLE || pattern.checks().isEmpty()) {
            return verdict;
        }
        return Checksums.oneCharacter(value)
                ? Verdict.IMPOSSIBLE
                : Verdict.provenIf(pattern.checks().stream().allMatch(c -> c.holds(value)));
    }

    private String why(PatternRule pattern, Verdict verdict, @Nullable String raised, @Nullable String lowered) {
        return "looks like " + pack.id() + " (" + pattern.name() + ")"
                + (verdict == Verdict.PROVEN
                        ? ", passes the check " + (validator == null ? "of its digits" : pack.validator())
                        : "")
                + (raised == null ? "" : ", near '" + raised + "'")
                + (lowered == null ? "" : ", but near '" + lowered + "'");
    }

    private Finding finding(Text text, int start, int end, double confidence, String why) {
        return new Finding(pack.type(), pack.subtype(), text.toOriginal(start, end), confidence, pack.id(), why);
    }

    private static void keep(Map<Long, Finding> best, int start, int end, Finding finding) {
        best.merge((long) start << 32 | end, finding, (a, b) -> a.confidence() >= b.confidence() ? a : b);
    }

    /** Whether the value is not part of a longer token. */
    private boolean standsAlone(String text, int start, int end) {
        return !continues(text, start - 1, -1, start) && !continues(text, end, 1, end - 1);
    }

    private boolean continues(String text, int outside, int step, int edge) {
        if (outside < 0 || outside >= text.length()) {
            return false;
        }
        char c = text.charAt(outside);
        if (Words.isAsciiWord(c)) {
            return Words.isAsciiWord(text.charAt(edge));
        }
        int beyond = outside + step;
        return pack.boundary().indexOf(c) >= 0
                && beyond >= 0
                && beyond < text.length()
                && Words.isAsciiWord(text.charAt(beyond));
    }

    private boolean isNever(String value, Compiled ready) {
        return neverValues.contains(value.toLowerCase(Locale.ROOT))
                || ready.never.stream().anyMatch(p -> p.matcher(value).matches());
    }

    private @Nullable String wordNear(Scan scan, int[] words, int start, int end) {
        int from = start - pack.context().window();
        int to = end + pack.context().after();
        for (int word : words) {
            if (scan.occursAsWord(word, from, start) || scan.occursAsWord(word, end, to)) {
                return names.get(word);
            }
        }
        return null;
    }

    private Compiled compiled() {
        Compiled ready = compiled;
        if (ready == null) {
            ready = new Compiled(
                    compile(pack.patterns().stream().map(PatternRule::pattern).toList()),
                    pack.patterns().stream()
                            .map(p -> Optional.ofNullable(p.unless()).map(Pattern::compile))
                            .toList(),
                    compile(pack.allow().regexes()),
                    automata(pack));
            compiled = ready;
        }
        return ready;
    }

    private static @Nullable Automaton[] automata(RulePack pack) {
        @Nullable Automaton[] automata = new Automaton[pack.patterns().size()];
        Arrays.setAll(automata, rule -> Automaton.of(pack.patterns().get(rule).pattern()));
        return automata;
    }

    private static List<Pattern> compile(List<String> regexes) {
        List<Pattern> patterns = new ArrayList<>(regexes.size());
        regexes.forEach(r -> patterns.add(Pattern.compile(r)));
        return patterns;
    }

    private record Compiled(
            List<Pattern> patterns,
            List<Optional<Pattern>> unless,
            List<Pattern> never,
            @Nullable Automaton[] automata) {

        /** Whether what a match holds before its value speaks against it. */
        boolean excludes(int rule, String part, int start, int value) {
            return unless.get(rule)
                    .map(p -> p.matcher(part.substring(start, value)).find())
                    .orElse(false);
        }
    }
}
