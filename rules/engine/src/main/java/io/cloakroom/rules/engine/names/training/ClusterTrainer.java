package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.NameTokenizer;
import io.cloakroom.rules.engine.names.Tokens;
import io.cloakroom.rules.engine.names.WordClusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups words that are used alike: the exchange algorithm for class bigrams (Martin, Liermann, Ney: Algorithms for bigram and trigram word clustering,
 * Speech Communication 24, 1998). Each word moves to the class where the text becomes most likely, until few move.
 */
final class ClusterTrainer {

    private static final int ROUNDS = 12;
    private static final int TABLE = 1 << 16;
    private static final double[] X_LOG_X = new double[TABLE];

    static {
        for (int i = 1; i < TABLE; i++) {
            X_LOG_X[i] = i * Math.log(i);
        }
    }

    private final List<String> words;
    private final int[] frequency;
    /** For each word the words after it, then the words before it, with how often; the last word stands for all rare ones. */
    private final int[][] next;

    private final int[][] nextCounts;
    private final int[][] previous;
    private final int[][] previousCounts;

    private ClusterTrainer(List<String> words, List<Map<Integer, Integer>> after, List<Map<Integer, Integer>> before) {
        this.words = words;
        this.next = after.stream().map(ClusterTrainer::keys).toArray(int[][]::new);
        this.nextCounts = after.stream().map(ClusterTrainer::counts).toArray(int[][]::new);
        this.previous = before.stream().map(ClusterTrainer::keys).toArray(int[][]::new);
        this.previousCounts = before.stream().map(ClusterTrainer::counts).toArray(int[][]::new);
        this.frequency = Arrays.stream(nextCounts)
                .mapToInt(counts -> Arrays.stream(counts).sum())
                .toArray();
    }

    private static int[] keys(Map<Integer, Integer> map) {
        return map.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static int[] counts(Map<Integer, Integer> map) {
        return Arrays.stream(keys(map)).map(map::get).toArray();
    }

    /** The clusters of a configuration's training texts: keys {@code clusters.least}, {@code clusters.fine} and {@code clusters.coarse}. */
    static WordClusters clusters(List<LabelledLine> texts, TrainingConfig config) {
        ClusterTrainer trainer = of(
                texts.stream().map(ClusterTrainer::foldedWords).toList(),
                Integer.parseInt(config.text("clusters.least", "3")));
        return WordClusters.of(
                trainer.words().stream().mapToLong(WordClusters::key).toArray(),
                trainer.cluster(Integer.parseInt(config.text("clusters.fine", "400"))),
                trainer.cluster(Integer.parseInt(config.text("clusters.coarse", "60"))));
    }

    private static List<String> foldedWords(LabelledLine line) {
        Tokens tokens = NameTokenizer.tokenize(line.text());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            words.add(tokens.foldedWord(i));
        }
        return words;
    }

    /**
     * @param lines words of each line
     * @param least how often a word must occur to get a class
     */
    static ClusterTrainer of(Collection<List<String>> lines, int least) {
        Map<String, Integer> seen = new HashMap<>();
        lines.forEach(line -> line.forEach(word -> seen.merge(word, 1, Integer::sum)));
        List<String> words = new ArrayList<>(seen.keySet().stream()
                .filter(word -> seen.getOrDefault(word, 0) >= least)
                .sorted(Comparator.comparing((String word) -> -seen.getOrDefault(word, 0))
                        .thenComparing(word -> word))
                .toList());
        Map<String, Integer> ids = new HashMap<>();
        words.forEach(word -> ids.put(word, ids.size()));
        List<Map<Integer, Integer>> after = new ArrayList<>();
        List<Map<Integer, Integer>> before = new ArrayList<>();
        for (int i = 0; i <= words.size(); i++) {
            after.add(new HashMap<>());
            before.add(new HashMap<>());
        }
        int rare = words.size();
        for (List<String> line : lines) {
            int last = rare;
            for (String word : line) {
                int id = ids.getOrDefault(word, rare);
                after.get(last).merge(id, 1, Integer::sum);
                before.get(id).merge(last, 1, Integer::sum);
                last = id;
            }
        }
        return new ClusterTrainer(words, after, before);
    }

