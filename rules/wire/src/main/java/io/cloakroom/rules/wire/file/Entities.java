package io.cloakroom.rules.wire.file;

import java.util.HashMap;
import java.util.Map;

/** Text and attribute values of XML and HTML, where {@code &amp;} and its kin stand for characters. */
final class Entities implements Codec {

    /** Between tags. */
    static final Entities TEXT = new Entities(false, false);

    /** In an attribute value, whatever it is quoted with, if at all. */
    static final Entities ATTRIBUTE = new Entities(true, false);

    /** The name of a worksheet, which takes no brackets and is the same in formulas. */
    static final Entities BARE = new Entities(true, true);

    private static final int LONGEST = 10;

    /** U+00A0 to U+00FF in order (https://html.spec.whatwg.org/#named-character-references). */
    private static final String LATIN =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 "
                    + "sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring "
                    + "AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash "
                    + "Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml "
                    + "igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn "
                    + "yuml";

    private static final Map<String, String> NAMED = named();

    private final boolean attribute;
    private final boolean bare;

    private Entities(boolean attribute, boolean bare) {
        this.attribute = attribute;
        this.bare = bare;
    }

    private static Map<String, String> named() {
        Map<String, String> named = new HashMap<>(
                Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "commat", "@", "period", "."));
        char c = '\u00a0';
        for (String name : LATIN.split(" ", -1)) {
            named.put(name, String.valueOf(c++));
        }
        return Map.copyOf(named);
    }

    /** What stands between {@code &} and {@code ;}, decoded; {@code ""} when it is nothing known. */
    static String decoded(String name) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, "");
        }
        boolean hex = name.startsWith("#x") || name.startsWith("#X");
        try {
            int code = Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
            boolean character = Character.isValidCodePoint(code) && code > 0 && (code < 0xd800 || code > 0xdfff);
            return character ? Character.toString(code) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    @Override
    public int unit(String raw, int at, int end) {
        if (raw.charAt(at) != '&') {
            return 1;
        }
        int semicolon = at + 1;
        int last = Math.min(end, at + LONGEST);
        while (semicolon < last && raw.charAt(semicolon) != ';') {
            semicolon++;
        }
        boolean known =
                semicolon < last && !decoded(raw.substring(at + 1, semicolon)).isEmpty();
        return known ? semicolon + 1 - at : 1;
    }

    @Override
    public String meaning(String raw, int at, int unit) {
        return unit == 1 ? raw.substring(at, at + 1) : decoded(raw.substring(at + 1, at + unit - 1));
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

    /** Without what the name of a worksheet may not hold. */
    static String bare(String replacement) {
        return replacement.replaceAll("[\\[\\]:*?/\\\\]", "");
    }

    /** {@code ]]>} must not occur in text (XML 1.0 section 2.4). */
    @Override
    public String seal(String raw) {
        return attribute ? raw : raw.replace("]]>", "]]&gt;");
    }
}
