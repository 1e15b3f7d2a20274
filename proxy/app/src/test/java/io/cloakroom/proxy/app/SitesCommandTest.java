package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.SiteRequest;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.wire.Drift;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.sketch.BodySketch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** From a recorded HAR to a descriptor that passes its samples, as docs/sites.md tells it. */
class SitesCommandTest {

    private static final Path DOCUMENT = Path.of("../../docs/sites.md");

    @TempDir
    private Path directory;

    /** A block of the document. */
    private static String snippet(String language, String begin) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\n(" + Pattern.quote(begin) + ".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path recording() throws IOException {
        return file("northgate-chat.har", snippet("json", "{\"log\""));
    }

    @Test
    void whatComesWithCloakroomIsFine() {
        assertThat(Console.command("sites", "lint")).isEqualTo(new Console(0, "no problems\n", ""));
        assertThat(Console.command("sites", "test", "--site", "kimi"))
                .isEqualTo(new Console(0, "1 sites, 4 samples, 0 failures\n", ""));
    }

    @Test
    void driftAlarmsBecomeADescriptorThatPasses() throws IOException {
        String log = "16:00:00 INFO something else\n"
                + alarm(
                        "/api/v0/chat/send",
                        "{\"id\":\"5eed0000-0000-4000-8000-000000000001\",\"turns\":[{\"says\":\"Ask Erika Beispiel\"}]}")
                + alarm("/api/v0/chat/name", "{\"title\":\"About Erika\"}");
        assertThat(log).doesNotContain("Erika", "5eed0000", "send");
        Path out = directory.resolve("sketched");

        Console sketched = Console.command(
                "sites", "sketch", file("cloakroom.log", log).toString(), "--id", "deepseek", "--out", out.toString());

        assertThat(sketched.exit()).as(sketched.err()).isZero();
        String descriptor = out.resolve("deepseek.yaml").toString();
        assertThat(Files.readString(Path.of(descriptor)))
                .contains(
                        "operator: Hangzhou DeepSeek",
                        "path: /api/v0/chat/[^/]+",
                        "- json:/turns/*/says",
                        "- json:/title")
                .contains("own_fields: [id]");
        assertThat(Console.command("sites", "test", descriptor))
                .isEqualTo(new Console(0, "1 sites, 2 samples, 0 failures\n", ""));
    }

    /** The line that is logged when a body has not the shape its descriptor says. */
    private static String alarm(String target, String body) {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Watch.class);
        logged.start();
        log.addAppender(logged);
        try {
            FlowRequest request = new FlowRequest(
                    "flow",
                    Person.of("erika"),
                    "chat.deepseek.com",
                    443,
                    "POST",
                    target,
                    new DefaultHttpHeaders(),
                    new byte[0]);
            new Watch(new SimpleMeterRegistry())
                    .drift(
                            SiteRequest.of(request, SiteCatalogue.shipped()),
                            Drift.MISSING,
                            BodySketch.of(body.getBytes(StandardCharsets.UTF_8)));
            return "16:00:00 WARN " + logged.list.getFirst().getFormattedMessage() + "\n";
        } finally {
            log.detachAppender(logged);
        }
    }

    @Test
    void theRecordingOfTheDocumentBecomesADescriptorThatPasses() throws IOException {
        String out = directory.resolve("sketched").toString();
        Console sketched = Console.command("sites", "sketch", recording().toString(), "--out", out);
        assertThat(sketched.exit()).as(sketched.err()).isZero();
        assertThat(sketched.out())
                .contains("northgate-chat.yaml and northgate-chat.golden.json: 1 requests, 1 kinds of answers");
        String descriptor = out + "/northgate-chat.yaml";
        assertThat(Console.command("sites", "lint", descriptor)).isEqualTo(new Console(0, "no problems\n", ""));
        assertThat(Console.command("sites", "test", descriptor))
                .isEqualTo(new Console(0, "1 sites, 2 samples, 0 failures\n", ""));
        assertThat(Files.readString(Path.of(descriptor)))
                .isEqualTo(Console.command("sites", "sketch", recording().toString())
                        .out());
    }

