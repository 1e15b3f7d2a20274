package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.engine.restore.TextRestorer;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random streams of patches, cut anywhere: the client reads the text restored and every other patch as it was sent. */
class PatchStreamTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SiteCatalogue SHIPPED = SiteCatalogue.shipped();
    private static final Map<String, String> ISSUED =
            Map.of("[PERSON_1]", "Erika \"E\" Müller", "[EMAIL_1]", "e@x.org", "[EMAIL_12]", "🙂@x.org");

    /** How a site writes patches. */
    private record Dialect(String host, String event, String textPath, String append, String batch, String metaPath) {}

    private static final Dialect CHATGPT = new Dialect(
            "chatgpt.com", "event: delta\n", "/message/content/parts/0", "append", "patch", "/message/metadata");
    private static final Dialect DEEPSEEK = new Dialect(
            "chat.deepseek.com", "", "response/fragments/-1/content", "APPEND", "BATCH", "response/search_status");

    @Property(tries = 200)
    void chatGpt(@ForAll("pieces") List<String> pieces, @ForAll long seed) throws IOException {
        check(CHATGPT, pieces, new Random(seed), false);
        check(CHATGPT, pieces, new Random(seed), true);
    }

    @Property(tries = 200)
    void deepSeek(@ForAll("pieces") List<String> pieces, @ForAll long seed) throws IOException {
        check(DEEPSEEK, pieces, new Random(seed), false);
        check(DEEPSEEK, pieces, new Random(seed), true);
    }

    private static void check(Dialect dialect, List<String> pieces, Random random, boolean releasing)
            throws IOException {
        byte[] stream = stream(dialect, pieces, random).getBytes(StandardCharsets.UTF_8);
        Site site = Objects.requireNonNull(SHIPPED.site(dialect.host));
        AnswerRestorer restorer =
                Objects.requireNonNull(Answers.restorer(site, null, "text/event-stream", Vault.Originals.of(ISSUED)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < stream.length) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(90));
            out.writeBytes(restorer.push(Arrays.copyOfRange(stream, at, end)));
            out.writeBytes(releasing && random.nextInt(4) == 0 ? restorer.release() : new byte[0]);
            at = end;
        }
        out.writeBytes(restorer.finish());
        Client sent = new Client(dialect, new String(stream, StandardCharsets.UTF_8));
        Client received = new Client(dialect, out.toString(StandardCharsets.UTF_8));
        assertThat(sent.text.toString()).isEqualTo(String.join("", pieces));
        assertThat(received.meta).isEqualTo(sent.meta);
        if (!releasing) {
            KnownPlaceholders known = KnownPlaceholders.of(Vault.Originals.of(ISSUED));
            assertThat(received.text.toString()).isEqualTo(TextRestorer.restoreWhole(known, sent.text.toString()));
        }
    }

    private static String stream(Dialect dialect, List<String> pieces, Random random) {
        StringBuilder stream = new StringBuilder();
        String path = "";
        String operation = "";
        for (String piece : pieces) {
            ObjectNode patch = JSON.createObjectNode();
            boolean batch = random.nextInt(4) == 0;
            for (int meta = random.nextInt(3); meta > 0; meta--) {
                ObjectNode other = JSON.createObjectNode();
                say(other, random, path.equals(dialect.metaPath), "p", dialect.metaPath);
                say(other, random, operation.equals("set"), "o", "set");
                path = dialect.metaPath;
                operation = "set";
                stream.append(event(dialect, other.put("v", random.nextInt(9))));
            }
            if (batch) {
                say(patch, random, path.isEmpty(), "p", "");
                say(patch, random, operation.equals(dialect.batch), "o", dialect.batch);
                patch.putArray("v")
                        .addObject()
                        .put("p", dialect.textPath)
                        .put("o", dialect.append)
                        .put("v", piece);
                path = "";
                operation = dialect.batch;
            } else {
                say(patch, random, path.equals(dialect.textPath), "p", dialect.textPath);
                say(patch, random, operation.equals(dialect.append), "o", dialect.append);
                patch.put("v", piece);
                path = dialect.textPath;
                operation = dialect.append;
            }
            stream.append(event(dialect, patch));
        }
        return stream.append("data: [DONE]\n\n").toString();
    }

    private static void say(ObjectNode patch, Random random, boolean known, String key, String value) {
        if (!known || random.nextBoolean()) {
            patch.put(key, value);
        }
    }

    private static String event(Dialect dialect, ObjectNode patch) {
        return dialect.event + "data: " + patch + "\n\n";
    }

    /** A page that applies patches. */
    private static final class Client {

        private final Dialect dialect;
        private final StringBuilder text = new StringBuilder();
        private final List<String> meta = new ArrayList<>();
        private String path = "";
        private String operation = "";

        Client(Dialect dialect, String stream) throws IOException {
            this.dialect = dialect;
            for (String line : stream.split("\n")) {
                if (line.startsWith("data: {")) {
                    JsonNode patch = JSON.readTree(line.substring(6));
                    path = patch.path("p").asText(path);
                    operation = patch.path("o").asText(operation);
                    apply(path, operation, patch.get("v"));
                }
            }
        }

        private void apply(String at, String how, JsonNode value) {
            if (how.equals(dialect.batch)) {
                value.forEach(inner ->
                        apply(at + inner.path("p").asText(), inner.path("o").asText(), inner.get("v")));
            } else if (at.equals(dialect.textPath) && how.equals(dialect.append)) {
                text.append(value.asText());
            } else {
                meta.add(at + " " + how + " " + value);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "[PERSON_1]",
                        "[PER",
                        "SON_",
                        "1]",
                        "[EMAIL",
                        "_1",
                        "2]",
                        "]",
                        "[",
                        " ",
                        "text",
                        "é🙂",
                        "\"",
                        "\\",
                        "\n",
                        "[PERSON_9]",
                        "https://x/",
                        "](",
                        "")
                .list()
                .ofMaxSize(12);
    }
}
