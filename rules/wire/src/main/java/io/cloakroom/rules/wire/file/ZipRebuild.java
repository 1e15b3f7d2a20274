package io.cloakroom.rules.wire.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Writes an archive anew with some files changed; the records of all others keep their bytes, and everything its order. */
final class ZipRebuild {

    private static final int LOCAL_LENGTH = 30;
    private static final int CENTRAL_LENGTH = 46;
    private static final int DESCRIPTOR = 8;
    private static final int UTF8 = 0x800;

    /** Extra fields that say sizes or names a second time: Zip64, Info-ZIP Unicode comment and path. */
    private static final Set<Integer> TELLING_EXTRAS = Set.of(0x0001, 0x6375, 0x7075);

    private final Zip zip;
    private final ByteArrayOutputStream out;
    private final Map<Zip.Entry, Moved> moved = new HashMap<>();

    /** Where an entry went and, when it changed, what its directory record says now. */
    private record Moved(int offset, String name, byte @Nullable [] content, byte @Nullable [] packed) {}

    private ZipRebuild(Zip zip) {
        this.zip = zip;
        this.out = new ByteArrayOutputStream(zip.bytes().length + 1024);
    }

    /**
     * @param contents changed files
     * @param names changed names
     * @throws IllegalArgumentException when two files would have one name
     */
    static byte[] of(Zip zip, Map<Zip.Entry, byte[]> contents, Map<Zip.Entry, String> names) {
        Set<String> distinct = new HashSet<>();
        for (Zip.Entry entry : zip.entries()) {
            if (!distinct.add(names.getOrDefault(entry, entry.name()))) {
                throw new IllegalArgumentException("two files of an archive would get one name");
            }
        }
        return new ZipRebuild(zip).write(contents, names);
    }

    private byte[] write(Map<Zip.Entry, byte[]> contents, Map<Zip.Entry, String> names) {
        List<Zip.Entry> inOrder = zip.entries().stream()
                .sorted(Comparator.comparingInt(Zip.Entry::local))
                .toList();
        for (Zip.Entry entry : inOrder) {
            byte[] content = contents.get(entry);
            String name = names.getOrDefault(entry, entry.name());
            int offset = out.size();
            if (content == null && name.equals(entry.name())) {
                moved.put(entry, new Moved(offset, name, null, null));
                out.write(zip.bytes(), entry.local(), entry.end() - entry.local());
            } else {
                byte[] packed = packed(entry, content);
                moved.put(entry, new Moved(offset, name, content, packed));
                local(entry, name, content, packed);
            }
        }
        int directory = out.size();
        for (Zip.Entry entry : zip.entries()) {
            central(entry, java.util.Objects.requireNonNull(moved.get(entry)));
        }
        end(directory, out.size());
        return out.toByteArray();
    }

    private byte[] packed(Zip.Entry entry, byte @Nullable [] content) {
        if (content == null) {
            return Arrays.copyOfRange(zip.bytes(), entry.data(), entry.data() + entry.packed());
        }
        return entry.method() == Zip.STORED ? content : deflate(content);
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 2 + 64);
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private ByteBuffer copy(int from, int length) {
        byte[] copy = Arrays.copyOfRange(zip.bytes(), from, from + length);
        return ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private void local(Zip.Entry entry, String name, byte @Nullable [] content, byte[] packed) {
        ByteBuffer header = copy(entry.local(), LOCAL_LENGTH);
        int nameLength = header.getShort(26) & 0xffff;
        byte[] extra = extras(entry.local() + LOCAL_LENGTH + nameLength, header.getShort(28) & 0xffff);
        byte[] written = nameBytes(entry, name, entry.local() + LOCAL_LENGTH, nameLength);
        header.putShort(6, flags(entry, name));
        header.putInt(14, content == null ? (int) entry.crc() : crc(content));
        header.putInt(18, packed.length);
        header.putInt(22, content == null ? (int) entry.size() : content.length);
        header.putShort(26, (short) written.length);
        header.putShort(28, (short) extra.length);
        out.writeBytes(header.array());
        out.writeBytes(written);
        out.writeBytes(extra);
        out.writeBytes(packed);
    }

    private short flags(Zip.Entry entry, String name) {
        int flags = entry.flags() & ~DESCRIPTOR;
        return (short) (name.equals(entry.name()) ? flags : flags | UTF8);
    }

    private byte[] nameBytes(Zip.Entry entry, String name, int at, int length) {
        return name.equals(entry.name())
                ? Arrays.copyOfRange(zip.bytes(), at, at + length)
                : name.getBytes(StandardCharsets.UTF_8);
    }

    private void central(Zip.Entry entry, Moved now) {
        ByteBuffer header = copy(entry.central(), CENTRAL_LENGTH);
        int nameLength = header.getShort(28) & 0xffff;
        byte[] extra = extras(entry.central() + CENTRAL_LENGTH + nameLength, header.getShort(30) & 0xffff);
        byte[] written = nameBytes(entry, now.name(), entry.central() + CENTRAL_LENGTH, nameLength);
        if (now.packed() != null) {
            header.putShort(8, flags(entry, now.name()));
        }
        byte[] content = now.content();
        header.putInt(16, content == null ? (int) entry.crc() : crc(content));
        header.putInt(20, now.packed() == null ? entry.packed() : now.packed().length);
        header.putInt(24, content == null ? (int) entry.size() : content.length);
        header.putInt(42, now.offset());
        header.putShort(28, (short) written.length);
        header.putShort(30, (short) extra.length);
        out.writeBytes(header.array());
        out.writeBytes(written);
        out.writeBytes(extra);
    }

    private byte[] extras(int from, int length) {
        ByteBuffer in = ByteBuffer.wrap(zip.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int at = from;
        while (at + 4 <= from + length) {
            int size = 4 + (in.getShort(at + 2) & 0xffff);
            if (!TELLING_EXTRAS.contains(in.getShort(at) & 0xffff) && at + size <= from + length) {
                kept.write(zip.bytes(), at, size);
            }
            at += size;
        }
        return kept.toByteArray();
    }

    private void end(int directory, int directoryEnd) {
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        short count = (short) zip.entries().size();
        end.putShort(count).putShort(count);
        end.putInt(directoryEnd - directory).putInt(directory).putShort((short) 0);
        out.writeBytes(end.array());
    }
}
