package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.LoopbackInternet;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One value nobody else uses, typed in every way there is; then everything that Cloakroom keeps and says is searched for it. */
class CanaryTest {

    private static final String CANARY = "zq7canary8x";
    private static final String MAIL = CANARY + "@example.org";
    private static final String DEEPSEEK = "chat.deepseek.com";
    private static final String CHATGPT = "chatgpt.com";
    private static final String PROMPT = "/api/v0/chat/completion";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("trust 52: a value typed in every way is in no file, log, metric or report of Cloakroom in clear")
    void theCanaryIsNowhere() throws Exception {
        Path data = directory.resolve("data");
        Map<String, String> said = new LinkedHashMap<>();
        int ways;
        try (LoopbackInternet internet = new LoopbackInternet()) {
            Files.writeString(directory.resolve("root.pem"), internet.pki().rootPem());
            StringBuilder hosts = new StringBuilder();
            internet.addresses().forEach((host, address) -> hosts.append("    " + host + ": \"" + address + "\"\n"));
            Path config = Files.writeString(
                    directory.resolve("cloakroom.yaml"), "upstream:\n  trust: [root.pem]\n  hosts:\n" + hosts);
            try (ServeProcess serve = ServeProcess.start(directory, data, config)) {
                String pem = CertificateAuthority.open(
                                data, SiteCatalogue.shipped().hostsByOperator(), Clock.systemUTC())
                        .exportPem();
                ways = typeInEveryWay(new Client(serve.proxyPort(), pem, ""));
                for (String page : List.of("/metrics", "/readyz", "/healthz", "/proxy.pac", "/api/v1/openapi.json")) {
                    said.put(page, ServeProcess.get(serve.console() + page));
                }
                assertNowhere(data, said);
                serve.stop();
                said.put("log", serve.errors());
            }
            assertThat(internet.recorder().all()).isNotEmpty();
        }
        said.put(
                "transfers",
                Console.command("transfers", "--json", "--data-dir", data.toString())
                        .out());
        int files = assertNowhere(data, said);
        System.out.println("trust 52: typed in " + ways + " ways, " + files + " files and " + said.size()
                + " outputs searched in 4 spellings, 0 found");
    }

    private static int typeInEveryWay(Client client) throws Exception {
        String key = "-----BEGIN PRIVATE KEY-----\\n" + CANARY + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ"
                + "\\n-----END PRIVATE KEY-----";
        List<String[]> requests = List.of(
                new String[] {DEEPSEEK, PROMPT, "{\"prompt\":\"write to " + MAIL + "\"}"},
                new String[] {DEEPSEEK, PROMPT, "{\"prompt\":\"again to " + MAIL + "\"}"},
                new String[] {
                    CHATGPT,
                    "/backend-api/f/conversation",
                    "{\"messages\":[{\"content\":{\"content_type\":\"text\",\"parts\":[\"" + MAIL + "\"]}}]}"
                },
                new String[] {DEEPSEEK, PROMPT, "{\"prompt\":\"" + key + "\"}"},
                new String[] {DEEPSEEK, PROMPT, "{\"prompt\":\"cut off, " + MAIL},
                new String[] {DEEPSEEK, "/api/v0/unknown?q=" + MAIL, "{\"x\":\"" + MAIL + "\"}"},
                new String[] {DEEPSEEK, "/api/v0/" + MAIL, "[\"" + MAIL + "\"]"});
        List<Integer> statuses = new ArrayList<>();
        for (String[] request : requests) {
            statuses.add(client.post(request[0], request[1], request[2]).status());
        }
        assertThat(statuses.subList(0, 3)).containsOnly(200);
        return requests.size();
    }

    /** Returns how many files were searched. */
    private static int assertNowhere(Path data, Map<String, String> said) throws IOException {
        said.forEach((where, text) -> assertClean(where, text.getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                assertClean(file.toString(), Files.readAllBytes(file));
            }
            return all.size();
        }
    }

    private static void assertClean(String where, byte[] bytes) {
        byte[] canary = CANARY.getBytes(StandardCharsets.UTF_8);
        String searched = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(List.of(
                        CANARY,
                        new String(CANARY.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1),
                        HexFormat.of().formatHex(canary),
                        // What stays the same wherever in a text it stood is shorter than the whole.
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(canary)
                                .substring(0, 12)))
                .as(where)
                .noneMatch(spelling -> searched.toLowerCase(java.util.Locale.ROOT)
                        .contains(spelling.toLowerCase(java.util.Locale.ROOT)));
    }
}
