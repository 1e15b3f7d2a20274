package io.cloakroom.rules.engine.recognize;

/** The groups of digits in a piece of text, as parts of all its digits. */
final class DigitGroups {

    /** libphonenumber takes no more of them in a row, so that a number may begin amid longer ones. */
    private static final int MOST_IN_A_ROW = 20;

    /** After what can announce an extension libphonenumber takes only so many digits, and the next number may begin amid the group. */
    private static final int MOST_OF_EXTENSION = 6;

    /** With so many letters libphonenumber takes letters for the digits on their keys, also those of "ext.". */
    private static final int LETTERS_DIALLED = 3;

    private final IntList starts = new IntList();
    private final IntList ends = new IntList();
    private final String all;
    private boolean divided;

    DigitGroups(String text) {
        StringBuilder digits = new StringBuilder();
        boolean announced = false;
        int letters = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                announced |= !separates(c);
                letters += Character.isLetter(c) ? 1 : 0;
                divided |= Character.isDigit(c) || Character.isSurrogate(c) || c == '+' || c == '\uFF0B';
                i++;
                continue;
            }
            starts.add(digits.length());
            int from = i;
            while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                digits.append(text.charAt(i++));
            }
            ends.add(digits.length());
            boolean cut = announced && i - from > MOST_OF_EXTENSION;
            divided |= starts.size() > 1 && (cut || letters >= LETTERS_DIALLED);
            announced = false;
            letters = 0;
        }
        all = digits.toString();
        divided |= all.length() > MOST_IN_A_ROW;
    }

    private static boolean separates(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\r', '-', '.', '/', '(', ')', '_', '*', '~' -> true;
            default -> false;
        };
    }

    /** All digits, without what stands between. */
    String all() {
        return all;
    }

    /** Whether a number may begin or end amid a group, or hold other digits or a country's code. */
    boolean mayBeDivided() {
        return divided;
    }

    int count() {
        return starts.size();
    }

    /** Where a group begins in {@link #all}. */
    int start(int group) {
        return starts.get(group);
    }

    /** Where a group ends in {@link #all}. */
    int end(int group) {
        return ends.get(group);
    }
}
