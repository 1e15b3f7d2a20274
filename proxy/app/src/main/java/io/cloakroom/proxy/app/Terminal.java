package io.cloakroom.proxy.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Plain pieces of a terminal page: headings and tables. Colour only where the terminal has it. */
public final class Terminal {

    private static final String RESET = "\u001b[0m";

    private final PrintWriter out;
    private final boolean colour;

    /** Colour when the launcher saw that standard output is a terminal, and {@code NO_COLOR} is not set (no-color.org). */
    public Terminal(PrintWriter out) {
        this.out = out;
        this.colour = Boolean.getBoolean("cloakroom.terminal") && System.getenv("NO_COLOR") == null;
    }

    public boolean hasColour() {
        return colour;
    }

    public void line(String text) {
        out.println(text.isEmpty() ? "" : "  " + text);
    }

    public String bold(String text) {
        return paint(text, "1");
    }

    public String dim(String text) {
        return paint(text, "2");
    }

    /** @param code an SGR parameter of ECMA-48, {@code 32} for green */
    public String paint(String text, String code) {
        String start = "\u001b[" + code + "m";
        return colour && !text.isEmpty() ? start + text.replace("\n", RESET + "\n" + start) + RESET : text;
    }

    /** @param rows the first one is the heading */
    public void table(String title, List<List<String>> rows) {
        out.println();
        line(bold(title));
        out.println();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder("   ");
            for (int column = 0; column < widths.size(); column++) {
                String cell = rows.get(i).get(column);
                line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
            }
            String text = line.toString().stripTrailing();
            line(i == 0 ? dim(text) : text);
        }
    }
}
