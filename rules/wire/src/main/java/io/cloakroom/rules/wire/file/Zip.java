package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip archive (PKWARE APPNOTE 6.3), read strictly: its entries fill it from the first byte to the directory, and what the directory says
 * of them is what they say of themselves. In an archive that readers can read in two ways something could hide.
 */
final class Zip {

    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END_LENGTH = 22;
    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL_LENGTH = 46;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIPTOR = 8;
    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_PATH = 0x7075;
    private static final Set<Long> DESCRIPTOR_LENGTHS = Set.of(12L, 16L, 20L, 24L);

    /**
     * One file in the archive; offsets are of the archive.
     *
     * @param central where its record in the directory is
     * @param end of all that belongs to it
     */
    record Entry(
            String name,
            int central,
            int local,
            int data,
            int end,
            int method,
            int flags,
            long crc,
            int packed,
            long size) {

        boolean folder() {
            return name.endsWith("/");
        }
    }

    private final ByteBuffer in;
    private final int directory;
    private final int directoryEnd;
    private final List<Entry> entries = new ArrayList<>();

    private Zip(byte[] bytes, Budget budget) throws LensException {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = end();
        int count = in.getShort(end + 10) & 0xffff;
        long at = in.getInt(end + 16) & 0xffffffffL;
        long size = in.getInt(end + 12) & 0xffffffffL;
        int behind = end;
        int end64 = end - 20 - 56;
        if (end64 >= 0 && in.getInt(end64) == END64) {
            behind = end64;
            at = in.getLong(end64 + 48);
            size = in.getLong(end64 + 40);
            count = (int) Math.min(Integer.MAX_VALUE, in.getLong(end64 + 32));
        }
        if (at < 0 || size < 0 || at + size != behind) {
            throw broken("its directory is not where it says");
        }
        budget.entries(count);
        directory = (int) at;
        directoryEnd = behind;
        read(count);
    }

    /** @throws LensException when it is broken, encrypted, or more than the budget allows */
    static Zip read(byte[] bytes, Budget budget) throws LensException {
        try {
            return new Zip(bytes, budget);
        } catch (IndexOutOfBoundsException e) {
            throw new LensException("a zip archive that ends too early", e);
        }
    }

    private static LensException broken(String how) {
        return new LensException("a zip archive that readers can read in different ways: " + how);
    }

    byte[] bytes() {
        return in.array();
    }

    List<Entry> entries() {
        return entries;
    }

    int directory() {
        return directory;
    }

    int directoryEnd() {
        return directoryEnd;
    }

    /** The record that ends the archive; a comment would follow it, and one that could hold another such record is none. */
    private int end() throws LensException {
        int at = in.limit() - END_LENGTH;
        if (at < 0 || in.getInt(at) != END || in.getShort(at + 20) != 0) {
            throw new LensException("a zip archive that ends too early, or has a comment; pack it anew without one");
        }
        return at;
    }

