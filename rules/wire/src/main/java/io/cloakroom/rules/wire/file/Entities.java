package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.CharacterReferences;

/** Text and attribute values of XML and HTML, where {@code &amp;} and its kin stand for characters. */
final class Entities implements Codec {

    /** Between tags. */
    static final Entities TEXT = new Entities(false, false);

    /** In an attribute value, whatever it is quoted with, if at all. */
    static final Entities ATTRIBUTE = new Entities(true, false);

    /** In an attribute, the name of a worksheet, a table or a column: it takes no brackets and is the same in formulas. */
    static final Entities BARE = new Entities(true, true);

    /** Between tags, a formula, in which such names stand. */
    static final Entities FORMULA = new Entities(false, true);

    private final boolean attribute;
    private final boolean bare;

    private Entities(boolean attribute, boolean bare) {
        this.attribute = attribute;
        this.bare = bare;
    }

    @Override
    public int unit(String raw, int at, int end) {
        if (raw.charAt(at) != '&') {
            return 1;
        }
        int length = at + 1 < end && raw.charAt(at + 1) == '#' ? number(raw, at, end) : name(raw, at, end);
        return length > 0 ? length : 1;
    }

    /** Length of a reference by number, which ends without a semicolon too; 0 when there is none. */
    private static int number(String raw, int at, int end) {
        int first = at + 2;
        boolean hex = first < end && (raw.charAt(first) == 'x' || raw.charAt(first) == 'X');
        first += hex ? 1 : 0;
        int last = first;
        while (last < end && raw.charAt(last) < 128 && Character.digit(raw.charAt(last), hex ? 16 : 10) >= 0) {
            last++;
        }
        boolean known = last > first
                && !CharacterReferences.numbered(raw.substring(first, last), hex ? 16 : 10)
                        .isEmpty();
        boolean closed = last < end && raw.charAt(last) == ';';
        return !known ? 0 : last - at + (closed ? 1 : 0);
    }

    /** Length of a reference by name; in an attribute one without semicolon does not end before a letter, digit or equals sign. */
    private int name(String raw, int at, int end) {
        int last = at + 1;
        int most = Math.min(end, at + 1 + CharacterReferences.LONGEST_NAME);
        while (last < most && alphanumeric(raw.charAt(last))) {
            last++;
        }
        if (last < end
                && raw.charAt(last) == ';'
                && !CharacterReferences.named(raw.substring(at + 1, last)).isEmpty()) {
            return last + 1 - at;
        }
        int bare = Math.min(last, at + 1 + CharacterReferences.LONGEST_BARE_NAME);
        while (bare > at + 1 && !CharacterReferences.bare(raw.substring(at + 1, bare))) {
            bare--;
        }
        boolean goesOn = bare < end && (alphanumeric(raw.charAt(bare)) || raw.charAt(bare) == '=');
        return bare == at + 1 || (attribute && goesOn) ? 0 : bare - at;
    }

    private static boolean alphanumeric(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }

    @Override
    public String meaning(String raw, int at, int unit) {
        if (unit == 1) {
            return raw.substring(at, at + 1);
        }
        String name = raw.substring(at + 1, at + unit).replace(";", "");
        if (!name.startsWith("#")) {
            return CharacterReferences.named(name);
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        return CharacterReferences.numbered(name.substring(hex ? 2 : 1), hex ? 16 : 10);
    }

    @Override
    public String encode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\'', '=', '`', ' ', '\t', '\n', '\r' -> {
                    if (attribute && c != ' ') {
                        out.append("&#").append((int) c).append(';');
                    } else {
                        out.append(c);
                    }
                }
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    @Override
    public String adapt(String replacement) {
        return bare ? bare(replacement) : replacement;
    }

    /** Without what the name of a worksheet may not hold; what is masked stays as long as it is. */
    private static String bare(String replacement) {
        return replacement.replace('*', '_').replaceAll("[\\[\\]:?/\\\\]", "");
    }

    /** {@code ]]>} must not occur in text (XML 1.0 section 2.4). */
    @Override
    public String seal(String raw) {
        return attribute ? raw : raw.replace("]]>", "]]&gt;");
    }
}
