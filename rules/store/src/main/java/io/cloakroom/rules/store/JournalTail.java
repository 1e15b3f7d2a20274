package io.cloakroom.rules.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a journal goes on after a restart.
 *
 * @param file the file to append to; not there yet when the journal is empty
 * @param seq number of the last record, 0 when there is none
 * @param hash its hash
 */
record JournalTail(Path file, long seq, String hash) {
    private static final Logger log = LoggerFactory.getLogger(JournalTail.class);
    private static final int BLOCK = 64 * 1024;

    /**
     * Finds the last record. What a crash left behind it was never acknowledged; it is moved into a file ending in {@code .torn}.
     */
    static JournalTail find(Path directory) throws IOException {
        List<Path> files = JournalFiles.list(directory);
        if (files.isEmpty()) {
            return new JournalTail(JournalFiles.startingAt(directory, 1), 0, JournalFormat.GENESIS);
        }
        Path last = files.getLast();
        for (Path file : files.reversed()) {
            JournalTail tail = lastRecord(file, last);
            if (tail != null) {
                return tail;
            }
        }
        return new JournalTail(last, 0, JournalFormat.GENESIS);
    }

    private static @Nullable JournalTail lastRecord(Path file, Path appendTo) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            long end = in.length();
            while (end > 0) {
                long newline = lastNewlineBefore(in, end);
                long start = newline < 0 ? 0 : lastNewlineBefore(in, newline) + 1;
                JournalFormat.Link record = newline < 0 ? null : recordAt(in, file, start, newline);
                if (record != null) {
                    moveAside(in, file, newline + 1);
                    return new JournalTail(appendTo, record.seq(), record.hash());
                }
                end = start;
            }
            moveAside(in, file, 0);
            return null;
        }
    }

    private static JournalFormat.@Nullable Link recordAt(RandomAccessFile in, Path file, long start, long newline)
            throws IOException {
        byte[] line = bytes(in, start, newline);
        JournalFormat.Link record = JournalFormat.link(line);
        if (record != null && !JournalFormat.isIntact(line, record)) {
            log.error(
                    "Record {} in {} was changed after it was written; the journal goes on after it, and verifying it will report this",
                    record.seq(),
                    file);
        }
        return record;
    }

    /** Offset of the last newline before {@code end}, or -1. */
    private static long lastNewlineBefore(RandomAccessFile in, long end) throws IOException {
        for (long blockEnd = end; blockEnd > 0; ) {
            long blockStart = Math.max(0, blockEnd - BLOCK);
            byte[] block = bytes(in, blockStart, blockEnd);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return blockStart + i;
                }
            }
            blockEnd = blockStart;
        }
        return -1;
    }

    private static byte[] bytes(RandomAccessFile in, long start, long end) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(end - start)];
        in.seek(start);
        in.readFully(bytes);
        return bytes;
    }

    private static void moveAside(RandomAccessFile in, Path file, long start) throws IOException {
        long length = in.length();
        if (start == length) {
            return;
        }
        Path torn = unusedName(file);
        DataDirectory.replaceFile(torn, bytes(in, start, length));
        in.setLength(start);
        in.getFD().sync();
        log.warn(
                "The last write to {} was cut off by a crash; its {} bytes were moved to {}",
                file,
                length - start,
                torn);
    }

    private static Path unusedName(Path file) {
        Path torn = file.resolveSibling(file.getFileName() + ".torn");
        for (int i = 2; Files.exists(torn); i++) {
            torn = file.resolveSibling(file.getFileName() + "." + i + ".torn");
        }
        return torn;
    }
}
