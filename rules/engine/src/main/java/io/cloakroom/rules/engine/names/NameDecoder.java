package io.cloakroom.rules.engine.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the most probable names in a line by the Viterbi algorithm over a {@link NameModel}. Unlike OpenNLP's beam search it computes the features of a
 * token once, adds what depends on the token before from the same table, and never drops the best path. Thread-safe.
 */
final class NameDecoder {

    /** Paths this much less likely than the best (natural log) are not followed: they cannot win back that much in practice. */
    private static final double HOPELESS = 9;

    private static final double IMPOSSIBLE = -1e30;

    private final NameModel model;
    private final double bias;
    private final int outcomes;
    private final int other;
    /** For each outcome the type it belongs to, numbered; -1 for "other". */
    private final int[] types;

    private final boolean[] continues;
    private final String[] typeNames;
    private final long[] outcomeHashes;

    NameDecoder(NameModel model, double bias) {
        this.model = model;
        this.bias = bias;
        String[] names = model.outcomes();
        this.outcomes = names.length;
        this.other = Arrays.asList(names).indexOf(NameModel.OTHER);
        this.types = new int[outcomes];
        this.continues = new boolean[outcomes];
        this.outcomeHashes = new long[outcomes];
        List<String> known = new ArrayList<>();
        for (int i = 0; i < outcomes; i++) {
            outcomeHashes[i] = Hashing.of(names[i]);
            int dash = names[i].lastIndexOf('-');
            continues[i] = names[i].endsWith("-cont");
            String type = dash < 0 ? "" : names[i].substring(0, dash);
            if (dash >= 0 && !known.contains(type)) {
                known.add(type);
            }
            types[i] = dash < 0 ? -1 : known.indexOf(type);
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
        double[] fixed = new double[outcomes];
        double[] scores = new double[outcomes];
        long[] dynamic = new long[FeatureTemplate.DYNAMIC.length];
        Arrays.fill(best, IMPOSSIBLE);
        for (int token = 0; token < count; token++) {
            staticScores(line, token, fixed, dynamic);
            int row = token * outcomes;
            double leader = token == 0 ? 0 : max(best, row - outcomes);
            for (int previous = 0; previous < outcomes; previous++) {
                double before = token == 0 ? (previous == other ? 0 : IMPOSSIBLE) : best[row - outcomes + previous];
                if (before < leader - HOPELESS) {
                    continue;
                }
                System.arraycopy(fixed, 0, scores, 0, outcomes);
                for (long hash : dynamic) {
                    model.addWeights(Hashing.mix(hash, outcomeHashes[previous]), scores, 0);
                }
                logSoftmax(scores);
                extend(previous, before, scores, row, best, back, chance);
            }
        }
        return names(best, back, chance, count);
    }

    private void staticScores(LineAttributes line, int token, double[] fixed, long[] dynamic) {
        Arrays.fill(fixed, 0);
        for (FeatureTemplate template : FeatureTemplate.STATIC) {
            model.addWeights(template.hash(line, token), fixed, 0);
        }
        for (int i = 0; i < dynamic.length; i++) {
            dynamic[i] = FeatureTemplate.DYNAMIC[i].hash(line, token);
        }
        fixed[other] -= bias;
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

    private double max(double[] values, int from) {
        return max(values, from, from + outcomes);
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
        int last = (count - 1) * outcomes;
        for (int i = 1; i < outcomes; i++) {
            path[count - 1] = best[last + i] > best[last + path[count - 1]] ? i : path[count - 1];
        }
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
