package io.cloakroom.rules.engine.names;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import opennlp.tools.util.model.SerializableArtifact;

/**
 * Which lists a word or phrase is on. Holds 32-bit hashes of folded words, not the words: about two bytes an entry on disk.
 * With 200,000 entries one unknown word in 20,000 is wrongly held for a member.
 */
public final class Gazetteer implements SerializableArtifact {

    /** The lists. Their order is part of the file format. */
    public enum Kind {
        GIVEN,
        /** A given name on several countries' lists. */
        GIVEN_FREQUENT,
        SURNAME,
        SURNAME_FREQUENT,
        CITY,
        REGION,
        /** Two or more words that together name a place, such as {@code new york}. */
        PLACE_PHRASE,
        COMPANY_SUFFIX,
        TITLE,
        /** Everyday English words. */
        COMMON,
        /** Rarer English words, still no names. */
        DICTIONARY,
        /** Names an organisation by itself, such as {@code unicef}. */
        ORGANIZATION,
        /** Two or more words that together name an organisation. */
        ORGANIZATION_PHRASE,
        /** Says where somebody or something is from, such as {@code norwegian}: no place. */
        DEMONYM,
        /** Whole name of somebody everybody may speak of: scientists, authors, heads of state, stars. */
        FIGURE;

        int flag() {
            return 1 << ordinal();
        }
    }

    private static final int MAGIC = 0x434B_475A;

    private final Map<Kind, int[]> lists;
    private final int[] keys;
    private final short[] flags;
    private final int mask;

    private Gazetteer(Map<Kind, int[]> lists) {
        this.lists = lists;
        int total = lists.values().stream().mapToInt(list -> list.length).sum();
        int size = Integer.highestOneBit(Math.max(16, total)) * 4;
        this.keys = new int[size];
        this.flags = new short[size];
        this.mask = size - 1;
        lists.forEach((kind, list) -> {
            for (int key : list) {
                int slot = slot(key);
                keys[slot] = key;
                flags[slot] |= (short) kind.flag();
            }
        });
    }

    /** A gazetteer of these words and phrases; words of a phrase are separated by one space. */
    public static Gazetteer of(Map<Kind, ? extends SortedSet<String>> words) {
        Map<Kind, int[]> lists = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            SortedSet<String> entries = words.get(kind);
            int[] keys = entries == null
                    ? new int[0]
                    : entries.stream()
                            .mapToInt(Gazetteer::key)
                            .filter(key -> key != 0)
                            .sorted()
                            .distinct()
                            .toArray();
            lists.put(kind, keys);
        }
        return new Gazetteer(lists);
    }

    private static int key(String entry) {
        String[] words = entry.split(" ", -1);
        long hash = Hashing.ofFolded(words[0], 0, words[0].length());
        for (int i = 1; i < words.length; i++) {
            hash = Hashing.mix(hash, Hashing.ofFolded(words[i], 0, words[i].length()));
        }
        return (int) hash;
    }

    private int slot(int key) {
        int slot = (key * 0x9E3779B9 >>> 7) & mask;
        while (flags[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The flags of the {@link Kind}s that a folded word or phrase belongs to, by its hash; 0 for none. */
    int flags(long foldedHash) {
        return flags[slot((int) foldedHash)] & 0xFFFF;
    }

    /** Writes the lists as gaps between sorted hashes, seven bits a byte. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        for (Kind kind : Kind.values()) {
            int[] list = lists.getOrDefault(kind, new int[0]);
            data.writeInt(list.length);
            long previous = Integer.MIN_VALUE;
            for (int key : list) {
                writeGap(data, key - previous);
                previous = key;
            }
        }
        data.flush();
    }

    static void writeGap(DataOutputStream data, long gap) throws IOException {
        long rest = gap;
        while (rest > 127) {
            data.writeByte((int) (rest & 127) | 128);
            rest >>>= 7;
        }
        data.writeByte((int) rest);
    }

    /**
     * Reads what {@link #write} wrote; does not close {@code in}.
     *
     * @throws IOException when it is cut short or no gazetteer
     */
    public static Gazetteer read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        if (data.readInt() != MAGIC) {
            throw new IOException("not a gazetteer: rebuild it with TrainNameModel");
        }
        Map<Kind, int[]> lists = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            int[] list = new int[data.readInt()];
            long previous = Integer.MIN_VALUE;
            for (int i = 0; i < list.length; i++) {
                previous += readGap(data);
                list[i] = (int) previous;
            }
            lists.put(kind, list);
        }
        return new Gazetteer(lists);
    }

    static long readGap(DataInputStream data) throws IOException {
        long gap = 0;
        int shift = 0;
        int next;
        do {
            next = data.readUnsignedByte();
            gap |= (long) (next & 127) << shift;
            shift += 7;
        } while (next > 127);
        return gap;
    }

    @Override
    public Class<?> getArtifactSerializerClass() {
        return GazetteerSerializer.class;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gazetteer that
                && Arrays.stream(Kind.values()).allMatch(kind -> Arrays.equals(lists.get(kind), that.lists.get(kind)));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }
}
