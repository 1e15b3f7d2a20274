package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.Languages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command that makes what tells languages apart: {@code TrainLanguages CONFIG FILE}. The configuration names for each language its word lists, most
 * frequent first; how frequent a word is follows from its place (Zipf's law).
 */
public final class TrainLanguages {

    private static final double UNSEEN_WORD = 4e-6;
    private static final double UNSEEN_LETTERS = 2e-5;

    /** How many words of each list are looked at, so that a long list is no advantage. */
    private static final int LISTED = 3500;

    private final TrainingConfig config;
    private final List<String> languages;
    private final Map<Long, double[]> words = new HashMap<>();
    private final Map<Long, double[]> letters = new HashMap<>();
    private final Set<Long> kept = new HashSet<>();

    private TrainLanguages(TrainingConfig config) {
        this.config = config;
        this.languages = config.list("languages");
    }

    /** Exits with 2 when the arguments are wrong. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: TrainLanguages CONFIG FILE");
            System.exit(2);
        }
        new TrainLanguages(TrainingConfig.read(Path.of(args[0]))).run(Path.of(args[1]));
    }

    private void run(Path target) throws IOException {
        for (int i = 0; i < languages.size(); i++) {
            count(i);
        }
        Map<Long, byte[]> evidence = new HashMap<>();
        words.forEach((hash, shares) -> keep(evidence, hash, shares, UNSEEN_WORD, 1));
        // The letters of one word overlap, so each three of them count half.
        letters.forEach((hash, shares) -> keep(evidence, hash, shares, UNSEEN_LETTERS, 0.5));
        try (OutputStream out = Files.newOutputStream(target)) {
            Languages.of(languages, evidence).write(out);
        }
        System.out.printf("%s: %d languages, %d words and letters%n", target, languages.size(), evidence.size());
    }

    private void keep(Map<Long, byte[]> evidence, long hash, double[] shares, double unseen, double worth) {
        if (kept.contains(hash)) {
            evidence.put(hash, weights(shares, unseen, worth));
        }
    }

    private void count(int language) throws IOException {
        List<String> list = new ArrayList<>();
        for (String file : config.list(languages.get(language))) {
            list.addAll(Files.readAllLines(config.file().resolveSibling(file)));
        }
        double total = 0;
        int listed = Math.min(LISTED, list.size());
        for (int rank = 0; rank < listed; rank++) {
            total += share(rank);
        }
        Map<Long, Double> here = new HashMap<>();
        double threes = 0;
        for (int rank = 0; rank < listed; rank++) {
            String word = list.get(rank);
            double share = share(rank) / total;
            shares(words, Languages.word(word))[language] += share;
            if (rank < config.number("words")) {
                kept.add(Languages.word(word));
            }
            String edged = "_" + word + "_";
            for (int i = 0; i + 2 < edged.length(); i++) {
                // The root tones down how often the letters of the few most frequent words are seen.
                here.merge(
                        Languages.letters(edged.charAt(i), edged.charAt(i + 1), edged.charAt(i + 2)),
                        Math.sqrt(share),
                        Double::sum);
                threes += Math.sqrt(share);
            }
        }
        double all = threes;
        here.forEach((hash, share) -> shares(letters, hash)[language] += share / all);
        here.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue(Comparator.reverseOrder()))
                .limit((long) config.number("letters"))
                .forEach(entry -> kept.add(entry.getKey()));
    }

    private static double share(int rank) {
        return 1 / (rank + 3.0);
    }

    private double[] shares(Map<Long, double[]> counts, long hash) {
        return counts.computeIfAbsent(hash, key -> new double[languages.size()]);
    }

    /** Logarithms, compared with what the languages say on average. */
    private static byte[] weights(double[] shares, double unseen, double worth) {
        double mean = 0;
        for (double share : shares) {
            mean += Math.log(Math.max(share, unseen)) / shares.length;
        }
        byte[] weights = new byte[shares.length];
        for (int i = 0; i < weights.length; i++) {
            double weight = (Math.log(Math.max(shares[i], unseen)) - mean) * worth * Languages.SCALE;
            weights[i] = (byte) Math.clamp(Math.round(weight), -127, 127);
        }
        return weights;
    }
}
