package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.LoopbackPki;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.Recorder;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.cloakroom.rules.engine.Vault.Originals;
import io.cloakroom.rules.store.Durability;
import io.cloakroom.rules.store.JournalReader;
import io.cloakroom.rules.store.JournalVerifier;
import io.cloakroom.rules.store.Store;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process must not have lost: who received what, and the way back from every placeholder that left. */
class CrashTest {

    private static final int ROUNDS = "full".equals(System.getProperty("cloakroom.trust")) ? 50 : 2;
    private static final int PEOPLE = 6;
    private static final int ANSWERS_BEFORE_THE_END = 12;
    private static final Pattern ASKED = Pattern.compile("number (\\d+) x*, mail (\\[EMAIL_\\d+])");

    @TempDir
    private Path directory;

    private final LoopbackPki pki = LoopbackPki.create();
    private final Recorder recorder = new Recorder();
    private final AtomicInteger prompts = new AtomicInteger();

    /** Counted down by answers that are under way; those never end by themselves. */
    private volatile CountDownLatch streaming = new CountDownLatch(0);

    private volatile CountDownLatch killed = new CountDownLatch(0);

    @Test
    @DisplayName(
            "trust 37: killed under load, the process leaves a record of everything that was received, and every placeholder restores")
    void aKilledProcessLeavesACompleteRecord() throws Exception {
        Path data = directory.resolve("data");
        try (LoopbackServer chatbot =
                new LoopbackServer(pki.serverContext(Flaw.NONE), Map.of("chat.deepseek.com", this::answer), recorder)) {
            Path trust = Files.writeString(directory.resolve("root.pem"), pki.rootPem());
            Path config = Files.writeString(
                    directory.resolve("cloakroom.yaml"),
                    "upstream:\n  hosts: { chat.deepseek.com: \"" + chatbot.address() + "\" }\n  trust: [" + trust
                            + "]\n");
            for (int round = 0; round < ROUNDS; round++) {
                killWhileAnswersStream(data, config);
                if (round % 2 == 1) {
                    tear(data);
                }
                everyRequestIsRecordedAndEveryPlaceholderRestores(data);
            }
        }
        assertThat(recorder.all()).hasSizeGreaterThanOrEqualTo(ROUNDS * ANSWERS_BEFORE_THE_END);
        System.out.println("trust 37: " + ROUNDS + " kills, " + recorder.all().size()
                + " requests received: 0 without a start record, 0 placeholders lost, chain valid, " + ROUNDS / 2
                + " torn tails repaired");
    }

    /** Leaves what a write that was cut off leaves. */
    private static void tear(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            Path last = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Files.writeString(last, "{\"seq\":99999,\"prev\":\"", StandardOpenOption.APPEND);
        }
    }

    private void answer(Recorded request, LoopbackServer.Reply reply) throws IOException {
        LoopbackServer.Stream stream = reply.stream("text/event-stream");
        stream.send("data: {\"p\":\"response/fragments/-1/content\",\"o\":\"APPEND\",\"v\":\"Dear \"}\n\n");
        streaming.countDown();
        if (streaming.getCount() > 0) {
            stream.send("event: close\ndata: {}\n\n");
            return;
        }
        try {
            killed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void killWhileAnswersStream(Path data, Path config) throws Exception {
        // The first answers end, so that there are ended flows too; the last of each person hangs in the middle.
        streaming = new CountDownLatch(ANSWERS_BEFORE_THE_END);
        killed = new CountDownLatch(1);
        try (ServeProcess serve = ServeProcess.start(directory, data, config);
                ExecutorService people = Executors.newFixedThreadPool(PEOPLE)) {
            Client client = new Client(serve.proxyPort(), caPem(data), "");
            try {
                for (int person = 0; person < PEOPLE; person++) {
                    people.execute(() -> askUntilCutOff(client));
                }
                assertThat(streaming.await(60, TimeUnit.SECONDS))
                        .as(serve.errors())
                        .isTrue();
            } finally {
                serve.kill();
                killed.countDown();
            }
        }
    }

    private void askUntilCutOff(Client client) {
        try {
            while (killed.getCount() > 0) {
                int number = prompts.incrementAndGet();
                // Every prompt has a length of its own, by which its journal record is known.
                String prompt =
                        "number " + number + " " + "x".repeat(10 * number) + ", mail m" + number + "@example.org";
                client.post("chat.deepseek.com", "/api/v0/chat/completion", "{\"prompt\":\"" + prompt + "\"}");
            }
        } catch (IOException | GeneralSecurityException cutOff) {
            // The proxy was killed: that is what this test does.
        }
    }

    private static String caPem(Path data) throws IOException, GeneralSecurityException {
        return CertificateAuthority.open(data, SiteCatalogue.shipped().hostsByOperator(), Clock.systemUTC())
                .exportPem();
    }

    private void everyRequestIsRecordedAndEveryPlaceholderRestores(Path data) {
        Store.open(data, Durability.DISK, Clock.systemUTC()).close();
        assertThat(JournalVerifier.verify(data).problem()).isNull();
        Set<Long> recordedLengths = new HashSet<>();
        Set<String> attempted = new HashSet<>();
        new JournalReader(data).read(line -> {
            if (line.start() != null) {
                recordedLengths.add(line.start().bodyBytes());
                attempted.add(line.start().flow());
            } else if (line.end() != null) {
                attempted.remove(line.end().flow());
            }
        });
        assertThat(attempted)
                .as("answers that were cut off")
                .hasSizeLessThan(recordedLengths.size())
                .isNotEmpty();
        try (Store store = Store.open(data, Durability.DISK, Clock.systemUTC())) {
            Originals originals = store.vault().originals("local", "Hangzhou DeepSeek");
            assertThat(recorder.all()).allSatisfy(received -> {
                assertThat(recordedLengths).contains((long) received.body().length);
                Matcher asked = ASKED.matcher(received.text());
                assertThat(asked.find()).as(received.text()).isTrue();
                assertThat(originals.original(asked.group(2))).isEqualTo("m" + asked.group(1) + "@example.org");
            });
        }
    }
}
