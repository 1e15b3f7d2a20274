package io.cloakroom.proxy.app.coverage;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One file of a log, plain or gzip, read line by line.
 *
 * @param format null when nothing at its beginning is of a format that is known
 * @param nameless whether its entries tell connections that another log names
 */
record LogFile(Path path, @Nullable LogFormat format, boolean nameless) {

    /** Lines by which the format is told. */
    private static final int BEGINNING = 200;

    /** Longer lines are cut, so that no line fills the memory. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final int BUFFER = 64 * 1024;

    /**
     * Tells the format by the content: that of which most lines are entries, then that of which most lines are anything.
     *
     * @param formats which it may be
     */
    static LogFile of(Path path, Collection<LogFormat> formats) throws IOException {
        List<String> beginning = new ArrayList<>();
        try (Lines lines = new Lines(path)) {
            for (String line = lines.next(); line != null && beginning.size() < BEGINNING; line = lines.next()) {
                beginning.add(line);
            }
        }
        return formats.stream()
                .map(format -> Fit.of(format, beginning))
                .filter(fit -> !fit.entries().isEmpty() || fit.others() > 0)
                .max(Comparator.comparing((Fit fit) -> fit.entries().size()).thenComparing(Fit::others))
                .map(fit -> new LogFile(path, fit.format(), fit.nameless()))
                .orElseGet(() -> new LogFile(path, null, false));
    }

    private record Fit(LogFormat format, List<Line.Entry> entries, long others) {

        static Fit of(LogFormat format, List<String> lines) {
            LineReader reader = format.reader();
            List<Line> read = lines.stream()
                    .filter(line -> !line.isBlank())
                    .map(reader::read)
                    .toList();
            List<Line.Entry> entries = read.stream()
                    .filter(Line.Entry.class::isInstance)
                    .map(Line.Entry.class::cast)
                    .toList();
            long unreadable =
                    read.stream().filter(Line.Other.UNREADABLE::equals).count();
            return new Fit(format, entries, read.size() - entries.size() - unreadable);
        }

        boolean nameless() {
            return !entries.isEmpty()
                    && entries.stream().allMatch(entry -> entry.host().isEmpty());
        }
    }

    /** Passes on all lines, in order. */
    void read(Consumer<String> each) throws IOException {
        try (Lines lines = new Lines(path)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                each.accept(line);
            }
        }
    }

    private static final class Lines implements AutoCloseable {

        private static final int GZIP = 0x1f8b;

        private final Path path;
        private final Reader in;
        private final char[] buffer = new char[BUFFER];
        private int at;
        private int end;

        Lines(Path path) throws IOException {
            this.path = path;
            BufferedInputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
            file.mark(2);
            int magic = (file.read() << 8) | file.read();
            file.reset();
            // What is not UTF-8 becomes U+FFFD: names of hosts are ASCII.
            in = new InputStreamReader(
                    magic == GZIP ? new GZIPInputStream(file, BUFFER) : (InputStream) file, StandardCharsets.UTF_8);
        }

        /** Without its end; null after the last one. */
        @Nullable
        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            boolean any = false;
            while (at < end || fill()) {
                any = true;
                int start = at;
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                line.append(buffer, start, Math.min(at - start, LONGEST_LINE - line.length()));
                if (at < end) {
                    at++;
                    break;
                }
            }
            int length = line.length();
            boolean carriage = length > 0 && line.charAt(length - 1) == '\r';
            return any ? line.substring(0, carriage ? length - 1 : length) : null;
        }

        private boolean fill() throws IOException {
            at = 0;
            try {
                end = Math.max(0, in.read(buffer, 0, buffer.length));
            } catch (EOFException | ZipException e) {
                throw new IOException(path + " is cut off or no whole gzip file: " + e.getMessage(), e);
            }
            return end > 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
