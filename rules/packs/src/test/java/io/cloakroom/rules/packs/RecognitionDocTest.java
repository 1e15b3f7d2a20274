package io.cloakroom.rules.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.engine.recognize.RulePacks;
import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/recognition.md} tells of rule packs is so. */
class RecognitionDocTest {

    private static final Path DOCUMENT = Path.of("../../docs/recognition.md");
    private static final Path PACKS = Path.of("src/main/resources/packs");
    private static final Pattern SNIPPET = Pattern.compile("```yaml\n(id: .*?)```", Pattern.DOTALL);
    private static final Pattern TABLE =
            Pattern.compile("(<!-- packs: begin [^>]*-->\n)(.*?)(<!-- packs: end -->)", Pattern.DOTALL);

    @Test
    void theRecognizerOfTheDocumentIsLoadedAndFinds(@TempDir Path folder) throws IOException, InvalidPacksException {
        Matcher snippet = SNIPPET.matcher(Files.readString(DOCUMENT));
        assertThat(snippet.find()).isTrue();
        Files.writeString(folder.resolve("mine.yaml"), snippet.group(1));
        RulePacks packs = RulePacks.shipped().with(RulePacks.load(folder));
        String text = "staff number NM-1234567 called";
        assertThat(Recognizers.standard(packs, List.of(), 0).analyze(text, null))
                .filteredOn(finding -> finding.recognizer().equals("northgate-personnel"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.type()).isEqualTo(EntityType.ID_NUMBER);
                    assertThat(finding.span().of(text)).isEqualTo("NM-1234567");
                });
    }

    /** Counts may lag behind; with {@code -Dgolden=update} the table is written anew. */
    @Test
    void theTableNamesEveryType() throws IOException {
        String document = Files.readString(DOCUMENT);
        Matcher table = TABLE.matcher(document);
        assertThat(table.find()).isTrue();
        String written = table.group(2);
        if ("update".equals(System.getProperty("golden"))) {
            written = table();
            Files.writeString(
                    DOCUMENT, document.substring(0, table.end(1)) + written + document.substring(table.start(3)));
        }
        assertThat(written)
                .as("write it anew with -Dgolden=update")
                .contains(Arrays.stream(EntityType.values())
                        .map(type -> "| " + type + " |")
                        .toList());
    }

    private static String table() throws IOException {
        Map<String, String> folders = folders();
        Map<EntityType, List<RulePack>> byType = new EnumMap<>(EntityType.class);
        for (EntityType type : EntityType.values()) {
            byType.put(type, new ArrayList<>());
        }
        RulePacks.shipped().packs().forEach(pack -> byType.get(pack.type()).add(pack));
        StringBuilder table = new StringBuilder("| Type | Packs | Countries and kinds |\n|---|---|---|\n");
        byType.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<EntityType, List<RulePack>> e) ->
                        -e.getValue().size()))
                .forEach(entry -> table.append("| %s | %d | %s |\n"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().size(),
                                String.join(
                                        ", ",
                                        new TreeSet<>(entry.getValue().stream()
                                                .map(pack -> folders.getOrDefault(pack.id(), ""))
                                                .toList())))));
        int examples = RulePacks.shipped().packs().stream()
                .mapToInt(pack -> pack.examples().match().size()
                        + pack.examples().noMatch().size())
                .sum();
        return table + "\n" + RulePacks.shipped().packs().size() + " packs with " + examples + " examples.\n";
    }

    /** Id of a pack → the folder its file is in. */
    private static Map<String, String> folders() throws IOException {
        Map<String, String> folders = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(PACKS)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
                Files.readAllLines(path).stream()
                        .filter(line -> line.startsWith("id: "))
                        .forEach(line -> folders.put(
                                line.substring(4).strip(),
                                path.getParent().getFileName().toString()));
            }
        }
        return folders;
    }
}
