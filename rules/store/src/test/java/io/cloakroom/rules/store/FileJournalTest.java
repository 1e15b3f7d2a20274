package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.end;
import static io.cloakroom.rules.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileJournalTest {
    private final Samples.MovableClock clock = new Samples.MovableClock();

    @TempDir
    Path dataDir;

    private Path directory() throws IOException {
        return Files.createDirectories(dataDir.resolve("journal"));
    }

    private FileJournal open() throws IOException {
        return FileJournal.open(directory(), Durability.PROCESS, clock);
    }

    private FileJournal open(Durability durability, long rotateAt, AppendFile.Opener opener) throws IOException {
        return FileJournal.open(directory(), durability, clock, rotateAt, opener);
    }

    private List<JournalRecord> read() {
        List<JournalRecord> records = new ArrayList<>();
        new JournalReader(dataDir).read(records::add);
        return records;
    }

    private List<String> flows() {
        return read().stream()
                .map(JournalRecord::start)
                .filter(Objects::nonNull)
                .map(start -> start.flow())
                .toList();
    }

    private Path onlyFile() throws IOException {
        return JournalFiles.list(directory()).getFirst();
    }

    @ParameterizedTest
    @EnumSource
    void recordsComeBackAsTheyWereWritten(Durability durability) throws IOException {
        try (FileJournal journal = open(durability, FileJournal.ROTATE_AT, AppendFile::onDisk)) {
            journal.start(start("f1")).join();
            journal.end(end("f1", "complete")).join();
        }

        List<JournalRecord> records = read();
        assertThat(records).hasSize(2);
        assertThat(records.get(0).start()).isEqualTo(start("f1"));
        assertThat(records.get(1).end()).isEqualTo(end("f1", "complete"));
        assertThat(records.get(1).prev()).isEqualTo(records.get(0).hash());
    }

    @Test
    void theChainGoesOnOverRestartsAndFiles() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (FileJournal journal = open(Durability.PROCESS, 1_000, AppendFile::onDisk)) {
                for (int i = 0; i < 5; i++) {
                    journal.start(start("f" + run + "-" + i)).join();
                }
            }
        }

        assertThat(JournalFiles.list(directory())).hasSizeGreaterThan(3);
        assertThat(flows()).hasSize(15).first().isEqualTo("f0-0");
        JournalVerifier.Result result = JournalVerifier.verify(dataDir);
        assertThat(result.problem()).isNull();
        assertThat(result.records()).isEqualTo(15);
        assertThat(result.head()).isEqualTo(read().getLast().hash());
    }

    @Test
    @DisplayName("trust 37: a record torn anywhere is moved aside, and the chain goes on")
    void aTornTailIsMovedAsideWhereverItWasCut() throws IOException {
        try (FileJournal journal = open()) {
            journal.start(start("f1")).join();
            journal.start(start("f2")).join();
        }
        byte[] whole = Files.readAllBytes(onlyFile());
        int lastRecord = lastLine(whole);
        for (int cut = lastRecord; cut < whole.length; cut++) {
            Files.write(onlyFile(), Arrays.copyOf(whole, cut));

            try (FileJournal journal = open()) {
                journal.start(start("f3")).join();
            }

            assertThat(flows()).as("cut at %d", cut).containsExactly("f1", "f3");
            assertThat(JournalVerifier.verify(dataDir).problem()).isNull();
            assertThat(tornBytes()).as("cut at %d", cut).isEqualTo(Arrays.copyOfRange(whole, lastRecord, cut));
        }
    }

    @Test
    void blocksThatPowerLossLeftEmptyAreMovedAside() throws IOException {
        try (FileJournal journal = open()) {
            journal.start(start("f1")).join();
        }
        Files.write(onlyFile(), new byte[5_000], StandardOpenOption.APPEND);
        Files.writeString(onlyFile(), "\n\n{}\n", StandardOpenOption.APPEND);

        try (FileJournal journal = open()) {
            journal.start(start("f2")).join();
        }

        assertThat(flows()).containsExactly("f1", "f2");
        assertThat(tornBytes()).hasSize(5_005);
    }

    @Test
    void aFileBegunButEmptyIsGoneOnWith() throws IOException {
        try (FileJournal journal = open()) {
            journal.start(start("f1")).join();
        }
        Files.createFile(JournalFiles.startingAt(directory(), 2));

        try (FileJournal journal = open()) {
            journal.start(start("f2")).join();
        }

        assertThat(flows()).containsExactly("f1", "f2");
        assertThat(JournalVerifier.verify(dataDir).isIntact()).isTrue();
    }

    /** What was moved aside since the last call. */
    private byte[] tornBytes() throws IOException {
        byte[] bytes = {};
        try (Stream<Path> files = Files.list(directory())) {
            for (Path torn :
                    files.filter(file -> file.toString().endsWith(".torn")).toList()) {
                bytes = Files.readAllBytes(torn);
                Files.delete(torn);
            }
        }
        return bytes;
    }

    private static int lastLine(byte[] bytes) {
        return IntStream.iterate(bytes.length - 1, i -> i - 1)
                .filter(i -> i == 0 || bytes[i - 1] == '\n')
                .findFirst()
                .orElseThrow();
    }

    /** A disk that fails where it is told to, having written half. */
    private static final class FailingDisk {
        private String failing = "";

        AppendFile open(Path path) throws IOException {
            AppendFile disk = AppendFile.onDisk(path);
            return new AppendFile() {
                @Override
                public long length() throws IOException {
                    return disk.length();
                }

                @Override
                public void append(byte[] bytes) throws IOException {
                    if (failing.equals("append")) {
                        disk.append(Arrays.copyOf(bytes, bytes.length / 2));
                        throw new IOException("No space left on device");
                    }
                    disk.append(bytes);
                }

                @Override
                public void sync() throws IOException {
                    if (failing.equals("sync")) {
                        throw new IOException("No space left on device");
                    }
                    disk.sync();
                }

                @Override
                public void truncate(long length) throws IOException {
                    disk.truncate(length);
                }

                @Override
                public void close() throws IOException {
                    disk.close();
                }
            };
        }
    }

    @ParameterizedTest
    @DisplayName("trust 38: a full disk refuses, tells how many it refused, and recovers")
    @CsvSource({"append, start", "append, health", "sync, start", "sync, health"})
    void aFullDiskRefusesUntilItRecovers(String failing, String recoversBy) throws IOException {
        FailingDisk disk = new FailingDisk();
        JournalTransferRegister live = new JournalTransferRegister(dataDir);
        try (FileJournal journal = open(Durability.DISK, FileJournal.ROTATE_AT, disk::open)) {
            journal.start(start("f1")).join();
            disk.failing = failing;

            for (String refused : List.of("f2", "f3")) {
                assertThatThrownBy(() -> GroupCommit.await(journal.start(start(refused))))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining("free space");
            }
            assertThat(journal.health().ready()).isFalse();
            live.transfers();

            disk.failing = "";
            if (recoversBy.equals("start")) {
                journal.start(start("f4")).join();
            }
            assertThat(journal.health().ready()).isTrue();
        }

        assertThat(flows()).doesNotContain("f2", "f3").startsWith("f1");
        assertThat(live.transfers()).isEqualTo(new JournalTransferRegister(dataDir).transfers());
        assertThat(JournalVerifier.verify(dataDir).isIntact()).isTrue();
        assertThat(read().get(1).gap()).isEqualTo(new JournalRecord.Gap(Samples.NOON, 2, "No space left on device"));
    }

    @Test
    void anInterruptedCallerDoesNotStopTheJournal() throws IOException {
        try (FileJournal journal = open(Durability.DISK, 500, AppendFile::onDisk)) {
            Thread.currentThread().interrupt();
            List.of("f1", "f2", "f3").forEach(flow -> journal.start(start(flow)));
            assertThat(Thread.interrupted()).isTrue();
            journal.start(start("f4")).join();
        }

        assertThat(flows()).containsExactly("f1", "f2", "f3", "f4");
    }

    @Test
    void aReaderBesideTheWriterSeesEachRecordOnce() throws IOException {
        JournalReader reader = new JournalReader(dataDir);
        List<Long> seen = new ArrayList<>();
        try (FileJournal journal = open(Durability.PROCESS, 2_000, AppendFile::onDisk)) {
            for (int i = 0; i < 20; i++) {
                journal.start(start("f" + i)).join();
                reader.read(record -> seen.add(record.seq()));
            }
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).asLongStream().boxed().toList());
    }
}
