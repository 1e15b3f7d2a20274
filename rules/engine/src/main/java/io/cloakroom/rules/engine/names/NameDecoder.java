package io.cloakroom.rules.engine.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Finds the most probable names in a line by the Viterbi algorithm over a {@link NameModel}. Unlike OpenNLP's beam search it computes the features of a
 * token once, adds what depends on the token before from a row that holds it for all outcomes, passes over words that are never names, and never drops the best path. Thread-safe.
 */
final class NameDecoder {

    /** Paths this much less likely than the best (natural log) are not followed: they cannot win back that much in practice. */
    private static final double HOPELESS = 6;

    private static final double IMPOSSIBLE = -1e30;

    private final NameModel model;
    private final double[] biases;
    private final double unit;
    private final int outcomes;
    private final int other;
    /** For each outcome the type it belongs to, numbered; -1 for "other". */
    private final int[] types;

    private final boolean[] continues;
    private final String[] typeNames;

    NameDecoder(NameModel model, double bias) {
        this.model = model;
        this.unit = model.unit();
        String[] names = model.outcomes();
        this.outcomes = names.length;
        this.other = Arrays.asList(names).indexOf(NameModel.OTHER);
        this.types = new int[outcomes];
        this.biases = new double[outcomes];
        this.continues = new boolean[outcomes];
        List<String> known = new ArrayList<>();
        for (int i = 0; i < outcomes; i++) {
            int dash = names[i].lastIndexOf('-');
            continues[i] = names[i].endsWith("-cont");
            String type = dash < 0 ? "" : names[i].substring(0, dash);
            if (dash >= 0 && !known.contains(type)) {
                known.add(type);
            }
            types[i] = dash < 0 ? -1 : known.indexOf(type);
            biases[i] = i == other ? -bias : model.typeBias(i);
        }
        this.typeNames = known.toArray(String[]::new);
    }

    /**
     * A name found in a line.
     *
     * @param type the type's name in the model
     * @param start first token, counted from the start of the line
     * @param end token after the last
     * @param probability of its least certain token, from 0 to 1
     */
    record Name(String type, int start, int end, double probability) {}

    /** The names in one line, in order, without overlaps. */
    List<Name> decode(LineAttributes line) {
        int count = line.count();
        if (count == 0) {
            return List.of();
        }
        double[] best = new double[count * outcomes];
        byte[] back = new byte[count * outcomes];
        double[] chance = new double[count * outcomes];
        int[] fixed = new int[WeightTable.LANES];
        int[] sums = new int[WeightTable.LANES];
        double[] scores = new double[outcomes];
        int[] dynamic = new int[FeatureTemplate.DYNAMIC.length];
        boolean named = false;
        Arrays.fill(best, IMPOSSIBLE);
        for (int token = 0; token < count; token++) {
            int row = token * outcomes;
            if (line.word(token).quiet()
                    && line.word(token - 1).quiet()
                    && line.word(token + 1).quiet()) {
                skip(token == 0 ? -1 : leader(best, row - outcomes), token, best, back);
                continue;
            }
            named = true;
            int rows = staticScores(line, token, fixed, dynamic);
            double leader = token == 0 ? 0 : best[row - outcomes + leader(best, row - outcomes)];
            for (int previous = 0; previous < outcomes; previous++) {
                double before = token == 0 ? (previous == other ? 0 : IMPOSSIBLE) : best[row - outcomes + previous];
                if (before < leader - HOPELESS) {
                    continue;
                }
                System.arraycopy(fixed, 0, sums, 0, outcomes);
                for (int i = 0; i < rows; i++) {
                    model.addDynamic(dynamic[i], previous, sums);
                }
                for (int i = 0; i < outcomes; i++) {
                    scores[i] = sums[i] * unit + biases[i];
                }
                logSoftmax(scores);
                extend(previous, before, scores, row, best, back, chance);
            }
        }
        return named ? names(best, back, chance, count) : List.of();
    }

    /** A token among others that are hardly ever part of a name is none. */
    private void skip(int previous, int token, double[] best, byte[] back) {
        best[token * outcomes + other] = previous < 0 ? 0 : best[(token - 1) * outcomes + previous];
        back[token * outcomes + other] = (byte) Math.max(0, previous);
    }

    /** Sums what does not depend on the token before; returns how many rows of the others there are. */
    private int staticScores(LineAttributes line, int token, int[] fixed, int[] dynamic) {
        Arrays.fill(fixed, 0);
        for (int distance = -FeatureTemplate.REACH; distance <= FeatureTemplate.REACH; distance++) {
            int[] own = Objects.requireNonNull(line.word(token + distance).scores());
            int at = (distance + FeatureTemplate.REACH) * WeightTable.LANES;
            for (int i = 0; i < WeightTable.LANES; i++) {
                fixed[i] += own[at + i];
            }
        }
        for (FeatureTemplate template : FeatureTemplate.JOINT) {
            model.addFixed(template.hash(line, token), fixed, 0);
        }
        int rows = 0;
        for (FeatureTemplate template : FeatureTemplate.DYNAMIC) {
            int row = model.dynamicRow(template.hash(line, token));
            if (row >= 0) {
                dynamic[rows++] = row;
            }
        }
        return rows;
    }

    private void extend(
            int previous, double before, double[] scores, int row, double[] best, byte[] back, double[] chance) {
        for (int outcome = 0; outcome < outcomes; outcome++) {
            if (continues[outcome] && types[previous] != types[outcome]) {
                continue;
            }
            double path = before + scores[outcome];
            if (path > best[row + outcome]) {
                best[row + outcome] = path;
                back[row + outcome] = (byte) previous;
                chance[row + outcome] = scores[outcome];
            }
        }
    }

    private static void logSoftmax(double[] scores) {
        double top = max(scores, 0, scores.length);
        double sum = 0;
        for (double score : scores) {
            sum += score - top < -20 ? 0 : Math.exp(score - top);
        }
        double log = top + Math.log(sum);
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= log;
        }
    }

    private int leader(double[] best, int row) {
        int leader = 0;
        for (int i = 1; i < outcomes; i++) {
            leader = best[row + i] > best[row + leader] ? i : leader;
        }
        return leader;
    }

    private static double max(double[] values, int from, int to) {
        double top = values[from];
        for (int i = from + 1; i < to; i++) {
            top = Math.max(top, values[i]);
        }
        return top;
    }

    private List<Name> names(double[] best, byte[] back, double[] chance, int count) {
        int[] path = new int[count];
        path[count - 1] = leader(best, (count - 1) * outcomes);
        for (int token = count - 1; token > 0; token--) {
            path[token - 1] = back[token * outcomes + path[token]];
        }
        List<Name> names = new ArrayList<>();
        for (int start = 0; start < count; start++) {
            if (path[start] == other) {
                continue;
            }
            double least = chance[start * outcomes + path[start]];
            int end = start + 1;
            while (end < count && continues[path[end]]) {
                least = Math.min(least, chance[end * outcomes + path[end]]);
                end++;
            }
            names.add(new Name(typeNames[types[path[start]]], start, end, Math.exp(least)));
            start = end - 1;
        }
        return names;
    }
}
