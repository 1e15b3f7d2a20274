package io.cloakroom.rules.engine.recognize;

/** Where words begin and end. */
final class Words {

    private Words() {}

    /** Whether a range of a text is not part of a longer word. Scripts that write words without spaces have no such bounds. */
    static boolean isWhole(String text, int start, int end) {
        return !joins(text, start - 1, start) && !joins(text, end, end - 1);
    }

    /** Whether no word from before goes on here. */
    static boolean begins(String text, int at) {
        return !joins(text, at - 1, at);
    }

    /** Whether the character outside and the one at the edge belong to one word. */
    private static boolean joins(String text, int outside, int edge) {
        if (outside < 0 || outside >= text.length()) {
            return false;
        }
        char out = text.charAt(outside);
        char in = text.charAt(edge);
        return Character.isLetterOrDigit(out) && Character.isLetterOrDigit(in) && !isUnspaced(out) && !isUnspaced(in);
    }

    /** Scripts whose words are written together or with endings attached: Han, Kana, Hangul, Thai, Lao, Khmer, Burmese. */
    static boolean isUnspaced(int c) {
        return c >= 0x0E00
                && (c <= 0x0EFF
                        || (c >= 0x1000 && c <= 0x11FF)
                        || (c >= 0x1780 && c <= 0x17FF)
                        || (c >= 0x2E80 && c <= 0x9FFF)
                        || (c >= 0xAC00 && c <= 0xD7FF)
                        || (c >= 0xF900 && c <= 0xFAFF));
    }

    static boolean isAsciiWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** Whether a range holds so many capital ASCII letters. */
    static boolean hasCapitals(String text, int from, int to, int count) {
        int missing = count;
        for (int i = from; i < to && missing > 0; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                missing--;
            }
        }
        return missing <= 0;
    }

    /** Whether so many ASCII letters and digits stand in a row between two offsets. */
    static boolean hasRun(String text, int from, int to, int length) {
        int last = from + length - 1;
        while (last >= from && last < to) {
            int first = last;
            while (first > last - length && isAsciiAlphanumeric(text.charAt(first))) {
                first--;
            }
            if (first == last - length) {
                return true;
            }
            last = first + length;
        }
        return length == 0;
    }

    /** How many ASCII letters and digits stand in a row at most. */
    static int longestRun(String text) {
        int longest = 0;
        int start = 0;
        while (start + longest < text.length()) {
            // Nothing longer starts here unless the character so far ahead belongs to it.
            int at = start + longest;
            while (at >= start && isAsciiAlphanumeric(text.charAt(at))) {
                at--;
            }
            if (at >= start) {
                start = at + 1;
                continue;
            }
            int end = start + longest + 1;
            while (end < text.length() && isAsciiAlphanumeric(text.charAt(end))) {
                end++;
            }
            longest = end - start;
            start = end + 1;
        }
        return longest;
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return isAsciiWord(c) && c != '_';
    }
}
