package io.cloakroom.benchmarks.quality;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What models do with a text that holds placeholders, and with the placeholders themselves. While the text is worked on, every
 * placeholder is one character ({@link #isSlot}), which then becomes the form that the model writes.
 */
enum Behaviour {
    REPEATS(text -> text),
    ANSWERS_BEFORE_AND_AFTER(text -> "Sure! Here is your text:\n\n" + text + "\n\nIs there anything else?"),
    TRANSLATES_TO_GERMAN(text -> "Übersetzung: Sehr geehrte Damen und Herren, " + text + " Mit freundlichen Grüßen"),
    TRANSLATES_TO_KOREAN(text -> slots(text, "고객 ", "은 ")),
    TRANSLATES_TO_JAPANESE(text -> slots(text, "「", "さん」")),
    INFLECTS_IN_TURKISH(text -> slots(text, " ", "'a ")),
    INFLECTS_IN_POLISH(text -> slots(text, " ", "owi ")),
    INFLECTS_IN_GERMAN(text -> slots(text, " ", "s Brief ")),
    WRITES_GENITIVE(text -> slots(text, " ", "'s letter ")),
    WRITES_PLURAL_INSIDE(text -> slots(text, " ", " "), token -> inside(token, "s"), original -> original + "s"),
    SORTS_LINES(text -> lines(text, lines -> lines.sort(null))),
    REVERSES_LINES(text -> lines(text, Collections::reverse)),
    NUMBERS_LINES(text -> text.replaceAll("(?m)^", "1. ")),
    WRITES_BULLETS(text -> text.replaceAll("(?m)^", "- ")),
    QUOTES_LINES(text -> text.replaceAll("(?m)^", "> ")),
    WRITES_A_DIFF(text -> text.replaceAll("(?m)^", "+ ")),
    WRITES_A_MARKDOWN_TABLE(text -> "| who | what |\n|---|---|\n" + listed(text, "| ", " | asked |\n")),
    WRITES_CSV(text -> "name;seen\n" + listed(text, "", ";yes\n")),
    WRITES_QUOTED_CSV(text -> listed(text, "\"", "\",1\n")),
    WRITES_JSON(text -> "{\"who\": [" + listed(text, "\"", "\", ") + "null]}"),
    WRITES_YAML(text -> listed(text, "- name: '", "'\n")),
    WRITES_XML(text -> listed(text, "<who>", "</who>\n")),
    WRITES_AN_HTML_TABLE(text -> "<table>" + listed(text, "<tr><td>", "</td></tr>") + "</table>"),
    WRITES_SQL(text -> listed(text, "INSERT INTO who VALUES ('", "');\n")),
    WRITES_PYTHON(text -> "```python\nwho = [" + listed(text, "'", "', ") + "]\n```"),
    WRITES_INLINE_CODE(text -> slots(text, " `", "` ")),
    WRITES_BOLD(text -> slots(text, " **", "** ")),
    WRITES_ITALICS(text -> slots(text, " *", "* ")),
    WRITES_QUOTATION_MARKS(text -> slots(text, " “", "” ")),
    WRITES_PARENTHESES(text -> slots(text, " (", ") ")),
    MENTIONS_TWICE(text -> text + "\nIn short: " + text),
    SUMMARISES(text -> "It is about " + listed(text, "", " and ") + "nobody else."),
    CUTS_OFF(text -> text.substring(0, text.length() * 2 / 3)),
    CUTS_OFF_IN_A_PLACEHOLDER(text -> text + "\nRegards, [PERSON"),
    CHANGES_TO_LOWER_CASE(text -> text.toLowerCase(Locale.ROOT), token -> token.toLowerCase(Locale.ROOT)),
    CAPITALISES(text -> text, Behaviour::capitalised),
    WRITES_A_SPACE_FOR_THE_UNDERSCORE(text -> text, token -> token.replace('_', ' ')),
    WRITES_A_HYPHEN_FOR_THE_UNDERSCORE(text -> text, token -> token.replace('_', '-')),
    WRITES_SPACES_INSIDE(text -> text, token -> "[ " + inner(token) + " ]"),
    ESCAPES_FOR_MARKDOWN(text -> text, token -> "\\[" + inner(token).replace("_", "\\_") + "\\]"),
    LOSES_BRACKETS(text -> slots(text, " ", " "), Behaviour::inner),
    LOSES_THE_CLOSING_BRACKET(text -> slots(text, " ", " wrote "), token -> token.substring(0, token.length() - 1)),
    DOUBLES_BRACKETS(text -> slots(text, " ", " "), token -> "[" + token + "]", original -> "[" + original + "]"),
    WRITES_CJK_BRACKETS(text -> slots(text, " ", " "), token -> "【" + inner(token) + "】", o -> "【" + o + "】");

    private static final char FIRST_SLOT = '\uE000';
    private static final char LAST_SLOT = '\uE3FF';

    private final UnaryOperator<String> text;
    private final UnaryOperator<String> form;
    private final UnaryOperator<String> shown;

    Behaviour(UnaryOperator<String> text) {
        this(text, token -> token);
    }

    Behaviour(UnaryOperator<String> text, UnaryOperator<String> form) {
        this(text, form, original -> original);
    }

    /**
     * @param form what the model writes for a placeholder
     * @param shown what the person should read for that
     */
    Behaviour(UnaryOperator<String> text, UnaryOperator<String> form, UnaryOperator<String> shown) {
        this.text = text;
        this.form = form;
        this.shown = shown;
    }

    /** The text as the model writes it, placeholders still being slots. */
    String work(String slotted) {
        return text.apply(slotted);
    }

    String form(String token) {
        return form.apply(token);
    }

    String shown(String original) {
        return shown.apply(original);
    }

    static boolean isSlot(char c) {
        return c >= FIRST_SLOT && c <= LAST_SLOT;
    }

    static char slot(int number) {
        return (char) (FIRST_SLOT + number);
    }

    static int number(char slot) {
        return slot - FIRST_SLOT;
    }

    private static String slots(String text, String before, String after) {
        return text.chars()
                .mapToObj(c -> isSlot((char) c) ? before + (char) c + after : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** The placeholders alone. */
    private static String listed(String text, String before, String after) {
        return IntStream.range(0, text.length())
                .filter(i -> isSlot(text.charAt(i)))
                .mapToObj(i -> before + text.charAt(i) + after)
                .collect(Collectors.joining());
    }

    private interface Reordering {
        void apply(List<String> lines);
    }

    private static String lines(String text, Reordering reordering) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        reordering.apply(lines);
        return String.join("\n", lines);
    }

    private static String inner(String token) {
        return token.substring(1, token.length() - 1);
    }

    private static String inside(String token, String ending) {
        return "[" + inner(token) + ending + "]";
    }

    private static String capitalised(String token) {
        return "[" + token.charAt(1) + token.substring(2).toLowerCase(Locale.ROOT);
    }
}
