package io.cloakroom.rules.wire.sketch;

import com.google.re2j.Pattern;
import io.cloakroom.rules.wire.binary.Identifier;
import java.util.ArrayList;
import java.util.List;

/** Makes the path of one recorded request into the expression for all of its kind. */
final class Paths {

    private static final int LONGEST_NUMBER = 5;
    private static final int LONGEST_WORD = 20;
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Paths() {}

    /** An RE2 expression; the first id after a word for conversations is the group {@code conversation}. */
    static String general(String path) {
        List<String> general = new ArrayList<>();
        boolean named = false;
        String before = "";
        for (String segment : path.split("/", -1)) {
            if (Words.KNOWN.models().contains(before) && !segment.isEmpty()) {
                int verb = segment.indexOf(':');
                general.add("[^/:]+" + (verb < 0 ? "" : quoted(segment.substring(verb))));
            } else if (id(segment)) {
                boolean conversation =
                        !named && Words.KNOWN.conversations().contains(before) && !segment.equals(SketchedBody.UNTOLD);
                named |= conversation;
                String any = segment.matches("[0-9]+") ? "[0-9]+" : "[^/]+";
                general.add(conversation ? "(?P<conversation>" + any + ")" : any);
            } else {
                general.add(quoted(segment));
            }
            before = segment;
        }
        return String.join("/", general);
    }

    private static String quoted(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    /** Whether a segment is made for one thing: a UUID, a number, letters and digits mixed as nobody would write them. */
    static boolean id(String segment) {
        String bare = segment.replaceFirst("^[a-z]+[_-]", "");
        long digits = bare.chars().filter(c -> c >= '0' && c <= '9').count();
        boolean mixed = digits > 0 && bare.chars().anyMatch(Character::isUpperCase) && bare.matches("[A-Za-z0-9_-]+");
        return Identifier.is(bare)
                || UUID.matcher(segment).find()
                || segment.matches("[0-9]{" + LONGEST_NUMBER + ",}")
                || (mixed && bare.length() >= LONGEST_NUMBER)
                || (digits > 0 && bare.length() >= LONGEST_WORD && bare.matches("[A-Za-z0-9_-]+"))
                || segment.matches("[0-9a-f]{6,}[0-9a-f-]*") && digits > 1;
    }
}
