package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.EntityType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One recognizer as data: what the value looks like, what proves it, which words nearby speak for or against it, and examples that
 * must and must not match. The file {@code packs/pack.schema.json} describes the YAML form.
 *
 * <p>A match starts with the confidence of its pattern; a validator that proves it lifts it to {@code validated}; a raising word
 * nearby adds, a lowering word takes away. What ends below {@code minimum} is not proposed.
 *
 * @param id unique, lower case with dashes; the recognizer of every finding
 * @param languages BCP 47 languages the pack is for; a text known to be in another language is not searched; empty means any
 * @param source URL of the standard or of the issuer's page that describes the value
 * @param keywords one of these must occur within {@code reach} of the match (any case, normalized); empty means no keyword is
 *     asked for, or, when no pattern reaches {@code minimum} on its own, the raising words
 * @param digits how many digits the stretch of digits and separators around the match has at least; 0 means not asked for
 * @param reach how many characters a match may reach beyond its keyword (64 when absent) or its stretch of digits (0 when absent)
 * @param reachBefore the same to the left; as much as to the right, when absent
 * @param within what a match may not reach across
 * @param around from what {@code reach} counts: the stretches of digits, which is the default where {@code digits} are asked for, or the
 *     keywords, beside which such a stretch must lie then
 * @param boundary characters that, like letters and digits, may not join the value to a longer token
 * @param validator name of a {@link Validators validator}
 * @param validated confidence of what the validator proves; that of the pattern when absent or lower
 * @param entropy minimum Shannon entropy of the value, bits per character
 * @param minimum confidence below which nothing is proposed
 */
