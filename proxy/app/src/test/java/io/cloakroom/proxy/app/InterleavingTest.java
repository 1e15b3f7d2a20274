package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.cloakroom.proxy.testkit.LoopbackPki;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.cloakroom.proxy.testkit.LoopbackServer;
import io.cloakroom.proxy.testkit.LoopbackServer.Reply;
import io.cloakroom.proxy.testkit.LoopbackServer.Stream;
import io.cloakroom.proxy.testkit.Recorder;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.cloakroom.rules.engine.Vault.Placeholder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many people talk to two operators at once while answers break off, origins reset and clients leave. Everybody's placeholders have the
 * same numbers, and both chatbots name all of them in every answer; the originals say whose they are and whom they were written to.
 */
class InterleavingTest {

    private static final boolean FULL =
            System.getProperty("cloakroom.trust", "short").equals("full");
    private static final int PEOPLE = FULL ? 100 : 20;
    private static final int TURNS = FULL ? 20 : 6;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Pattern ORIGINAL = Pattern.compile("p(\\d+)x(gpt|seek)(\\d+)@example");
    private static final Pattern TOKEN = Pattern.compile("\\[EMAIL_(\\d+)]");

    /** @param mark what stands in every original written to it */
    private record Operator(String mark, String host, String name, String target, String before, String after) {}

    private static final List<Operator> OPERATORS = List.of(
            new Operator(
                    "gpt",
                    "chatgpt.com",
                    "OpenAI",
                    "/backend-api/f/conversation",
                    "{\"conversation_id\":\"c1\",\"messages\":[{\"content\":{\"parts\":[\"",
                    "\"]}}]}"),
            new Operator(
                    "seek",
                    "chat.deepseek.com",
                    "Hangzhou DeepSeek",
                    "/api/v0/chat/completion",
                    "{\"chat_session_id\":\"c1\",\"prompt\":\"",
                    "\"}"));

    @TempDir
    private Path directory;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger restored = new AtomicInteger();

