package io.cloakroom.rules.engine.recognize;

/** A text with its white space evened out, so that the same value written differently reads the same. */
final class Squeezed {

    private final String text;
    private final int[] offsets;

    /** @param number whether spaces, dashes, dots, slashes and brackets between letters and digits are left out altogether */
    Squeezed(String original, boolean number) {
        StringBuilder out = new StringBuilder(original.length());
        int[] from = new int[original.length()];
        for (int i = 0; i < original.length(); i++) {
            char c = original.charAt(i);
            boolean space = Character.isWhitespace(c);
            if (number ? isSeparator(original, i) : space && i > 0 && Character.isWhitespace(original.charAt(i - 1))) {
                continue;
            }
            from[out.length()] = i;
            out.append(space ? ' ' : c);
        }
        this.text = out.toString();
        this.offsets = from;
    }

    private static boolean isSeparator(String original, int at) {
        return switch (original.charAt(at)) {
            case ' ', '-', '.', '/', '(', ')', '\t' -> isDigitBeside(original, at);
            default -> false;
        };
    }

    /** Only among digits: words stay apart. */
    private static boolean isDigitBeside(String original, int at) {
        int before = at - 1;
        while (before >= 0 && !Character.isLetterOrDigit(original.charAt(before)) && at - before < 4) {
            before--;
        }
        int after = at + 1;
        while (after < original.length() && !Character.isLetterOrDigit(original.charAt(after)) && after - at < 4) {
            after++;
        }
        return (before >= 0 && Character.isDigit(original.charAt(before)))
                || (after < original.length() && Character.isDigit(original.charAt(after)));
    }

    String text() {
        return text;
    }

    /** Where a character of the squeezed text is in the original. */
    int offset(int squeezed) {
        return offsets[squeezed];
    }
}