public record RulePack(
        String id,
        EntityType type,
        @Nullable String subtype,
        String description,
        List<String> languages,
        Status status,
        String source,
        List<String> keywords,
        Integer digits,
        Integer reach,
        Integer reachBefore,
        Within within,
        Around around,
        String boundary,
        List<PatternRule> patterns,
        @Nullable String validator,
        Double validated,
        Double entropy,
        Context context,
        Never allow,
        Always deny,
        Double minimum,
        Examples examples) {

    private static final int DEFAULT_REACH = 64;
    private static final double DEFAULT_MINIMUM = 0.5;

    public RulePack {
        require(id, "id");
        if (!isId(id)) {
            throw new IllegalArgumentException("'id' is lower-case words joined by dashes, not '" + id + "'");
        }
        require(type, "type");
        require(source, "source");
        require(examples, "examples");
        description = Objects.requireNonNullElse(description, "");
        languages = copy(languages);
        status = Objects.requireNonNullElse(status, Status.STABLE);
        keywords = copy(keywords);
        digits = Objects.requireNonNullElse(digits, 0);
        reach = Objects.requireNonNullElse(reach, digits > 0 && keywords.isEmpty() ? 0 : DEFAULT_REACH);
        reachBefore = Objects.requireNonNullElse(reachBefore, reach);
        within = Objects.requireNonNullElse(within, Within.REACH);
        around = Objects.requireNonNullElse(around, digits > 0 ? Around.DIGITS : Around.KEYWORDS);
        boundary = Objects.requireNonNullElse(boundary, "");
        patterns = copy(patterns);
        validated = Objects.requireNonNullElse(validated, 0.0);
        entropy = Objects.requireNonNullElse(entropy, 0.0);
        context = Objects.requireNonNullElse(context, Context.NONE);
        allow = Objects.requireNonNullElse(allow, Never.NOTHING);
        deny = Objects.requireNonNullElse(deny, Always.NOTHING);
        minimum = Objects.requireNonNullElse(minimum, DEFAULT_MINIMUM);
        if (patterns.isEmpty() && deny.isEmpty()) {
            throw new IllegalArgumentException("a pack has 'patterns', or 'deny' with values or files");
        }
    }

    /** Whether a pack takes part. */
    public enum Status {
        /** Loaded and run. */
        STABLE,
        /** Checked and tested, but not run. */
        DRAFT
    }

    /** What the parts of a text lie around in which patterns are tried. */
    public enum Around {
        DIGITS,
        KEYWORDS
    }

    /** How far patterns are tried around a keyword. */
    public enum Within {
        /** Up to {@code reach}. */
        REACH,
        /** Up to {@code reach}, and not across white space: for values that hold none. */
        TOKEN
    }

    /**
     * @param regex RE2 syntax; linear time
     * @param confidence 0 to 1, before validator and context
     * @param group the group that holds the value, by number or name; the whole match when absent
     * @param assigned when given, {@code regex} describes a value that is {@link Assignment assigned} to a name with one of these words in
     *     it, and the value is what is found
     * @param unless RE2 syntax; a match is passed over when this is found in the part of it before the value, such as the name that the value
     *     is assigned to
     * @param needs every match holds one of these (any case, normalized), so the pattern is tried only where one is; empty when there are
     *     no such words
     * @param run every match holds this many ASCII letters and digits in a row, so the pattern is tried only where they are; 0 when unknown
     * @param capitals every match holds this many capital ASCII letters, so the pattern is tried only where they are; 0 when unknown
     * @param checks check characters that all must be right, which proves the value
     */
    public record PatternRule(
            String name,
            String regex,
            Double confidence,
            @Nullable String group,
            List<String> assigned,
            @Nullable String unless,
            List<String> needs,
            Integer run,
            Integer capitals,
            List<CheckDigit> checks) {
        public PatternRule {
            assigned = copy(assigned);
            needs = copy(needs);
            run = Objects.requireNonNullElse(run, 0);
            capitals = Objects.requireNonNullElse(capitals, 0);
            checks = copy(checks);
            require(name, "name");
            require(regex, "regex");
            require(confidence, "confidence");
            requireShare(confidence, "confidence");
            if (!assigned.isEmpty() && group != null && !group.equals(Assignment.VALUE)) {
                throw new IllegalArgumentException(
                        "'group' and 'assigned' exclude each other; of 'assigned' the whole regex is the value");
            }
            group = assigned.isEmpty() ? group : Assignment.VALUE;
        }

        /** What is searched for. */
        public String pattern() {
            return assigned.isEmpty() ? regex : Assignment.to(assigned, regex);
        }
    }

    /**
     * Words near the match. Letters of any case; a word that starts or ends with a letter must not be part of a longer word.
     *
     * @param window how many characters before the match are looked at
     * @param after how many characters after it; as many as before, when absent
     */
    public record Context(Words raise, Words lower, Integer window, Integer after) {
        static final Context NONE = new Context(Words.NONE, Words.NONE, 0, 0);
        private static final int DEFAULT_WINDOW = 60;

        public Context {
            raise = Objects.requireNonNullElse(raise, Words.NONE);
            lower = Objects.requireNonNullElse(lower, Words.NONE);
            window = Objects.requireNonNullElse(window, DEFAULT_WINDOW);
            after = Objects.requireNonNullElse(after, window);
        }
    }

    /** @param by how much confidence one or more of the words add or take away, 0 to 1 */
    public record Words(List<String> words, Double by) {
        static final Words NONE = new Words(List.of(), 0.0);

        public Words {
            words = copy(words);
            require(by, "by");
            requireShare(by, "by");
        }
    }

    /** What is never a finding: placeholders of documentation, published examples. Values in any case; regexes match the whole value. */
    public record Never(List<String> values, List<String> regexes) {
        static final Never NOTHING = new Never(List.of(), List.of());

        public Never {
            values = copy(values);
            regexes = copy(regexes);
        }
    }

    /**
     * What is always a finding, with confidence 1: the words of a dictionary, in any case.
     *
     * @param files further values, one a line; paths relative to the pack's file. When a pack is loaded they become {@code values}
     * @param inflected whether a word is also found with a regular {@link Endings ending}, which is not part of the finding
     */
    public record Always(List<String> values, List<String> files, Boolean inflected) {
        static final Always NOTHING = new Always(List.of(), List.of(), false);

        public Always {
            values = copy(values);
            files = copy(files);
            inflected = Objects.requireNonNullElse(inflected, false);
        }

        boolean isEmpty() {
            return values.isEmpty() && files.isEmpty();
        }
    }

    /** The same with the words of its files. */
    RulePack withWords(List<String> words) {
        return new RulePack(
                id,
                type,
                subtype,
                description,
                languages,
                status,
                source,
                keywords,
                digits,
                reach,
                reachBefore,
                within,
                around,
                boundary,
                patterns,
                validator,
                validated,
                entropy,
                context,
                allow,
                new Always(words, List.of(), deny.inflected()),
                minimum,
                examples);
    }

    /** What the pack promises. */
    public record Examples(List<Match> match, List<NoMatch> noMatch) {
        public Examples {
            match = copy(match);
            noMatch = copy(noMatch);
            if (match.isEmpty()) {
                throw new IllegalArgumentException("examples has at least one 'match'");
            }
        }
    }

    /** @param value what must be found in the text, exactly; the whole text when absent */
    public record Match(String text, String value) {
        public Match {
            require(text, "text");
            value = Objects.requireNonNullElse(value, text);
        }
    }

    /** @param why it must not be found */
    public record NoMatch(String text, String why) {
        public NoMatch {
            require(text, "text");
            require(why, "why");
        }
    }

    private static boolean isId(String id) {
        return !id.isEmpty()
                && id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
                && !id.startsWith("-")
                && !id.endsWith("-");
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static void require(@Nullable Object value, String key) {
        if (value == null) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
    }

    private static void requireShare(double value, String key) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("'" + key + "' is between 0 and 1, not " + value);
        }
    }
}