    @Test
    @DisplayName(
            "Many people, two operators, faults: no original in another person's or operator's answer, no token twice")
    void nobodyReadsWhatIsNotTheirs() throws Exception {
        LoopbackPki pki = LoopbackPki.create();
        Recorder recorder = new Recorder();
        try (LoopbackServer chatbots = new LoopbackServer(
                        pki.serverContext(Flaw.NONE),
                        Map.of("chatgpt.com", this::answer, "chat.deepseek.com", this::answer),
                        recorder);
                Cloakroom cloakroom = start(chatbots, pki);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> conversations = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                Client client = new Client(
                        cloakroom.proxyPort(), cloakroom.installation().caPem(), "p" + person + ":sea");
                for (Operator operator : OPERATORS) {
                    int who = person;
                    conversations.add(threads.submit(() -> talk(client, who, operator)));
                }
            }
            for (Future<?> conversation : conversations) {
                conversation.get();
            }
            assertThat(recorder.all())
                    .allSatisfy(received -> assertThat(received.everything()).doesNotContainPattern(ORIGINAL));
            IntStream.range(0, PEOPLE).forEach(person -> everyTokenStandsForOneValue(cloakroom, person));
        }
        System.out.println("isolation: " + PEOPLE + " people, " + TURNS + " turns with each of 2 operators: " + answered
                + " complete answers with " + restored + " originals, " + broken + " broken off; none was another's");
        assertThat(broken.get()).isPositive();
        assertThat(restored.get()).isGreaterThan(answered.get() / 2);
    }

    private Cloakroom start(LoopbackServer chatbots, LoopbackPki pki) throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "sea".toCharArray());
        String users = IntStream.range(0, PEOPLE)
                .mapToObj(person -> "    - { name: p" + person + ", password_bcrypt: \"" + hash + "\" }\n")
                .collect(Collectors.joining());
        Path trust = Files.writeString(directory.resolve("root.pem"), pki.rootPem());
        Path file = Files.writeString(
                directory.resolve("cloakroom.yaml"),
                "sites: { deepseek: { restore: page } }\nidentity:\n  users:\n" + users);
        Config config = Config.read(file)
                .withPorts(0, 0)
                .withUpstream(
                        Map.of("chatgpt.com", chatbots.address(), "chat.deepseek.com", chatbots.address()),
                        List.of(trust.toString()));
        return Cloakroom.start(config, directory, directory.resolve("data"));
    }

    /** Names every token up to the last it was sent, in pieces; one answer in eight breaks off, one in sixteen does not even begin. */
    private void answer(Recorded request, Reply reply) throws IOException {
        int last = TOKEN.matcher(request.text())
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElse(0);
        Random fate = new Random(request.text().hashCode() * 31L + last);
        if (fate.nextInt(16) == 0) {
            throw new IOException("reset, as this test wants it");
        }
        boolean gpt = request.host().equals("chatgpt.com");
        boolean breaksOff = fate.nextInt(8) == 0;
        Stream stream = reply.stream("text/event-stream");
        String said = IntStream.rangeClosed(Math.max(1, last - 6), last + 1)
                .mapToObj(number -> "[EMAIL_" + number + "]")
                .collect(Collectors.joining(" "));
        for (int at = 0; at < said.length(); at += 5) {
            String piece = said.substring(at, Math.min(said.length(), at + 5));
            stream.send(
                    gpt
                            ? "event: delta\ndata: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\""
                                    + piece + "\"}\n\n"
                            : "data: {\"p\":\"response/fragments/-1/content\",\"o\":\"APPEND\",\"v\":\"" + piece
                                    + "\"}\n\n");
            if (breaksOff && at > said.length() / 2) {
                throw new IOException("broken off, as this test wants it");
            }
        }
        stream.send(gpt ? "data: [DONE]\n\n" : "event: close\ndata: {}\n\n");
    }

    private Void talk(Client client, int person, Operator operator) throws IOException, GeneralSecurityException {
        Random random = new Random(person * 2L + operator.mark().length());
        Client.Connection connection = client.connect(operator.host());
        for (int turn = 0; turn < TURNS; turn++) {
            String original = "p" + person + "x" + operator.mark() + turn + "@example.org";
            String body = operator.before() + "write to " + original + " now" + operator.after();
            try {
                if (random.nextInt(12) == 0) {
                    connection.start("POST", operator.target(), JSON, body);
                    throw new IOException("left, as this test wants it");
                }
                Client.Answer answer = connection.ask("POST", operator.target(), JSON, body);
                read(answer, person, operator);
            } catch (IOException gone) {
                broken.incrementAndGet();
                connection.close();
                connection = client.connect(operator.host());
            }
        }
        connection.close();
        return null;
    }

    private void read(Client.Answer answer, int person, Operator operator) {
        List<MatchResult> originals = ORIGINAL.matcher(answer.body()).results().toList();
        assertThat(originals).allSatisfy(found -> {
            assertThat(found.group(1)).as("whose").isEqualTo(String.valueOf(person));
            assertThat(found.group(2)).as("written to whom").isEqualTo(operator.mark());
        });
        answered.incrementAndGet();
        restored.addAndGet(originals.size());
    }

    private static void everyTokenStandsForOneValue(Cloakroom cloakroom, int person) {
        List<Placeholder> values = cloakroom.vault().values("p" + person);
        assertThat(values).extracting(Placeholder::token).doesNotHaveDuplicates();
        assertThat(values)
                .extracting(value -> value.operator() + " " + value.original())
                .doesNotHaveDuplicates();
        assertThat(values).isNotEmpty().allSatisfy(value -> {
            Matcher original = ORIGINAL.matcher(value.original());
            assertThat(original.find()).isTrue();
            assertThat(original.group(1)).isEqualTo(String.valueOf(person));
            assertThat(value.operator())
                    .isEqualTo(OPERATORS.stream()
                            .filter(operator -> operator.mark().equals(original.group(2)))
                            .findFirst()
                            .orElseThrow()
                            .name());
        });
    }
}
