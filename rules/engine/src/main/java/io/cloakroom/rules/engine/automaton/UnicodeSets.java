package io.cloakroom.rules.engine.automaton;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The characters of a Unicode general category or script, as RE2/J has them: its tables are of another version of Unicode than Java's,
 * and characters have changed their category.
 */
final class UnicodeSets {

    private static final Map<String, CharSet> SETS = new ConcurrentHashMap<>();

    private UnicodeSets() {}

    /** @throws UnsupportedOperationException when RE2/J does not know it */
    static CharSet named(String name) {
        return SETS.computeIfAbsent(name, UnicodeSets::read);
    }

    private static CharSet read(String name) {
        StringBuilder all = new StringBuilder(CharSet.BEYOND);
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            all.append(Character.isSurrogate(c) ? '\0' : c);
        }
        BitSet bits = new BitSet();
        try {
            Matcher matcher = Pattern.compile("[\\p{" + name + "}]+").matcher(all);
            while (matcher.find()) {
                bits.set(matcher.start(), matcher.end());
            }
        } catch (PatternSyntaxException e) {
            throw new UnsupportedOperationException("not a known category or script: " + name, e);
        }
        if (bits.get(0)) {
            throw new UnsupportedOperationException(
                    "it holds control characters, for which surrogates stand here: " + name);
        }
        bits.set(CharSet.BEYOND);
        return new CharSet(bits);
    }
}
