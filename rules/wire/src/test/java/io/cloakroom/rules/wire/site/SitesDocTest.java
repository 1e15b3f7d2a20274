package io.cloakroom.rules.wire.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/sites.md} tells of descriptors is so. */
class SitesDocTest {

    private static final Path DOCUMENT = Path.of("../../docs/sites.md");
    private static final Pattern SNIPPET = Pattern.compile("```yaml\n(id: .*?)```", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("(<!-- sites: begin [^>]*-->\n)(.*?)(<!-- sites: end -->)", Pattern.DOTALL);

    @Test
    void theDescriptorOfTheDocumentFindsTheText() throws Exception {
        Matcher snippet = SNIPPET.matcher(Files.readString(DOCUMENT));
        assertThat(snippet.find()).isTrue();
        Site site = SiteCatalogue.read("northgate-chat.yaml", snippet.group(1));
        String target = "/api/conversations/5eed-1/messages";
        RequestRule rule = Objects.requireNonNull(site.request("POST", target));
        byte[] body = "{\"model\":\"m\",\"messages\":[{\"content\":\"Erika Mustermann\"}]}".getBytes(UTF_8);
        Payload payload = new Payload(target, "application/json", body);
        assertThat(rule.lens().locate(payload).segments())
                .extracting(TextSegment::text)
                .containsExactly("Erika Mustermann");
        assertThat(rule.conversation(payload)).isEqualTo("5eed-1");
        assertThat(new String(
                        site.block(rule, "application/json", true, "Not sent.").body(), UTF_8))
                .contains("Not sent.");
    }

    /** With {@code -Dgolden=update} the table is written anew. */
    @Test
    void theTableIsThatOfTheDescriptors() throws IOException {
        String document = Files.readString(DOCUMENT);
        Matcher table = TABLE.matcher(document);
        assertThat(table.find()).isTrue();
        String written = table.group(2);
        if ("update".equals(System.getProperty("golden"))) {
            written = table();
            Files.writeString(
                    DOCUMENT, document.substring(0, table.end(1)) + written + document.substring(table.start(3)));
        }
        assertThat(written).as("write it anew with -Dgolden=update").isEqualTo(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder(
                "| Site | Operator, law | Requests | Answers | Restored | Stopped in the conversation | Limits | Facts of |\n"
                        + "|---|---|---|---|---|---|---|---|\n");
        SiteCatalogue.shipped().sites().stream()
                .filter(Site::described)
                .sorted(Comparator.comparing(site -> site.descriptor().name().toLowerCase(Locale.ROOT)))
                .forEach(site -> table.append(row(site.descriptor())));
        return table + "\nBeside them, " + SiteCatalogue.services().size()
                + " AI services are known by their hosts alone (`catalogue/services.yaml`): every string of what is sent to them is inspected.\n";
    }

    private static String row(SiteDescriptor site) {
        String requests = site.requests().stream()
                .map(request -> request.kind().word())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        String answers = site.answers().stream()
                .map(answer -> answer.framing().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        boolean shown =
                site.block().stream() != null || !site.block().messages().isEmpty();
        return "| %s | %s, %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        site.name(),
                        site.operator(),
                        site.jurisdiction(),
                        requests,
                        answers,
                        site.restore().name().toLowerCase(Locale.ROOT),
                        shown ? "yes" : "as an error",
                        String.join(", ", limits(site)),
                        Objects.requireNonNullElse(site.facts(), ""));
    }

    private static List<String> limits(SiteDescriptor site) {
        List<String> limits = new ArrayList<>();
        boolean some = site.signedWhen() != null
                || site.requests().stream().anyMatch(request -> Boolean.TRUE.equals(request.signed()));
        if (site.signed() || some) {
            limits.add(site.signed() ? "signed" : "signed in part");
        }
        if (site.transport() == SiteDescriptor.Transport.PAGE) {
            limits.add("page only");
        }
        return limits;
    }
}
