package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.cloakroom.proxy.testkit.LoopbackInternet;
import io.cloakroom.proxy.testkit.VisibleText;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose originals appear in whose answers: two people, two operators, one real proxy. */
class IsolationTest {

    @TempDir
    private static Path directory;

    private static LoopbackInternet internet;
    private static Cloakroom cloakroom;
    private static Client minji;
    private static Client jisoo;

    @BeforeAll
    static void start() throws Exception {
        internet = new LoopbackInternet();
        Path trust =
                Files.writeString(directory.resolve("root.pem"), internet.pki().rootPem());
        Path file = Files.writeString(
                directory.resolve("cloakroom.yaml"),
                "sites: { deepseek: { restore: page } }\nidentity:\n  users:\n" + user("minji", "sea")
                        + user("jisoo", "mountain"));
        Config config = Config.read(file).withPorts(0, 0).withUpstream(internet.addresses(), List.of(trust.toString()));
        cloakroom = Cloakroom.start(config, directory, directory.resolve("data"));
        minji = client("minji:sea");
        jisoo = client("jisoo:mountain");
    }

    private static String user(String name, String password) {
        String hash = BCrypt.withDefaults().hashToString(4, password.toCharArray());
        return "    - { name: " + name + ", password_bcrypt: \"" + hash + "\" }\n";
    }

    private static Client client(String credentials) {
        return new Client(cloakroom.proxyPort(), cloakroom.installation().caPem(), credentials);
    }

    @AfterAll
    static void stop() {
        cloakroom.close();
        internet.close();
    }

    @BeforeEach
    void forget() {
        internet.recorder().clear();
    }

    /** What the person reads in ChatGPT's answer. */
    private static String askChatGpt(Client client, String prompt) throws Exception {
        String body = "{\"messages\":[{\"content\":{\"content_type\":\"text\",\"parts\":[\"" + prompt + "\"]}}]}";
        Client.Answer answer = client.post("chatgpt.com", "/backend-api/f/conversation", body);
        assertThat(answer.status()).isEqualTo(200);
        return VisibleText.read("chatgpt.com", answer.body());
    }

    private static String askDeepSeek(Client client, String prompt) throws Exception {
        Client.Answer answer =
                client.post("chat.deepseek.com", "/api/v0/chat/completion", "{\"prompt\":\"" + prompt + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return VisibleText.read("chat.deepseek.com", answer.body());
    }

    private static String received() {
        return internet.recorder().all().getLast().text();
    }

    @Test
    void anAnswerIsRestoredForItsOwnPersonAndOperatorAlone() throws Exception {
        assertThat(askChatGpt(minji, "write to ada@example.org"))
                .contains("ada@example.org")
                .doesNotContain("[EMAIL");
        assertThat(received()).contains("write to [EMAIL_1]");

        assertThat(askChatGpt(minji, "who is [EMAIL_1]?"))
                .as("in her later conversations")
                .contains("ada@example.org");
        assertThat(askChatGpt(jisoo, "who is [EMAIL_1]?"))
                .as("another person")
                .contains("[EMAIL_1]")
                .doesNotContain("ada");
        assertThat(askChatGpt(jisoo, "who is email_1?"))
                .as("in other spellings")
                .doesNotContain("ada@");
        assertThat(askDeepSeek(minji, "who is [EMAIL_1]?"))
                .as("another operator")
                .contains("[EMAIL_1]")
                .doesNotContain("ada");
    }

    @Test
    void theSameTokenIsADifferentOriginalForEachPerson() throws Exception {
        assertThat(askChatGpt(minji, "call 010-1234-5678")).contains("010-1234-5678");
        String hers = received();
        assertThat(askChatGpt(jisoo, "call 010-8765-4321")).contains("010-8765-4321");

        assertThat(hers).contains("call [PHONE_1]");
        assertThat(received()).contains("call [PHONE_1]");
        assertThat(askChatGpt(minji, "and [PHONE_1]?")).contains("010-1234-5678");
        assertThat(askChatGpt(jisoo, "and [PHONE_1]?")).contains("010-8765-4321");
    }

    @Test
    void whatOneOperatorGotAnotherGetsUnderATokenOfItsOwn() throws Exception {
        assertThat(askChatGpt(minji, "card 4111 1111 1111 1111")).contains("4111 1111 1111 1111");
        assertThat(askDeepSeek(minji, "card 4111 1111 1111 1111")).contains("4111 1111 1111 1111");

        assertThat(received()).doesNotContain("4111").contains("[CREDIT_CARD_2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "minji:mountain", "nobody:sea", "minji"})
    void whoProvesNothingSendsNothing(String credentials) throws Exception {
        Client.Answer answer = client(credentials).post("chatgpt.com", "/backend-api/f/conversation", "{}");

        assertThat(answer.status()).isEqualTo(407);
        assertThat(internet.recorder().all()).isEmpty();
    }

    @Test
    void theRegisterSaysWhoSentIt() throws Exception {
        askDeepSeek(jisoo, "hello");

        assertThat(cloakroom.transfers().transfers())
                .filteredOn(transfer -> transfer.host().equals("chat.deepseek.com"))
                .extracting(Transfer::user)
                .contains("jisoo");
    }

    @Test
    void noFileOfTheInstallationHoldsAnOriginal() throws Exception {
        askChatGpt(minji, "write to grace.hopper@example.org");

        try (var files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(contains(file, "grace.hopper@")).as(file.toString()).isFalse();
            }
        }
    }

    private static boolean contains(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text);
    }
}
