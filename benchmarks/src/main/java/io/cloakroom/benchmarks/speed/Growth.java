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

    /** Fewer leave the compiler work to do in the turns that are timed. */
    private static final int WARM_UP_MESSAGES = 2_000;

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

    /**
     * Time over rules, patterns alone, as multiples of the time without any added. Every round asks all engines in turn, so that what
     * else the machine does falls on all of them; of the rounds the median counts.
     */
    void overRules() {
        List<Analyzer> analyzers = new ArrayList<>();
        for (int rules : RULES) {
            analyzers.add(new Analyzer(
                    List.of(new PackRecognizer(Packs.shippedAnd(rules).stable())), Integer.toString(rules), 0));
        }
        double[][] benign = inTurn(analyzers, Kind.BENIGN.stream(WARM_UP));
        double[][] personal = inTurn(analyzers, Kind.PERSONAL.stream(WARM_UP));
        out.printf(
                "%nns a character over rules added to the shipped ones:%n%8s %10s %8s %10s %8s%n",
                "rules", "benign", "times", "personal", "times");
        for (int i = 0; i < RULES.size(); i++) {
            double times = medianRatio(benign[i], benign[0]);
            if (RULES.get(i) == 1_000) {
                figures.put(Target.RULES, times);
            }
            out.printf(
                    "%8d %10.1f %8.2f %10.1f %8.2f%n",
                    RULES.get(i),
                    median(benign[i]) / WARM_UP,
                    times,
                    median(personal[i]) / WARM_UP,
                    medianRatio(personal[i], personal[0]));
        }
    }

    /** Nanoseconds by engine and round, after each has been warmed up with the text. */
    private double[][] inTurn(List<Analyzer> analyzers, String text) {
        analyzers.forEach(analyzer -> warm(analyzer, text));
        double[][] times = new double[analyzers.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                analyzers.get(i).analyze(text, null);
                times[i][round] = System.nanoTime() - start;
            }
        }
        return times;
    }

    /**
     * A client that sends the whole conversation with every turn: some turns as multiples of the first of the same conversation, the
     * median.
     */
    void overTurns() {
        Analyzer analyzer = Engines.EVERYTHING.analyzer(Recognizers.CACHE_WEIGHT);
        long unseen = 0;
        long begun = System.nanoTime();
        while (unseen < WARM_UP_MESSAGES || System.nanoTime() - begun < plan.warmUps * 1_000_000_000L) {
            conversation(analyzer, unseen);
            unseen += TURNS;
        }
        double[][] times = new double[TURNS][plan.conversations];
        for (int conversation = 0; conversation < plan.conversations; conversation++) {
            double[] turns = conversation(analyzer, unseen);
            for (int turn = 0; turn < TURNS; turn++) {
                times[turn][conversation] = turns[turn];
            }
            unseen += TURNS;
        }
        figures.put(Target.TURNS, medianRatio(times[TURNS - 1], times[0]));
        out.printf("%nturns of a conversation that is sent again with each, %d characters a message:%n", MESSAGE);
        for (int turn : List.of(1, 2, 10, 25, TURNS)) {
            out.printf(
                    "turn %2d: %8.3f ms, %.2f of the first%n",
                    turn, median(times[turn - 1]) / 1e6, medianRatio(times[turn - 1], times[0]));
        }
    }

    /** Nanoseconds of each turn. The client's messages are read anew with each, as a server reads them. */
    private static double[] conversation(Analyzer analyzer, long unseen) {
        String prose = Kind.PERSONAL.stream(MESSAGE);
        List<char[]> messages = new ArrayList<>();
        double[] times = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            messages.add(Texts.unseen(prose, unseen + turn).toCharArray());
            long start = System.nanoTime();
            for (char[] message : messages) {
                analyzer.analyze(new String(message), null);
            }
            times[turn] = System.nanoTime() - start;
        }
        return times;
    }

    private static double medianRatio(double[] values, double[] bases) {
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, i -> values[i] / bases[i]);
        return median(ratios);
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