    @Test
    void theDescriptorOfTheDocumentPassesTheSamplesOfItsRecording() throws IOException {
        String out = directory.resolve("sketched").toString();
        Console.command("sites", "sketch", recording().toString(), "--out", out);
        Path edited = file("northgate-chat.yaml", snippet("yaml", "id: northgate-chat"));
        String samples = out + "/northgate-chat.golden.json";
        assertThat(Console.command("sites", "lint", edited.toString()).out()).isEqualTo("no problems\n");
        assertThat(Console.command("sites", "test", edited.toString(), "--golden", samples))
                .isEqualTo(new Console(0, "1 sites, 2 samples, 0 failures\n", ""));
    }

    @Test
    void aDescriptorThatMissesTheTextFailsAndUpdatingWritesWhatItMakesOfIt() throws IOException {
        Path wrong = file(
                "northgate-chat.yaml",
                snippet("yaml", "id: northgate-chat").replace("path: /delta/text", "path: /delta/other"));
        Console.command(
                "sites",
                "sketch",
                recording().toString(),
                "--out",
                directory.resolve("s").toString());
        Path samples = Files.move(
                directory.resolve("s/northgate-chat.golden.json"), directory.resolve("northgate-chat.golden.json"));
        Console tested = Console.command("sites", "test", wrong.toString());
        assertThat(tested.exit()).isEqualTo(1);
        assertThat(tested.out()).contains("expected visible text 'Dear Erika Beispiel, all is well.'; came ''");

        assertThat(Console.command("sites", "test", "--update", wrong.toString())
                        .exit())
                .isZero();
        assertThat(Files.readString(samples)).contains("\"visible_text\": \"\"");
    }

    @Test
    void aSketchOverwritesNothing() throws IOException {
        Path out = Files.createDirectories(directory.resolve("mended"));
        String[] sketch = {"sites", "sketch", recording().toString(), "--out", out.toString()};
        Path samples = Files.writeString(out.resolve("northgate-chat.golden.json"), "mended");

        Console sketched = Console.command(sketch);

        assertThat(sketched.exit()).isEqualTo(Main.USAGE);
        assertThat(sketched.err()).contains("northgate-chat.golden.json exists, and is not overwritten; name another");
        assertThat(out.resolve("northgate-chat.yaml")).doesNotExist();
        assertThat(samples).hasContent("mended");
        Files.move(samples, out.resolve("northgate-chat.yaml"));
        assertThat(Console.command(sketch).err()).contains("northgate-chat.yaml exists");
        assertThat(samples).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--golden s.json one.yaml two.yaml --update, --golden has the samples of one descriptor",
        "--golden s.json,                            --golden has the samples of one descriptor",
        "--golden s.json --site kimi,                --golden has the samples of one descriptor",
        "--site kimi one.yaml --update,              --site is for those that come with Cloakroom",
        "--update,                                   --update writes files",
        "--site kimmi,                               no site 'kimmi' comes with samples",
    })
    void whatDoesNotGoTogetherIsTold(String options, String told) {
        Console console = Console.command(("sites test " + options).split(" "));

        assertThat(console.exit()).isEqualTo(Main.USAGE);
        assertThat(console.err()).contains(told);
    }

    @Test
    void filesThatAreNamedTogetherAreComparedWithEachOther() throws IOException {
        String fine = snippet("yaml", "id: northgate-chat");
        Path one = file("northgate-chat.yaml", fine);
        Path two = file("other.yaml", fine.replace("id: northgate-chat", "id: other"));

        Console linted = Console.command("sites", "lint", one.toString(), two.toString());

        assertThat(linted.exit()).isEqualTo(1);
        assertThat(linted.out())
                .contains("other.yaml:8: host chat.northgate-mills.example is one of site 'northgate-chat' already")
                .contains("2 problems");
    }

    @Test
    void everyMistakeSaysWhatToDo() throws IOException {
        Console none = Console.command(
                "sites",
                "sketch",
                file("empty.har", "{\"log\":{\"entries\":[]}}").toString());
        assertThat(none.err()).contains("nothing was recorded that a site could be told from");
        assertThat(none.exit()).isEqualTo(Main.ENVIRONMENT);
        Path bad = file(
                "northgate-chat.yaml", snippet("yaml", "id: northgate-chat").replace("kind: prompt", "kind: ask"));
        Console linted = Console.command("sites", "lint", bad.toString());
        assertThat(linted.exit()).isEqualTo(1);
        assertThat(linted.out()).contains("northgate-chat.yaml:13: requests[0].kind: 'ask' is not allowed");
    }
}
