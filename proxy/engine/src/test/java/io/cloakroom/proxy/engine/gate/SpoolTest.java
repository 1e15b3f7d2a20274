package io.cloakroom.proxy.engine.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final byte[] PROMPT =
            "Anna Schmidt, anna@example.org".repeat(100_000).getBytes(UTF_8);

    @TempDir
    Path directory;

    /** What the process has open in the directory: its file has no other name. */
    private Path open() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).startsWith(directory);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsWrittenInPiecesComesBackWithItsRest() throws Exception {
        Spool spool = new Spool(directory.resolve("new"));
        Random random = new Random(1);
        try (Spool.Body body = spool.begin()) {
            int at = 0;
            while (at < PROMPT.length - 1000) {
                int length = Math.min(random.nextInt(700_000), PROMPT.length - 1000 - at);
                body.add(ByteBuffer.wrap(PROMPT, at, length));
                at += length;
            }

            assertThat(body.whole(ByteBuffer.wrap(PROMPT, at, PROMPT.length - at)))
                    .isEqualTo(PROMPT);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void nobodyElseCanReadIt() throws Exception {
        try (Spool.Body body = new Spool(directory).begin()) {
            body.add(ByteBuffer.wrap(PROMPT));

            assertThat(directory).isEmptyDirectory();
            assertThat(Files.readAllBytes(open())).hasSizeGreaterThan(PROMPT.length / 2);
            assertThat(new String(Files.readAllBytes(open()), UTF_8)).doesNotContain("Anna", "example");
        }
    }

    @Test
    void whatWasChangedOnDiskIsNotTaken() throws Exception {
        try (Spool.Body body = new Spool(directory).begin()) {
            body.add(ByteBuffer.wrap(PROMPT));
            try (FileChannel file = FileChannel.open(open(), StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(new byte[] {1}), 1000);
            }

            assertThatThrownBy(() -> body.whole(ByteBuffer.allocate(0))).isInstanceOf(IOException.class);
        }
    }
}
