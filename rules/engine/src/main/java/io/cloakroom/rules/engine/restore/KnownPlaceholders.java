package io.cloakroom.rules.engine.restore;

import io.cloakroom.rules.engine.Vault;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders one answer may restore, arranged for finding them: numbered ones such as {@code [PERSON_1]}, whose form may vary, and
 * all others (surrogates), which must stand exactly as issued. Which there are is settled when this is made, or when it {@link #become
 * becomes} others; what each stands for is asked when it is met. Not thread-safe: one answer, one thread at a time.
 */
public final class KnownPlaceholders {

    private Index index;
    private Vault.Originals originals;
    private Asked asked;

    private KnownPlaceholders(Index index, Vault.Originals originals, Asked asked) {
        this.index = index;
        this.originals = originals;
        this.asked = asked;
    }

    public static KnownPlaceholders of(Vault.Originals originals) {
        return of(originals, Asked.anything());
    }

    /** @param asked told of every token the answer asks for, and asked before one is restored */
    public static KnownPlaceholders of(Vault.Originals originals, Asked asked) {
        return of(Index.of(originals.tokens()), originals, asked);
    }

    /** @param index of the tokens of these originals, made before */
    public static KnownPlaceholders of(Index index, Vault.Originals originals, Asked asked) {
        return new KnownPlaceholders(index, originals, asked);
    }

    /** How tokens are written; costs about as much to make as there are tokens, and serves any number of answers. Immutable. */
    public static final class Index {

        private static final Pattern NUMBERED = Pattern.compile("\\[([A-Z][A-Z_]*)_([0-9]{1,9})]");

        private final NavigableMap<String, String> numbered = new TreeMap<>();
        private final NavigableSet<String> literals = new TreeSet<>();
        private final Set<String> types = new HashSet<>();
        private final Set<Character> starts = new HashSet<>();

        private Index(Iterable<String> tokens) {
            for (String token : tokens) {
                Matcher matcher = NUMBERED.matcher(token);
                if (matcher.matches()) {
                    types.add(matcher.group(1));
                    numbered.put(token.substring(1, token.length() - 1), token);
                    starts.add(Character.toLowerCase(token.charAt(1)));
                    starts.add(token.charAt(1));
                } else if (!token.isEmpty() && token.length() <= TextRestorer.LONGEST_HELD) {
                    literals.add(token);
                    starts.add(token.charAt(0));
                }
            }
            if (!numbered.isEmpty()) {
                starts.add('[');
                starts.add('\\');
            }
        }

        public static Index of(Iterable<String> tokens) {
            return new Index(tokens);
        }
    }

    /** Goes on as others, for what answers several questions: whoever restores with this does not have to begin anew. */
    public void become(KnownPlaceholders others) {
        index = others.index;
        originals = others.originals;
        asked = others.asked;
    }

    /** What the answer asked for so far; of several, the last. */
    public Asked asked() {
        return asked;
    }

    /** Whether any form of any placeholder can start with this character. */
    boolean canStart(char c) {
        return index.starts.contains(c);
    }

    /** Whether a numbered placeholder, without brackets, starts so: {@code PERS}, {@code PERSON_}. */
    boolean numberedStarts(CharSequence prefix) {
        String start = prefix.toString();
        String next = index.numbered.ceilingKey(start);
        return next != null && next.startsWith(start);
    }

    boolean isType(CharSequence name) {
        return index.types.contains(name.toString());
    }

    /** The numbered placeholder named without brackets, {@code PERSON_1}; null when there is none. */
    @Nullable
    String numberedToken(CharSequence name) {
        String token = index.numbered.get(name.toString());
        return token == null || originals.original(token) == null ? null : token;
    }

    /** The original of a placeholder, or null when it is gone meanwhile. */
    @Nullable
    String original(String token) {
        return originals.original(token);
    }

    /** Whether any other placeholder starts so. */
    boolean literalStarts(CharSequence prefix) {
        String start = prefix.toString();
        String next = index.literals.ceiling(start);
        return next != null && next.startsWith(start);
    }

    /** The original of any other placeholder, or null when there is none. */
    @Nullable
    String literalOriginal(CharSequence token) {
        String literal = token.toString();
        return index.literals.contains(literal) ? originals.original(literal) : null;
    }
}
