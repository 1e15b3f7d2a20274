package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random texts, of everything that goes wrong, and random edits of them. */
final class Texts {

    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "  ",
        "+",
        "%",
        "%20",
        "&",
        "=",
        "\"",
        "\\",
        "/",
        "\n",
        "\r\n",
        "\t",
        "é",
        "ß",
        "☂",
        "한",
        "🙂",
        "𝕄",
        "e\u0301",
        "{",
        "]",
        "~",
        "*",
        ",",
        "\\n",
        "\\u0041",
        "]]>",
        "--",
        "data:",
        "'",
        "\u007f",
        "\ufeff",
        "Marta Kowalczyk",
        "marta@example.com"
    };

    private static final String[] ONLY_IN_JSON = {"\u0000", "\b", "\f", "\u001f", "\ud83d", "\ude42"};

    private Texts() {}

    static String random(Random random, boolean json) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            boolean odd = json && random.nextInt(8) == 0;
            String[] from = odd ? ONLY_IN_JSON : PIECES;
            text.append(from[random.nextInt(from.length)]);
        }
        return text.toString();
    }

    /** Edits that do not overlap, in no order, at the borders of characters. */
    static List<TextEdit> edits(String text, Random random) {
        List<TextEdit> edits = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at + random.nextInt(4);
            int end = start + 1 + random.nextInt(5);
            if (end > text.length()) {
                break;
            }
            if (border(text, start) && border(text, end)) {
                edits.add(random.nextInt(edits.size() + 1), new TextEdit(new Span(start, end), replacement(random)));
            }
            at = end;
        }
        return edits;
    }

    private static boolean border(String text, int at) {
        return at == 0
                || at == text.length()
                || !Character.isLowSurrogate(text.charAt(at))
                || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static String replacement(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "[PERSON_" + random.nextInt(100) + "]";
            case 1 -> "";
            case 2 -> "\"q\" \\ é 🙂 &=+% \t";
            default -> "x";
        };
    }

    static String edited(String text, List<TextEdit> edits) {
        List<TextEdit> ordered = new ArrayList<>(edits);
        ordered.sort((a, b) -> b.span().compareTo(a.span()));
        StringBuilder out = new StringBuilder(text);
        for (TextEdit edit : ordered) {
            out.replace(edit.span().start(), edit.span().end(), edit.replacement());
        }
        return out.toString();
    }
}
