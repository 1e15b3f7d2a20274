package io.cloakroom.rules.engine.restore;

import io.cloakroom.rules.engine.EntityType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which placeholders one answer asks for. Those its own conversation was given are no question. Of others, strangers, a few are usual
 * (a chatbot remembers, a person asks about one); many are somebody trying numbers to see what becomes of them, and then none is given.
 * Numbers that were never issued count too. Not thread-safe: one answer, one thread at a time.
 */
public final class Asked {

    /** Strangers in an answer of a conversation that is known. */
    public static final int IN_CONVERSATION = 8;

    /** Strangers in an answer that belongs to no conversation: lists of titles, programs whose service keeps the history. */
    public static final int ELSEWHERE = 50;

    /** The text a placeholder takes, and a little more. */
    private static final int PER_TOKEN = 20;

    /** A token in the spellings that keep its bracket. */
    private static final Pattern TOKEN = Pattern.compile("\\[ ?([A-Za-z][A-Za-z_ -]{1,40})[_ -]([0-9]{1,18}) ?]");

    private static final Set<String> TYPES =
            Arrays.stream(EntityType.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final Predicate<String> seen;
    private final int limit;
    private final Set<String> strangers = new HashSet<>();
    private volatile boolean alarmed;

    /**
     * @param seen whether the answer's own conversation was given a token
     * @param limit how many different strangers are still restored
     */
    public Asked(Predicate<String> seen, int limit) {
        this.seen = seen;
        this.limit = limit;
    }

    /** For texts whose origin is not in doubt: every token is answered. */
    public static Asked anything() {
        return new Asked(token -> true, 0);
    }

    /** Whether more strangers were asked for than can be explained; from then on none is restored. */
    public boolean alarmed() {
        return alarmed;
    }

    /** Whether the original of this token may be shown. */
    boolean grants(String token) {
        note(token);
        return !alarmed || seen.test(token);
    }

    /** Whether it is better to see what follows before a decision on this token. */
    boolean doubts(String token) {
        return !alarmed && !seen.test(token);
    }

    /** How many characters after a stranger are looked at before it is restored: room for more strangers than the limit. */
    int patience() {
        return PER_TOKEN * (limit + 1);
    }

    /** Counts all tokens of a text before any of it is restored. */
    public void expect(CharSequence text) {
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String type =
                    matcher.group(1).toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            if (TYPES.contains(type)) {
                note("[" + type + "_" + matcher.group(2) + "]");
            }
        }
    }

    void note(String token) {
        if (!alarmed && !seen.test(token) && strangers.add(token)) {
            alarmed = strangers.size() > limit;
        }
    }
}
