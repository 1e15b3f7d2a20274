package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.LoopbackInternet;
import io.cloakroom.rules.store.JournalReader;
import io.cloakroom.rules.store.JournalVerifier;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No space left where vault and journal are. Who may mount gives them a small file system; others limit what the process may write. */
class DiskFullTest {

    private static final String SITE = "chat.deepseek.com";
    private static final String SIZE = "4m";
    private static final int MANY = 20;

    @TempDir
    private Path directory;

    private LoopbackInternet internet;
    private Path data;
    private Path config;
    private boolean mounted;

    @BeforeEach
    void start() throws Exception {
        internet = new LoopbackInternet();
        data = Files.createDirectory(directory.resolve("data"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=0700", "tmpfs", data.toString()) == 0;
        Files.writeString(directory.resolve("root.pem"), internet.pki().rootPem());
        config = Files.writeString(
                directory.resolve("cloakroom.yaml"),
                "upstream:\n  hosts: { " + SITE + ": \"" + internet.addresses().get(SITE)
                        + "\" }\n  trust: [root.pem]\n");
    }

    @AfterEach
    void stop() throws Exception {
        internet.close();
        if (mounted) {
            run("umount", data.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void fill(ServeProcess serve) throws Exception {
        if (!mounted) {
            assertThat(run("prlimit", "--fsize=1:", "--pid", Long.toString(serve.pid())))
                    .isZero();
            return;
        }
        try (OutputStream out = Files.newOutputStream(data.resolve("filler"))) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    private void free(ServeProcess serve) throws Exception {
        if (mounted) {
            Files.delete(data.resolve("filler"));
        } else {
            run("prlimit", "--fsize=unlimited:", "--pid", Long.toString(serve.pid()));
        }
    }

    private static Client.Answer ask(Client client, int number) throws Exception {
        // Longer than what may be left of the block that the journal's end lies in.
        String prompt = "write to m" + number + "@example.org about " + "x".repeat(100);
        return client.post(SITE, "/api/v0/chat/completion", "{\"prompt\":\"" + prompt + "\"}");
    }

    @Test
    @DisplayName(
            "trust 38: a full disk refuses requests with the reason, turns readiness red, loses nothing, and recovers")
    void aFullDisk() throws Exception {
        int refused = 0;
        try (ServeProcess serve = ServeProcess.start(directory, data, config)) {
            Client client = new Client(serve.proxyPort(), caPem(), "");
            assertThat(ask(client, 1).status()).isEqualTo(200);
            fill(serve);
            // A few may still fit into blocks that the files have already.
            for (int number = 2; refused < MANY; number++) {
                int before = internet.recorder().all().size();
                Client.Answer answer = ask(client, number);
                if (answer.status() != 200) {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.body()).contains("could not be recorded").contains("not sent");
                    assertThat(internet.recorder().all()).hasSize(before);
                    refused++;
                }
                assertThat(number).as("requests that still passed").isLessThan(10 * MANY);
            }
            assertThat(ServeProcess.get(serve.console() + "/readyz"))
                    .contains("\"ready\":false")
                    .contains("space");

            free(serve);

            assertThat(ServeProcess.get(serve.console() + "/readyz")).contains("\"ready\":true");
            assertThat(ask(client, 1000).status()).isEqualTo(200);
            serve.stop();
        }
        assertNothingIsLost();
        System.out.println("trust 38: " + refused + " requests refused while the disk was full ("
                + (mounted ? "tmpfs of " + SIZE : "limit on file sizes") + "), 0 sent, 0 records lost");
    }

    private String caPem() throws Exception {
        return CertificateAuthority.open(data, SiteCatalogue.shipped().hostsByOperator(), Clock.systemUTC())
                .exportPem();
    }

    private void assertNothingIsLost() {
        List<Long> lengths = new ArrayList<>();
        new JournalReader(data).read(line -> {
            if (line.start() != null) {
                lengths.add(line.start().bodyBytes());
            }
        });
        assertThat(JournalVerifier.verify(data).problem()).isNull();
        assertThat(lengths)
                .as("what the site received is recorded, and what is recorded it received")
                .containsExactlyElementsOf(internet.recorder().all().stream()
                        .map(received -> (long) received.body().length)
                        .toList());
    }
}