    List<String> words() {
        return words;
    }

    /** The class of each word, from 1 to {@code classes}. */
    int[] cluster(int classes) {
        Exchange exchange = new Exchange(classes);
        for (int round = 0; round < ROUNDS && exchange.round() > words.size() / 200; round++) {
            // Until few words move.
        }
        return Arrays.stream(exchange.classOf)
                .limit(words.size())
                .map(c -> c + 1)
                .toArray();
    }

    private static double xLogX(int x) {
        return x < TABLE ? X_LOG_X[x] : x * Math.log(x);
    }

    /** Classes and how often they follow each other. The rare words have a class of their own, the last, which nothing else joins. */
    private final class Exchange {
        private final int classes;
        private final int[] classOf;
        private final int[][] bigrams;
        private final int[] sizes;
        private final int[] out;
        private final int[] in;
        private final int[] touchedOut;
        private final int[] touchedIn;

        Exchange(int classes) {
            this.classes = classes;
            this.classOf = new int[words.size() + 1];
            this.bigrams = new int[classes + 1][classes + 1];
            this.sizes = new int[classes + 1];
            this.out = new int[classes + 1];
            this.in = new int[classes + 1];
            this.touchedOut = new int[classes + 1];
            this.touchedIn = new int[classes + 1];
            for (int word = 0; word < words.size(); word++) {
                classOf[word] = word % classes;
            }
            classOf[words.size()] = classes;
            for (int word = 0; word <= words.size(); word++) {
                sizes[classOf[word]] += frequency[word];
                for (int i = 0; i < next[word].length; i++) {
                    bigrams[classOf[word]][classOf[next[word][i]]] += nextCounts[word][i];
                }
            }
        }

        /** Lets every word move once; returns how many did. */
        int round() {
            int moved = 0;
            for (int word = 0; word < words.size(); word++) {
                int outs = collect(next[word], nextCounts[word], word, out, touchedOut);
                int ins = collect(previous[word], previousCounts[word], word, in, touchedIn);
                int self = self(word);
                int from = classOf[word];
                move(word, from, -1, outs, ins, self);
                int to = best(word, outs, ins, self);
                move(word, to, 1, outs, ins, self);
                classOf[word] = to;
                moved += to == from ? 0 : 1;
                Arrays.fill(out, 0);
                Arrays.fill(in, 0);
            }
            return moved;
        }

        private int collect(int[] neighbours, int[] counts, int word, int[] sums, int[] touched) {
            int count = 0;
            for (int i = 0; i < neighbours.length; i++) {
                int c = classOf[neighbours[i]];
                if (neighbours[i] != word) {
                    if (sums[c] == 0) {
                        touched[count++] = c;
                    }
                    sums[c] += counts[i];
                }
            }
            return count;
        }

        private int self(int word) {
            int at = Arrays.binarySearch(next[word], word);
            return at < 0 ? 0 : nextCounts[word][at];
        }

        private void move(int word, int to, int sign, int outs, int ins, int self) {
            for (int i = 0; i < outs; i++) {
                bigrams[to][touchedOut[i]] += sign * out[touchedOut[i]];
            }
            for (int i = 0; i < ins; i++) {
                bigrams[touchedIn[i]][to] += sign * in[touchedIn[i]];
            }
            bigrams[to][to] += sign * self;
            sizes[to] += sign * frequency[word];
        }

        private int best(int word, int outs, int ins, int self) {
            int best = classOf[word];
            double most = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                double gain = -2 * (xLogX(sizes[c] + frequency[word]) - xLogX(sizes[c]));
                int[] row = bigrams[c];
                for (int i = 0; i < outs; i++) {
                    int d = touchedOut[i];
                    gain += d == c ? 0 : xLogX(row[d] + out[d]) - xLogX(row[d]);
                }
                for (int i = 0; i < ins; i++) {
                    int d = touchedIn[i];
                    gain += d == c ? 0 : xLogX(bigrams[d][c] + in[d]) - xLogX(bigrams[d][c]);
                }
                gain += xLogX(row[c] + out[c] + in[c] + self) - xLogX(row[c]);
                if (gain > most) {
                    most = gain;
                    best = c;
                }
            }
            return best;
        }
    }
}
