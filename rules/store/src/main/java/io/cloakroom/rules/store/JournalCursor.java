package io.cloakroom.rules.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in the journal up to which somebody has read. Works beside a process that writes: only complete lines are read. */
final class JournalCursor {
    private static final int BUFFER = 256 * 1024;

    private final Path directory;
    private @Nullable Path file;
    private long offset;
    private long lines;
    private long unread;
    private byte[] lastLine = {};

    JournalCursor(Path directory) {
        this.directory = directory;
    }

    /** Takes a line, without its newline. */
    interface LineReader {
        /** @param number of the line in its file, from 1 */
        void line(Path file, long number, byte[] line) throws IOException;
    }

    /** Reads what was added since the last call. */
    void advance(LineReader reader) throws IOException {
        // Listed before reading: a file with a successor in this list is complete.
        List<Path> files = JournalFiles.list(directory);
        for (Path next : files) {
            if (file == null || next.compareTo(file) > 0) {
                file = next;
                offset = 0;
                lines = 0;
            }
            if (next.equals(file)) {
                readFrom(next, reader);
            }
        }
    }

    /**
     * Goes back to the beginning when what was read last is no longer there: a writer withdraws records that it could not make durable.
     * The last line is enough to look at, since its hash covers all before it.
     */
    boolean restartIfRewritten() throws IOException {
        if (file == null || offset == 0) {
            return false;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] now = new byte[lastLine.length];
            if (in.length() >= offset) {
                in.seek(offset - 1 - lastLine.length);
                in.readFully(now);
            }
            if (Arrays.equals(now, lastLine)) {
                return false;
            }
        }
        file = null;
        return true;
    }

    /** Bytes after the last complete line: a record being written, or one that a crash cut off. */
    long unread() {
        return unread;
    }

    private void readFrom(Path current, LineReader reader) throws IOException {
        try (InputStream in = new FileInputStream(current.toFile())) {
            in.skipNBytes(offset);
            byte[] buffer = new byte[BUFFER];
            int filled = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer, filled, buffer.length - filled)) {
                int start = 0;
                for (int i = filled; i < filled + count; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                        offset += i + 1 - start;
                        lastLine = Arrays.copyOfRange(buffer, start, i);
                        reader.line(current, lines, lastLine);
                        start = i + 1;
                    }
                }
                filled += count - start;
                System.arraycopy(buffer, start, buffer, 0, filled);
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                }
            }
            unread = filled;
        }
    }
}
