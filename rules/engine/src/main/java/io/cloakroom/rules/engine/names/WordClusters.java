package io.cloakroom.rules.engine.names;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import opennlp.tools.util.model.SerializableArtifact;

/**
 * Clusters of words that are used alike, so that a model knows something of words it saw rarely. Each word has a fine and a coarse cluster, found without
 * labels by {@code training.ClusterTrainer}. Holds 32-bit hashes of folded words, not the words.
 */
public final class WordClusters implements SerializableArtifact {

    /** No word has a cluster. */
    public static final WordClusters NONE = new WordClusters(new int[0], new short[0], new short[0]);

    private static final int MAGIC = 0x434B_434C;
    private static final int MOST = 1 << 20;

    /** Sorted. */
    private final int[] words;

    private final short[] fine;
    private final short[] coarse;

    private WordClusters(int[] words, short[] fine, short[] coarse) {
        this.words = words;
        this.fine = fine;
        this.coarse = coarse;
    }

    /**
     * @param hashes of folded words
     * @param fine cluster of each, from 1
     * @param coarse cluster of each, from 1
     */
    public static WordClusters of(long[] hashes, int[] fine, int[] coarse) {
        Integer[] order = new Integer[hashes.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare((int) hashes[a], (int) hashes[b]));
        int[] words = new int[hashes.length];
        short[] sortedFine = new short[hashes.length];
        short[] sortedCoarse = new short[hashes.length];
        for (int i = 0; i < order.length; i++) {
            words[i] = (int) hashes[order[i]];
            sortedFine[i] = (short) fine[order[i]];
            sortedCoarse[i] = (short) coarse[order[i]];
        }
        return new WordClusters(words, sortedFine, sortedCoarse);
    }

    /** The hash of a word for {@link #of}. */
    public static long key(String word) {
        return Hashing.ofFolded(word, 0, word.length());
    }

    /** Place of a folded word by its hash, for {@link #fine} and {@link #coarse}; negative when it has no cluster. */
    int find(long foldedHash) {
        return Arrays.binarySearch(words, (int) foldedHash);
    }

    int fine(int place) {
        return place < 0 ? 0 : fine[place];
    }

    int coarse(int place) {
        return place < 0 ? 0 : coarse[place];
    }

    /** Writes hashes as gaps, seven bits a byte, and the clusters. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeInt(words.length);
        long previous = Integer.MIN_VALUE;
        for (int i = 0; i < words.length; i++) {
            Gazetteer.writeGap(data, words[i] - previous);
            data.writeShort(fine[i]);
            data.writeByte(coarse[i]);
            previous = words[i];
        }
        data.flush();
    }

    /**
     * Reads what {@link #write} wrote; does not close {@code in}.
     *
     * @throws IOException when it is cut short or holds no clusters
     */
    public static WordClusters read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        int magic = data.readInt();
        int count = data.readInt();
        if (magic != MAGIC || count < 0 || count > MOST) {
            throw new IOException("no word clusters: rebuild the model with TrainNameModel");
        }
        int[] words = new int[count];
        short[] fine = new short[count];
        short[] coarse = new short[count];
        long previous = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            previous += Gazetteer.readGap(data);
            words[i] = (int) previous;
            fine[i] = data.readShort();
            coarse[i] = (short) data.readUnsignedByte();
        }
        return new WordClusters(words, fine, coarse);
    }

    @Override
    public Class<?> getArtifactSerializerClass() {
        return WordClustersSerializer.class;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WordClusters that
                && Arrays.equals(words, that.words)
                && Arrays.equals(fine, that.fine)
                && Arrays.equals(coarse, that.coarse);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
