package io.cloakroom.benchmarks.speed;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What was measured of what was promised, and both side by side. */
final class Figures {

    /** What is promised, of one core. */
    enum Target {
        BENIGN_PATTERNS("Benign prompts, patterns only, all packs", 60, true, "MB/s"),
        BENIGN_EVERYTHING("Benign prompts, everything (goal 2.5)", 1.2, true, "MB/s"),
        PROMPT_P50("A prompt of 2 KB with personal data, everything, p50 (goal 0.8)", 1.7, false, "ms"),
        PROMPT_P99("A prompt of 2 KB with personal data, everything, p99", 4, false, "ms"),
        RULES("1,000 additional rules, benign text", 1.5, false, "×"),
        TURNS("The 50th turn of a conversation that is sent again", 1.5, false, "× the first"),
        LENGTH("Cost of a character in a long text, the worst shape, to that in a tenth of it", 2, false, "×"),
        READY("Engine start, packs and English names", 700, false, "ms"),
        HEAP("Heap for all packs and the English models", 200, false, "MB");

        private final String what;
        private final double bound;
        private final boolean least;
        private final String unit;

        Target(String what, double bound, boolean least, String unit) {
            this.what = what;
            this.bound = bound;
            this.least = least;
            this.unit = unit;
        }

        private boolean isMet(double measured) {
            return least ? measured >= bound : measured <= bound;
        }
    }

    private final Map<Target, Double> measured = new EnumMap<>(Target.class);

    void put(Target target, double value) {
        measured.put(target, value);
    }

    /** Of several values the one that is worst. */
    void putWorse(Target target, double value) {
        measured.merge(target, value, target.least ? Math::min : Math::max);
    }

    void print(PrintStream out) {
        out.printf("%n| Target | promised | measured | met |%n|---|---:|---:|---:|%n");
        for (Target target : Target.values()) {
            Double value = measured.get(target);
            out.printf(
                    Locale.ROOT,
                    "| %s | %s %s %s | %s | %s |%n",
                    target.what,
                    target.least ? "≥" : "≤",
                    number(target.bound),
                    target.unit,
                    value == null ? "–" : number(value) + " " + target.unit,
                    value == null ? "not measured" : target.isMet(value) ? "yes" : "**no**");
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
