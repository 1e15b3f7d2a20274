package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.store.Durability;
import io.cloakroom.rules.store.Store;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {

    private static final List<String> SQUID = List.of(
            "1767950100.000  60000 10.0.0.7 TCP_TUNNEL/200 4935 CONNECT chatgpt.com:443 minji HIER_DIRECT/192.0.2.1 -",
            "1767960000.000  60000 10.0.0.8 TCP_TUNNEL/200 1000 CONNECT chatgpt.com:443 - HIER_DIRECT/192.0.2.1 -",
            "1767960001.000   9000 10.0.0.8 TCP_TUNNEL/200 2000 CONNECT iask.ai:443 - HIER_DIRECT/192.0.2.1 -",
            "1767960001.000      9 10.0.0.8 TCP_DENIED/403 2000 CONNECT claude.ai:443 - HIER_NONE/- -",
            "1767960001.000   9000 10.0.0.8 TCP_TUNNEL/200 2000 CONNECT www.example.com:443 - HIER_DIRECT/192.0.2.1 -",
            "1767960002.000   9000 10.0.0.9 TCP_TUNNEL/200 2000 CONNECT my-gpt.example.com:443 - HIER_DIRECT/192.0.2.1 -",
            "not \u001b[31ma line of squid");

    @TempDir
    private Path directory;

    private Path log(String name, List<String> lines) throws Exception {
        return Files.write(directory.resolve(name), lines);
    }

    private static JsonNode json(Object... args) throws Exception {
        String[] words = new String[args.length + 2];
        words[0] = "coverage";
        words[1] = "--json";
        for (int i = 0; i < args.length; i++) {
            words[i + 2] = args[i].toString();
        }
        Console console = Console.command(words);
        assertThat(console.exit()).as(console.err()).isZero();
        return new ObjectMapper().readTree(console.out());
    }

    @Test
    void withNothingToCompareEverythingIsUnseen() throws Exception {
        JsonNode report = json(log("access.log", SQUID));

        assertThat(report.get("inferred").booleanValue()).isTrue();
        assertThat(report.get("compared").textValue()).contains("nothing was compared");
        assertThat(report.get("services"))
                .extracting(
                        row -> row.get("service").textValue(),
                        row -> row.at("/seen/requests").longValue())
                .containsExactly(tuple("ChatGPT", 2L), tuple("iAsk", 1L));
        JsonNode chatgpt = report.at("/services/0");
        assertThat(chatgpt.get("inferred").booleanValue()).isTrue();
        assertThat(chatgpt.get("coverage").textValue()).isEqualTo("described");
        assertThat(chatgpt.at("/seen/first_seen").textValue()).isEqualTo("2026-01-09T09:15:00Z");
        assertThat(chatgpt.at("/seen/bytes_down").longValue()).isEqualTo(5935);
        assertThat(chatgpt.at("/seen").has("bytes_up")).isFalse();
        assertThat(chatgpt.at("/seen/clients")).extracting(JsonNode::textValue).containsExactly("10.0.0.8", "minji");
        assertThat(report.at("/hints/0/host").textValue()).isEqualTo("my-gpt.example.com");
        assertThat(report.at("/hints/0/reason").textValue()).isEqualTo("its name has 'gpt' in it");
    }

    @Test
    void everyLineIsCountedAndTheFirstThatNobodyUnderstandsAreShown() throws Exception {
        JsonNode log = json(log("access.log", SQUID)).at("/logs/0");

        assertThat(log.get("format").textValue()).isEqualTo("squid");
        assertThat(log.get("lines").longValue()).isEqualTo(7);
        assertThat(log.get("entries").longValue()).isEqualTo(5);
        assertThat(log.get("refused").longValue()).isEqualTo(1);
        assertThat(log.get("not_understood").longValue()).isEqualTo(1);
        assertThat(log.at("/examples/0/line").longValue()).isEqualTo(7);
    }

    @Test
    void theTableSaysInferredAndPrintsNoControlCharacters() throws Exception {
        Console console = Console.command("coverage", log("access.log", SQUID).toString());

        assertThat(console.exit()).isZero();
        assertThat(console.out())
                .contains("Inferred: AI traffic that did not come through Cloakroom")
                .contains("Inferred, and only a hint")
                .contains("nothing was compared")
                .contains("line 7: not ?[31ma line of squid")
                .doesNotContain("\u001b");
        assertThat(console.out()
                        .lines()
                        .filter(line -> line.contains("ChatGPT"))
                        .findFirst()
                        .orElseThrow())
                .contains(
                        "OpenAI",
                        "US",
                        "described",
                        "2 requests",
                        "5935",
                        "2026-01-09T09:15:00Z",
                        "2026-01-09T12:00:00Z");
    }

    @Test
    void whatTheJournalHasAtThatTimeCameThrough() throws Exception {
        Path dataDir = directory.resolve("data");
        try (Store store = Store.open(dataDir, Durability.PROCESS, Clock.systemUTC())) {
            // Ends at the very time at which squid's first tunnel begins.
            Instant start = Instant.parse("2026-01-09T09:10:00Z");
            store.journal().start(start("f1", start)).join();
            store.journal()
                    .end(new Journal.End("f1", start.plusSeconds(240), 200, 10, 10, RestoreReport.NONE, "complete"))
                    .join();
        }

        JsonNode report = json("--data-dir", dataDir, log("access.log", SQUID));

        assertThat(report.at("/through/ChatGPT").longValue()).isEqualTo(1);
        assertThat(report.at("/services/0/seen/requests").longValue()).isEqualTo(1);
        assertThat(report.at("/services/0/seen/first_seen").textValue()).isEqualTo("2026-01-09T12:00:00Z");
        assertThat(report.get("compared").textValue()).contains("2026-01-09T09:10:00Z");
    }

    @Test
    void clocksThatWereSetBackOrWrongStopNothing() throws Exception {
        Path dataDir = directory.resolve("data");
        try (Store store = Store.open(dataDir, Durability.PROCESS, Clock.systemUTC())) {
            Instant start = Instant.parse("2026-01-09T09:14:30Z");
            store.journal().start(start("f0", start.minusSeconds(7200))).join();
            store.journal().start(start("f1", start)).join();
            store.journal()
                    .end(new Journal.End("f1", start.minusSeconds(3600), 200, 10, 10, RestoreReport.NONE, "complete"))
                    .join();
        }
        Path common = log(
                "common.log",
                List.of("10.0.0.8 - - [10/Jan/9999:13:55:36 +0000] \"GET https://chatgpt.com/ HTTP/1.1\" 200 7"));

        JsonNode report = json("--data-dir", dataDir, log("access.log", SQUID), common);

        assertThat(report.at("/through/ChatGPT").longValue()).isEqualTo(1);
        assertThat(report.at("/services/0/seen/requests").longValue()).isEqualTo(2);
        assertThat(report.at("/services/0/seen/last_seen").textValue()).startsWith("9999-01-10");
    }

    private static Journal.Start start(String flow, Instant at) {
        return new Journal.Start(
                flow,
                at,
                Person.of("minji"),
                new Recipient("chatgpt", "chatgpt.com", "OpenAI", "US", "prompt"),
                Journal.Visibility.OBSERVED,
                "observe",
                "1",
                "",
                10,
                Map.of(),
                Map.of());
    }

    @Test
    void cloakroomsOwnAddressTellsWhatCameThrough() throws Exception {
        JsonNode report = json("--cloakroom", "10.0.0.8", log("access.log", SQUID));

        assertThat(report.at("/through/ChatGPT").longValue()).isEqualTo(1);
        assertThat(report.at("/through/iAsk").longValue()).isEqualTo(1);
        assertThat(report.at("/services/0/seen/clients/0").textValue()).isEqualTo("minji");
    }

    @Test
    void cloakroomsOwnAddressIsKnownBesideTheNamesOfUsers() throws Exception {
        JsonNode squid = json("--cloakroom", "10.0.0.7", log("access.log", SQUID));
        JsonNode gateway = json(
                "--cloakroom",
                "10.0.0.7",
                log(
                        "gateway.json",
                        List.of(
                                "{\"HTTPHost\":\"chatgpt.com\",\"Email\":\"a@example.com\",\"DeviceName\":\"d\",\"SourceIP\":\"10.0.0.7\"}",
                                "{\"HTTPHost\":\"chatgpt.com\",\"DeviceName\":\"e\",\"SourceIP\":\"10.0.0.8\"}")));

        assertThat(squid.at("/through/ChatGPT").longValue()).isEqualTo(1);
        assertThat(squid.at("/services/0/seen/clients"))
                .extracting(JsonNode::textValue)
                .containsExactly("10.0.0.8");
        assertThat(gateway.at("/through/ChatGPT").longValue()).isEqualTo(1);
        assertThat(gateway.at("/services/0/seen/clients"))
                .extracting(JsonNode::textValue)
                .containsExactly("e");
        assertThat(json("--cloakroom", "minji", log("access.log", SQUID))
                        .at("/through/ChatGPT")
                        .longValue())
                .isEqualTo(1);
    }

    @Test
    void bytesOfAConnectionAreThoseOfTheHostItsHandshakeNamed() throws Exception {
        Path connections = log(
                "conn.log",
                List.of(
                        "#fields\tts\tuid\tid.orig_h\torig_bytes\tresp_bytes",
                        "1767960000.0\tC1\t10.0.0.8\t1500\t90000",
                        "1767960000.0\tC2\t10.0.0.8\t7\t7"));
        Path handshakes = log(
                "ssl.log",
                List.of(
                        "#fields\tts\tuid\tid.orig_h\tserver_name",
                        "1767960000.1\tC1\t10.0.0.8\tclaude.ai",
                        "1767960000.1\tC2\t10.0.0.8\twww.example.com"));

        JsonNode report = json(connections, handshakes);

        assertThat(report.get("services")).hasSize(1);
        assertThat(report.at("/services/0/seen/connections").longValue()).isEqualTo(1);
        assertThat(report.at("/services/0/seen/bytes_up").longValue()).isEqualTo(1500);
        assertThat(report.at("/services/0/seen/bytes_down").longValue()).isEqualTo(90000);
    }

    @Test
    void readsGzipAndTimesOfAnotherZone() throws Exception {
        Path file = directory.resolve("pihole.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("Dec 15 20:51:59 dnsmasq[7]: reply claude.ai is 192.0.2.1\r\n".getBytes(StandardCharsets.UTF_8));
            out.write("Dec 15 20:51:59 dnsmasq[7]: query[A] claude.ai from 192.168.2.7\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-10T00:00:00Z")));

        JsonNode report = json("--zone", "Asia/Seoul", file);

        assertThat(report.at("/services/0/seen/queries").longValue()).isEqualTo(1);
        assertThat(report.at("/services/0/seen/first_seen").textValue()).isEqualTo("2025-12-15T11:51:59Z");
    }

    @Test
    void aFileThatIsCutOffIsNamed() throws Exception {
        Path file = directory.resolve("access.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", SQUID).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        Console console = Console.command("coverage", file.toString());

        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).contains("access.log.gz is cut off");
    }

    @Test
    void aLineWithoutEndIsCutAndCounted() throws Exception {
        Path file = directory.resolve("access.log");
        Files.writeString(file, SQUID.getFirst() + "\n" + "x".repeat(3_000_000) + "\n" + SQUID.getFirst() + "\n");

        JsonNode log = json(file).at("/logs/0");

        assertThat(log.get("entries").longValue()).isEqualTo(2);
        assertThat(log.get("not_understood").longValue()).isEqualTo(1);
        assertThat(log.at("/examples/0/text").textValue()).hasSizeLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void aFormatNobodyKnowsIsAMistakeInUse() throws Exception {
        Console console = Console.command(
                "coverage", "--format", "xml", log("access.log", SQUID).toString());

        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("SQUID");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Console console =
                Console.command("coverage", directory.resolve("none.log").toString());

        assertThat(console.exit()).isEqualTo(3);
        assertThat(console.err()).contains("no such file", "none.log");
    }
}
