package io.cloakroom.rules.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Character references of HTML and XML, {@code &eacute;} and {@code &#233;} (https://html.spec.whatwg.org/#character-reference-state). */
public final class CharacterReferences {

    /** Characters of the longest name. */
    public static final int LONGEST_NAME = 31;

    /** Characters of the longest name that stands without a semicolon too. */
    public static final int LONGEST_BARE_NAME = 6;

    private static final Map<String, String> NAMED = new HashMap<>();
    private static final Set<String> BARE = new HashSet<>();

    static {
        load();
    }

    private CharacterReferences() {}

    private static void load() {
        try (var in = Objects.requireNonNull(
                        CharacterReferences.class.getResourceAsStream("character-references.txt"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    define(line.split(" ", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void define(String[] words) {
        StringBuilder characters = new StringBuilder();
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("+")) {
                BARE.add(words[0]);
            } else {
                characters.appendCodePoint(Integer.parseInt(words[i], 16));
            }
        }
        NAMED.put(words[0], characters.toString());
    }

    /** What a name stands for, without {@code &} and semicolon; {@code ""} when it is none. */
    public static String named(String name) {
        return NAMED.getOrDefault(name, "");
    }

    /** Whether a name is one without a semicolon too. */
    public static boolean bare(String name) {
        return BARE.contains(name);
    }

    /**
     * What a number stands for, written with as many leading zeros as anybody likes.
     *
     * @param digits without {@code #} and {@code x}
     * @return {@code ""} when it is no character
     */
    public static String numbered(String digits, int radix) {
        long code = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            code = digit < 0 ? Integer.MAX_VALUE : Math.min(Integer.MAX_VALUE, code * radix + digit);
        }
        boolean character = code > 0 && Character.isValidCodePoint((int) code) && (code < 0xd800 || code > 0xdfff);
        return character ? Character.toString((int) code) : "";
    }
}
