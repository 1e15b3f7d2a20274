package io.cloakroom.benchmarks.speed;

import io.cloakroom.benchmarks.Packs;
import io.cloakroom.benchmarks.Texts;
import io.cloakroom.benchmarks.speed.Figures.Target;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.recognize.PackRecognizer;
import io.cloakroom.rules.engine.recognize.Recognizers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the time grows with the length of a text, with the number of rules, and with the turns of a conversation. */
final class Growth {

    private static final int ROUNDS = 5;
    private static final int WARM_UP = 300_000;
    private static final List<Integer> RULES = List.of(0, 100, 1_000, 5_000);
    private static final int MESSAGE = 600;
    private static final int TURNS = 50;

    private final PrintStream out;
    private final Speed.Plan plan;
    private final Figures figures;

    Growth(PrintStream out, Speed.Plan plan, Figures figures) {
        this.out = out;
        this.plan = plan;
        this.figures = figures;
    }

    /** Nanoseconds a character, for texts of growing length. */
    void overLength(Engines engine) {
        Analyzer analyzer = engine.analyzer(0);
        out.printf("%nns a character over length, %s:%n%-12s", engine.name().toLowerCase(Locale.ROOT), "");
        plan.lengths.forEach(length -> out.printf(" %10d", length));
        out.println();
        List<String> shapes = new ArrayList<>(List.of("A", "a.", "1-", "(", "e\u0301"));
        for (Kind kind : Kind.values()) {
            warm(analyzer, kind.stream(WARM_UP));
            row(analyzer, kind.toString(), kind.stream(plan.lengths.getLast()));
        }
        for (String shape : shapes) {
            row(analyzer, "\"" + shape + "\"", shape.repeat(plan.lengths.getLast() / shape.length()));
        }
    }

    private void row(Analyzer analyzer, String name, String text) {
        out.printf("%-12s", name);
        double before = 0;
        double last = 0;
        for (int length : plan.lengths) {
            before = last;
            last = time(analyzer, text.substring(0, Math.min(length, text.length()))) / length;
            out.printf(" %10.1f", last);
        }
        out.println();
        figures.putWorse(Target.LENGTH, last / before);
    }

    /** Time over rules, patterns alone, as multiples of the time without any added. */
    void overRules() {
        String text = Kind.BENIGN.stream(WARM_UP);
        String personal = Kind.PERSONAL.stream(WARM_UP);
        double benignBefore = 0;
        double personalBefore = 0;
        out.printf(
                "%nns a character over rules added to the shipped ones:%n%8s %10s %8s %10s %8s%n",
                "rules", "benign", "times", "personal", "times");
        for (int rules : RULES) {
            Analyzer analyzer = new Analyzer(
                    List.of(new PackRecognizer(Packs.shippedAnd(rules).stable())), Integer.toString(rules), 0);
            warm(analyzer, text);
            warm(analyzer, personal);
            double benign = time(analyzer, text) / text.length();
            double dense = time(analyzer, personal) / personal.length();
            benignBefore = rules == 0 ? benign : benignBefore;
            personalBefore = rules == 0 ? dense : personalBefore;
            if (rules == 1_000) {
                figures.put(Target.RULES, benign / benignBefore);
            }
            out.printf(
                    "%8d %10.1f %8.2f %10.1f %8.2f%n",
                    rules, benign, benign / benignBefore, dense, dense / personalBefore);
        }
    }

    /** A client that sends the whole conversation with every turn: the time of some turns, of the median conversation. */
    void overTurns() {
        Analyzer analyzer = Engines.EVERYTHING.analyzer(Recognizers.CACHE_WEIGHT);
        String prose = Kind.PERSONAL.stream(MESSAGE);
        double[][] times = new double[TURNS][plan.conversations];
        for (int conversation = 0; conversation < plan.conversations * 2; conversation++) {
            List<String> messages = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                messages.add(Texts.unseen(prose, (long) conversation * TURNS + turn));
                long start = System.nanoTime();
                for (String message : messages) {
                    analyzer.analyze(message, null);
                }
                times[turn][conversation % plan.conversations] = System.nanoTime() - start;
            }
        }
        double first = median(times[0]);
        figures.put(Target.TURNS, median(times[TURNS - 1]) / first);
        out.printf("%nturns of a conversation that is sent again with each, %d characters a message:%n", MESSAGE);
        for (int turn : List.of(1, 2, 10, 25, TURNS)) {
            out.printf(
                    "turn %2d: %8.3f ms, %.2f of the first%n",
                    turn, median(times[turn - 1]) / 1e6, median(times[turn - 1]) / first);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Until the compiler has done its work. */
    private void warm(Analyzer analyzer, String text) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < plan.warmUps * 1_000_000_000L) {
            analyzer.analyze(text, null);
        }
    }

    /** Nanoseconds of the best of some rounds. */
    private static double time(Analyzer analyzer, String text) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            analyzer.analyze(text, null);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
