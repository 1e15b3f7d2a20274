package io.cloakroom.proxy.app.demo;

import io.cloakroom.proxy.app.Terminal;
import io.cloakroom.proxy.app.demo.Outcome.Left;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints outcomes for people: what was typed, what left, what came back, what was shown. Colour only where the terminal has it. */
final class Screen {

    private static final int WIDTH = 100;
    private static final int LABEL = 12;

    private final PrintWriter out;
    private final Terminal terminal;

    Screen(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void title() {
        out.println();
        out.println(bold("  Cloakroom")
                + dim("  You hand in your coat, you get a ticket; when you leave, you get your own coat back."));
        out.println(
                dim("  Everything here runs on this machine. What \"left\" is what the recipients' servers recorded."));
    }

    void story(Outcome outcome) {
        Collection<String> originals = outcome.withheld().values();
        Collection<String> placeholders = outcome.withheld().keySet();
        out.println();
        out.println(bold("  " + outcome.story() + "  " + outcome.title()));
        out.println(dim("     " + (outcome.cloakroom() ? "policy " + outcome.policy() : "no Cloakroom in between")));
        out.println();
        block("typed", mark(wrap(outcome.typed()), originals, Tone.PLAIN));
        if (outcome.left().isEmpty()) {
            block("left", List.of(paint("nothing", Tone.GOOD)));
        }
        for (Left left : outcome.left()) {
            block("left", List.of(dim("→ " + left.host() + " · " + left.operator() + " · " + left.jurisdiction())));
            List<String> lines = wrap(left.text());
            block(
                    "",
                    outcome.cloakroom()
                            ? markMissed(mark(lines, placeholders, Tone.GOOD), outcome)
                            : tone(lines, Tone.BAD));
        }
        if (!outcome.cameBack().isEmpty()) {
            block("came back", mark(wrap(outcome.cameBack()), placeholders, Tone.GOOD));
        }
        if (!outcome.page().equals(outcome.shown())) {
            block("its page", mark(wrap(outcome.page()), placeholders, Tone.GOOD));
        }
        block("shown", mark(wrap(outcome.shown()), originals, Tone.STRONG));
        if (outcome.toolArguments() != null) {
            block("tool got", mark(wrap(outcome.toolArguments()), placeholders, Tone.GOOD));
        }
        if (outcome.missed() != null) {
            block("missed", tone(wrap(outcome.missed()), Tone.BAD));
        }
        out.println();
        block("", wrap(outcome.note()).stream().map(this::dim).toList());
    }

    private List<String> markMissed(List<String> lines, Outcome outcome) {
        return outcome.missed() == null ? lines : mark(lines, List.of(outcome.missed()), Tone.BAD);
    }

    private void block(String label, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            String head = i == 0 ? label : "";
            out.println("     " + dim(head) + " ".repeat(LABEL - head.length()) + lines.get(i));
        }
    }

    /** Breaks at spaces so that no line is wider than the screen; wide characters (Hangul, Han, Kana) count twice. */
    static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n")) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ")) {
                if (!line.isEmpty() && width(line) + 1 + width(word) > WIDTH - LABEL - 5) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int width(CharSequence text) {
        return text.chars()
                .map(c -> c >= 0x1100 && c < 0xFFE0 && c != 0x2192 && !(c >= 0x2000 && c < 0x2E80) ? 2 : 1)
                .sum();
    }

    private enum Tone {
        PLAIN("33"),
        GOOD("32"),
        STRONG("1;36"),
        BAD("31");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** Values may be broken over lines, so they are marked word by word where a whole value does not fit on one. */
    private List<String> mark(List<String> lines, Collection<String> values, Tone tone) {
        if (!terminal.hasColour()) {
            return lines;
        }
        List<String> longestFirst = values.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        String whole = String.join("\n", lines);
        for (String value : longestFirst) {
            String across = Pattern.quote(value).replace(" ", "\\E[ \\n]\\Q");
            whole = Pattern.compile(across)
                    .matcher(whole)
                    .replaceAll(match -> Matcher.quoteReplacement(paint(match.group(), tone)));
        }
        return List.of(whole.split("\n"));
    }

    private String paint(String text, Tone tone) {
        return terminal.paint(text, tone.code);
    }

    private List<String> tone(List<String> lines, Tone tone) {
        return lines.stream().map(line -> paint(line, tone)).toList();
    }

    private String bold(String text) {
        return terminal.bold(text);
    }

    private String dim(String text) {
        return terminal.dim(text);
    }
}
