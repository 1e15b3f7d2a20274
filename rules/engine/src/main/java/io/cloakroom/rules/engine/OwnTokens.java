package io.cloakroom.rules.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds placeholders of the form {@code [PERSON_1]} in a text: what Cloakroom put there itself is not personal data. */
final class OwnTokens {

    private static final int MAX_LENGTH = 64;
    private static final Set<String> TYPES =
            Arrays.stream(EntityType.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private OwnTokens() {}

    /** Spans of the tokens, in order. */
    static List<Span> in(String text) {
        List<Span> tokens = new ArrayList<>();
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
            int close = text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            if (close - open < MAX_LENGTH && isToken(text.substring(open + 1, close))) {
                tokens.add(new Span(open, close + 1));
            }
        }
        return tokens;
    }

    private static boolean isToken(String inner) {
        int underscore = inner.lastIndexOf('_');
        if (underscore < 1 || underscore == inner.length() - 1) {
            return false;
        }
        for (int i = underscore + 1; i < inner.length(); i++) {
            if (inner.charAt(i) < '0' || inner.charAt(i) > '9') {
                return false;
            }
        }
        return TYPES.contains(inner.substring(0, underscore));
    }
}
