package io.cloakroom.rules.engine.names;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Tells languages in Latin script by their frequent words and, of other words, their letters. Holds for each of them, by hash, how much it speaks for each
 * language. Immutable.
 */
public final class Languages {

    /** The language of what no evidence says otherwise of. */
    static final String DEFAULT = "en";

    /** Nothing to tell apart. */
    static final Languages NONE = of(List.of(DEFAULT), Map.of());

    private static final String RESOURCE = "/models/languages.bin";
    private static final int MAGIC = 0x434B_4C41;
    private static final int MOST = 1 << 17;

    /** Weights are natural logarithms times this. */
    public static final int SCALE = 8;

    private final String[] names;
    private final int[] keys;
    private final byte[] weights;
    private final int[] slots;
    private final int mask;

    private Languages(String[] names, int[] keys, byte[] weights) {
        this.names = names;
        this.keys = keys;
        this.weights = weights;
        int size = Integer.highestOneBit(Math.max(8, keys.length)) * 4;
        this.slots = new int[size];
        this.mask = size - 1;
        for (int row = 0; row < keys.length; row++) {
            int slot = keys[row] * 0x9E3779B9 >>> 7 & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = row + 1;
        }
    }

    /**
     * @param names BCP 47 codes
     * @param evidence for each {@link #word} or {@link #letters} how much it speaks for each language, times {@link #SCALE}
     */
    public static Languages of(List<String> names, Map<Long, byte[]> evidence) {
        int[] keys = evidence.keySet().stream()
                .mapToInt(Long::intValue)
                .sorted()
                .distinct()
                .toArray();
        byte[] weights = new byte[keys.length * names.size()];
        Map<Integer, byte[]> byKey = new java.util.HashMap<>();
        evidence.forEach((hash, row) -> byKey.put(hash.intValue(), row));
        for (int i = 0; i < keys.length; i++) {
            System.arraycopy(byKey.getOrDefault(keys[i], new byte[0]), 0, weights, i * names.size(), names.size());
        }
        return new Languages(names.toArray(String[]::new), keys, weights);
    }

    /** What the class path holds; where it holds nothing, every text is English. */
    static Languages load() {
        try (InputStream in = Languages.class.getResourceAsStream(RESOURCE)) {
            return in == null ? NONE : read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + ": build cloakroom-rules-model-mul anew", e);
        }
    }

    /** Hash of a word in lower case. */
    public static long word(String lower) {
        return Hashing.of(lower);
    }

    /** Hash of three letters in lower case; the first or last may be {@code _}, the edge of the word. */
    public static long letters(char first, char second, char third) {
        return Hashing.step(Hashing.step(Hashing.step(~Hashing.SEED, first), second), third);
    }

    /** Writes what {@link #load} reads. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeUTF(String.join(" ", names));
        data.writeInt(keys.length);
        for (int key : keys) {
            data.writeInt(key);
        }
        data.write(weights);
        data.flush();
    }

    /**
     * Reads what {@link #write} wrote; does not close {@code in}.
     *
     * @throws IOException when it is cut short or something else
     */
    static Languages read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        if (data.readInt() != MAGIC) {
            throw new IOException("no languages: rebuild with TrainLanguages");
        }
        String[] names = data.readUTF().split(" ", -1);
        int count = data.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("no languages: rebuild with TrainLanguages");
        }
        int[] keys = new int[count];
        for (int i = 0; i < count; i++) {
            keys[i] = data.readInt();
        }
        byte[] weights = new byte[count * names.length];
        data.readFully(weights);
        return new Languages(names, keys, weights);
    }

    int count() {
        return names.length;
    }

    String name(int language) {
        return names[language];
    }

    /** The number of a language, -1 when it is not among them. */
    int indexOf(String name) {
        return List.of(names).indexOf(name);
    }

    /** Adds what the words of {@code tokens[from, to)} say to {@code sums}, one number for each language. */
    void weigh(Tokens tokens, int from, int to, int[] sums) {
        for (int i = from; i < to; i++) {
            if (tokens.kind(i) == TokenKind.WORD) {
                weigh(tokens.text(), tokens.starts()[i], tokens.ends()[i], sums);
            }
        }
    }

    private void weigh(String text, int start, int end, int[] sums) {
        long word = Hashing.SEED;
        for (int at = start; at < end; at++) {
            word = Hashing.step(word, Character.toLowerCase(text.charAt(at)));
        }
        // Capitalised words are often names, whose letters tell nothing of the language around them.
        if (add((int) word, sums) || Character.isUpperCase(text.charAt(start))) {
            return;
        }
        char first = '_';
        char second = Character.toLowerCase(text.charAt(start));
        for (int at = start + 1; at <= end; at++) {
            char third = at < end ? Character.toLowerCase(text.charAt(at)) : '_';
            add((int) letters(first, second, third), sums);
            first = second;
            second = third;
        }
    }

    private boolean add(int key, int[] sums) {
        int slot = key * 0x9E3779B9 >>> 7 & mask;
        while (slots[slot] != 0) {
            int row = slots[slot] - 1;
            if (keys[row] == key) {
                for (int i = 0; i < names.length; i++) {
                    sums[i] += weights[row * names.length + i];
                }
                return true;
            }
            slot = slot + 1 & mask;
        }
        return false;
    }
}
