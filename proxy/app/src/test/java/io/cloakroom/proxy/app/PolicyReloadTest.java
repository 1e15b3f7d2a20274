package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.proxy.testkit.LoopbackInternet;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.store.JournalReader;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that changes while people work with it. */
class PolicyReloadTest {

    private static final String REDACTS =
            "id: ours\nversion: '1'\nrules:\n" + "  - { id: all, what: {}, action: redact, reason: kept inside }\n";
    private static final String BLOCKS = REDACTS.replace("'1'", "'2'").replace("redact", "block");

    /** A mistake in the configuration or in the policy, and what is said of it. */
    private record Mistake(String configuration, String policy, String said) {}

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("policy: ours.yaml\nproxi: {}\n", BLOCKS, "unknown key 'proxi' (known here: "),
            new Mistake("policy: [\n", BLOCKS, "cloakroom.yaml:"),
            new Mistake("policy: theirs.yaml\n", BLOCKS, "theirs.yaml:1: no such policy (name a file, or one of"),
            new Mistake("policy: ours.yaml\n", BLOCKS + "  - { id: x, what: {}, action: burn }\n", "ours.yaml:5: "),
            new Mistake("policy: ours.yaml\n", BLOCKS + "  - { id: all, what: {}, action: redact }\n", "is used twice"),
            new Mistake("policy: ours.yaml\n", "", "ours.yaml:1: "),
            closing("sites: [deepsek]", "no 'deepsek' among sites (write it as it is known; nearest: deepseek, "),
            closing(
                    "operators: [Deepseek]",
                    "no 'Deepseek' among operators (write it as it is known; nearest: Hangzhou DeepSeek"),
            closing("jurisdictions: [cn]", "no 'cn' among jurisdictions (write it as it is known; nearest: CN, "),
            closing("kinds: [promt]", "no 'promt' among kinds (write it as it is known; nearest: prompt, "),
            new Mistake(
                    "policy: ours.yaml\n",
                    REDACTS.replace("redact", "observe"),
                    "ours.yaml:1: the policy changed and still calls itself version 1 (give it another version"));

    private static Mistake closing(String where, String said) {
        return new Mistake(
                "policy: ours.yaml\n",
                BLOCKS + "  - { id: closed, where: { " + where + " }, action: block }\n",
                "ours.yaml:5: rule 'closed' would never match: there is " + said);
    }

    @TempDir
    private Path directory;

    private LoopbackInternet internet;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        internet = new LoopbackInternet();
        file = directory.resolve("cloakroom.yaml");
        Files.writeString(directory.resolve("root.pem"), internet.pki().rootPem());
        write("policy: ours.yaml\n", REDACTS);
    }

    @AfterEach
    void stop() {
        internet.close();
    }

    private void write(String configuration, String policy) throws IOException {
        Files.writeString(
                file,
                configuration + "upstream:\n  hosts: { chat.deepseek.com: \""
                        + internet.addresses().get("chat.deepseek.com") + "\" }\n  trust: [root.pem]\n");
        Files.writeString(directory.resolve("ours.yaml"), policy);
    }

    private void ask(Client client) throws Exception {
        client.post("chat.deepseek.com", "/api/v0/chat/completion", "{\"prompt\":\"write to ada@example.org\"}");
    }

    private List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        new JournalReader(directory.resolve("data")).read(line -> {
            if (line.start() != null) {
                verdicts.add(line.start().policyVersion() + " " + line.start().action());
            }
        });
        return verdicts;
    }

    @Test
    @DisplayName(
            "trust 41: a configuration with a mistake is refused with file, line and remedy, and the policy before stays active")
    void aMistakeChangesNothing() throws Exception {
        Config config = Config.read(file).withPorts(0, 0);
        try (Cloakroom cloakroom = Cloakroom.start(config, directory, directory.resolve("data"))) {
            Client client =
                    new Client(cloakroom.proxyPort(), cloakroom.installation().caPem(), "");
            for (Mistake mistake : MISTAKES) {
                write(mistake.configuration(), mistake.policy());
                cloakroom.reload().reload(file, config);

                assertThat(ServeProcess.get(cloakroom.consoleUrl() + "/readyz"))
                        .contains("ours@1 stays active; refused: ")
                        .contains(mistake.said().replace("\"", "\\\""));
                ask(client);
            }
            write("policy: ours.yaml\n", BLOCKS);
            cloakroom.reload().reload(file, config);
            ask(client);

            assertThat(cloakroom.reload().health().detail()).isEqualTo("ours@2 is active");
        }
        assertThat(verdicts()).hasSize(MISTAKES.size() + 1).endsWith("ours@2 block");
        assertThat(verdicts().subList(0, MISTAKES.size())).containsOnly("ours@1 redact");
        System.out.println(
                "trust 41: " + MISTAKES.size() + " mistakes refused, the policy before stayed active each time");
    }

    @Test
    void presetsNameWhomTheShippedContentHas() throws Exception {
        for (String preset : Policies.PRESETS) {
            assertThat(Policies.load(preset, directory, SiteCatalogue.shipped().recipients()))
                    .isEqualTo(Policies.preset(preset));
        }
    }

    @Test
    void aPolicyThatNamesNobodyDoesNotStart() throws Exception {
        write("policy: ours.yaml\n", REDACTS + "  - { id: closed, where: { sites: [deepsek] }, action: block }\n");

        assertThatThrownBy(
                        () -> Cloakroom.start(Config.read(file).withPorts(0, 0), directory, directory.resolve("data")))
                .hasMessageContaining(
                        "ours.yaml:5: rule 'closed' would never match: there is no 'deepsek' among sites");
        write(
                "policy: ours.yaml\n",
                REDACTS
                        + "  - { id: closed, where: { jurisdictions: [RU], kinds: [other, third_party] }, action: block }\n");
        Cloakroom.start(Config.read(file).withPorts(0, 0), directory, directory.resolve("data"))
                .close();
    }

    @Test
    @DisplayName("trust 41: SIGHUP reloads")
    void aSignalReloads() throws Exception {
        try (ServeProcess serve = ServeProcess.start(directory, directory.resolve("data"), file)) {
            write("policy: ours.yaml\n", BLOCKS);
            serve.hangUp();
            // Ignored when this build was itself started so that it outlives its terminal: then no child gets SIGHUP.
            Instant patience = Instant.now().plus(Duration.ofMinutes(1));
            String said = "";
            while (!said.contains("ours@2 is active") && Instant.now().isBefore(patience)) {
                said = ServeProcess.get(serve.console() + "/readyz");
            }
            assertThat(said).as("under nohup SIGHUP is ignored").contains("ours@2 is active");
            assertThat(serve.errors()).contains("policy ours@2 is active");
        }
    }
}
