package io.cloakroom.rules.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The journal's files: {@code journal-0000000000000001.jsonl}, each named after its first record, so that names sort as records do. */
final class JournalFiles {
    private static final Pattern NAME = Pattern.compile("journal-[0-9]{16}\\.jsonl");

    private JournalFiles() {}

    static Path startingAt(Path directory, long seq) {
        return directory.resolve(String.format(Locale.ROOT, "journal-%016d.jsonl", seq));
    }

    /** In the order of their records; empty when there is no journal. */
    static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            NAME.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
        }
    }
}