    private void read(int count) throws LensException {
        int at = directory;
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Entry entry = entry(at);
            if (!names.add(entry.name())) {
                throw broken("a name occurs twice");
            }
            entries.add(entry);
            at += centralLength(at);
        }
        if (at != directoryEnd) {
            throw broken("its directory holds something else");
        }
        int expected = 0;
        for (Entry entry :
                entries.stream().sorted(Comparator.comparingInt(Entry::local)).toList()) {
            if (entry.local() != expected) {
                throw broken("something lies between its files");
            }
            expected = entry.end();
        }
        if (expected != directory) {
            throw broken("something lies between its files and its directory");
        }
    }

    int centralLength(int at) {
        return CENTRAL_LENGTH + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
    }

    private int unsigned(int at) {
        return in.getShort(at) & 0xffff;
    }

    private Entry entry(int at) throws LensException {
        if (in.getInt(at) != CENTRAL) {
            throw broken("its directory ends too early");
        }
        int flags = unsigned(at + 8);
        int method = unsigned(at + 10);
        String name = name(at + CENTRAL_LENGTH, unsigned(at + 28), unsigned(at + 30));
        if ((flags & ENCRYPTED) != 0) {
            throw new LensException("an encrypted zip archive; send it unencrypted");
        }
        if (method != STORED && method != DEFLATED) {
            throw new LensException("a zip archive in a packing other than deflate; pack it anew");
        }
        if (unsigned(at + 32) != 0) {
            throw new LensException("a zip archive with comments; pack it anew without them");
        }
        int extra = at + CENTRAL_LENGTH + unsigned(at + 28);
        long[] sizes = {unsigned32(at + 24), unsigned32(at + 20), unsigned32(at + 42)};
        zip64(sizes, extra, extra + unsigned(at + 30));
        long local = sizes[2];
        if (local < 0 || local + LOCAL_LENGTH > directory || in.getInt((int) local) != LOCAL) {
            throw broken("a file is not where its directory says");
        }
        return local(name, at, (int) local, sizes[0], sizes[1]);
    }

    private Entry local(String name, int central, int local, long size, long packed) throws LensException {
        int flags = unsigned(central + 8);
        int method = unsigned(central + 10);
        long crc = unsigned32(central + 16);
        int extra = local + LOCAL_LENGTH + unsigned(local + 26);
        int data = extra + unsigned(local + 28);
        long[] sizes = {unsigned32(local + 22), unsigned32(local + 18)};
        zip64(sizes, extra, data);
        boolean told =
                (flags & DESCRIPTOR) != 0 || (sizes[0] == size && sizes[1] == packed && unsigned32(local + 14) == crc);
        boolean same = name.equals(name(local + LOCAL_LENGTH, unsigned(local + 26), unsigned(local + 28)))
                && unsigned(local + 8) == method
                && unsigned(local + 6) == flags;
        if (!same || !told || packed < 0 || size < 0 || data + packed > directory) {
            throw broken("a file is not what its directory says");
        }
        int end = (int) (data + packed);
        if ((flags & DESCRIPTOR) != 0) {
            end = next(end);
        }
        return new Entry(name, central, local, data, end, method, flags, crc, (int) packed, size);
    }

    /** Where the next file, or the directory, begins after a data descriptor. */
    private int next(int at) throws LensException {
        for (long length : DESCRIPTOR_LENGTHS.stream().sorted().toList()) {
            int after = (int) (at + length);
            if (after == directory || (after + 4 <= directory && in.getInt(after) == LOCAL)) {
                return after;
            }
        }
        throw broken("something follows a file");
    }

    /** Sizes and offset that are all ones stand in the Zip64 extra field (APPNOTE 4.5.3), in the order given. */
    private void zip64(long[] sizes, int from, int to) throws LensException {
        int value = extra(ZIP64, from, to);
        for (int i = 0; i < sizes.length && value >= 0; i++) {
            if (sizes[i] == 0xffffffffL) {
                sizes[i] = in.getLong(value);
                value += 8;
            }
        }
        if (sizes[0] > Integer.MAX_VALUE || sizes[1] > Integer.MAX_VALUE) {
            throw new LensException("a zip archive with a file larger than can be inspected");
        }
    }

    /** Where an extra field's content begins; -1 when there is none of this kind. */
    private int extra(int kind, int from, int to) {
        int at = from;
        while (at + 4 <= to) {
            if (unsigned(at) == kind) {
                return at + 4;
            }
            at += 4 + unsigned(at + 2);
        }
        return -1;
    }

    private long unsigned32(int at) {
        return in.getInt(at) & 0xffffffffL;
    }

    /** A name in UTF-8, the only charset two readers agree on: others take names for the code page of their own computer. */
    private String name(int at, int length, int extraLength) throws LensException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(in.slice(at, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new LensException("a zip archive with a file name that is not in UTF-8; pack it anew", e);
        }
        boolean climbs =
                text.startsWith("/") || text.contains("\\") || text.contains(":") || (text + "/").contains("../");
        if (climbs || text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new LensException("a zip archive with a file name that leads out of it; pack it anew");
        }
        int extra = at + length;
        int second = extra(UNICODE_PATH, extra, extra + extraLength);
        if (second >= 0 && !text.equals(unicodePath(second))) {
            throw broken("a file has two names");
        }
        return text;
    }

    /** Info-ZIP's second name of a file, behind a version and a checksum (APPNOTE 4.6.9). */
    private String unicodePath(int at) {
        byte[] name = new byte[Math.max(0, unsigned(at - 2) - 5)];
        in.get(at + 5, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    /** What a file unpacks to. */
    byte[] content(Entry entry, Budget budget) throws LensException {
        budget.decode(entry.size());
        byte[] content = new byte[(int) entry.size()];
        if (entry.method() == STORED) {
            if (entry.packed() != entry.size()) {
                throw broken("a file has another size than it says");
            }
            in.get(entry.data(), content);
        } else {
            inflate(entry, content);
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        if (crc.getValue() != entry.crc()) {
            throw broken("a file is not the one its checksum is of");
        }
        return content;
    }

    private void inflate(Entry entry, byte[] content) throws LensException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(in.array(), entry.data(), entry.packed());
            int at = 0;
            while (at < content.length) {
                int read = inflater.inflate(content, at, content.length - at);
                if (read == 0) {
                    break;
                }
                at += read;
            }
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (at < content.length || !ended || inflater.getRemaining() > 0) {
                throw broken("a file has another size than it says");
            }
        } catch (DataFormatException e) {
            throw new LensException("a zip archive with a file that does not unpack", e);
        } finally {
            inflater.end();
        }
    }
}
