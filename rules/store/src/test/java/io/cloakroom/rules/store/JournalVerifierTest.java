package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalVerifierTest {
    @TempDir
    Path dataDir;

    private FileJournal open() throws IOException {
        Path directory = Files.createDirectories(dataDir.resolve("journal"));
        return FileJournal.open(directory, Durability.PROCESS, new Samples.MovableClock());
    }

    private Path onlyFile() throws IOException {
        return JournalFiles.list(dataDir.resolve("journal")).getFirst();
    }

    @Test
    void anEmptyJournalIsIntact() throws IOException {
        assertThat(JournalVerifier.verify(dataDir).isIntact()).isTrue();
        open().close();

        assertThat(JournalVerifier.verify(dataDir))
                .isEqualTo(new JournalVerifier.Result(0, JournalFormat.GENESIS, null, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what a forger does to the lines 1 to 4   | what is found
                "replace 2 \"PERSON\":2 \"PERSON\":1        | line 2: record 2 was changed after it was written",
                "replace 4 \"PERSON\":2 \"PERSON\":1        | line 4: record 4 was changed after it was written",
                "delete 1                                   | line 1: record 1 should be here, but it is record 2",
                "delete 3                                   | line 3: record 3 should be here, but it is record 4",
                "rehash 2 \"PERSON\":2 \"PERSON\":1         | line 3: record 3 does not follow the record before it",
                "garble 3                                   | line 3: is not a journal record",
                "swap 2                                     | line 2: record 2 should be here, but it is record 3",
            })
    void aForgedChainIsFound(String forgery, String problem) throws IOException {
        try (FileJournal journal = open()) {
            List.of("f1", "f2", "f3", "f4").forEach(flow -> journal.start(start(flow)));
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(onlyFile()));
        forge(lines, forgery.split(" "));
        Files.write(onlyFile(), lines);

        JournalVerifier.Result result = JournalVerifier.verify(dataDir);
        assertThat(result.isIntact()).isFalse();
        assertThat(result.problem()).startsWith(onlyFile().getFileName() + " " + problem);

        try (FileJournal journal = open()) {
            journal.start(start("f5")).join();
        }
        assertThat(JournalVerifier.verify(dataDir)).isEqualTo(result);
    }

    private static void forge(List<String> lines, String[] how) throws IOException {
        int index = Integer.parseInt(how[1]) - 1;
        String line = lines.get(index);
        switch (how[0]) {
            case "replace" -> lines.set(index, line.replace(how[2], how[3]));
            case "delete" -> lines.remove(index);
            case "garble" -> lines.set(index, line.substring(7));
            case "swap" -> lines.set(index, lines.set(index + 1, line));
            case "rehash" -> {
                JournalRecord record = JournalJson.parse(line.getBytes(StandardCharsets.UTF_8));
                String body = line.substring(line.indexOf("\"start\""), line.lastIndexOf(",\"hash\""));
                byte[] forged = JournalFormat.line(record.seq(), record.prev(), body.replace(how[2], how[3]))
                        .bytes();
                lines.set(index, new String(forged, StandardCharsets.UTF_8));
            }
            default -> throw new IllegalArgumentException(how[0]);
        }
    }
}
