package io.cloakroom.benchmarks.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of labelled texts: files {@code *.jsonl} with lines {@code {"id","text","spans":[{"start","end","type","peer_score"?}],"scope"?}},
 * and {@code manifest.json} in it or beside it, which tells of each file {@code "folder/file"} its {@code kind} ({@code benign} or not) and
 * its {@code scope} (a list of types, or a string where each text has its own).
 */
final class LabelledFolder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "manifest.json";

    private LabelledFolder() {}

    /** @param manifest null to look for it in the folder and beside it */
    static List<LabelledFile> read(Path folder, @Nullable Path manifest) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        JsonNode about = manifestOf(absolute, manifest);
        List<LabelledFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(absolute)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".jsonl")).sorted().toList()) {
                String name = absolute.getFileName() + "/" + path.getFileName();
                files.add(read(path, name, about.path(name)));
            }
        }
        if (files.isEmpty()) {
            throw new IOException("no *.jsonl in " + folder + "; name a folder of labelled texts");
        }
        return files;
    }

    private static JsonNode manifestOf(Path folder, @Nullable Path manifest) throws IOException {
        List<Path> places = manifest != null
                ? List.of(manifest)
                : List.of(folder.resolve(MANIFEST), folder.resolveSibling(MANIFEST));
        for (Path place : places) {
            if (Files.isRegularFile(place)) {
                return JSON.readTree(Files.readString(place));
            }
        }
        if (manifest != null) {
            throw new IOException("no such manifest: " + manifest);
        }
        return JSON.createObjectNode();
    }

    private static LabelledFile read(Path path, String name, JsonNode about) throws IOException {
        List<Labelled> texts = new ArrayList<>();
        for (String line : Files.readAllLines(path)) {
            if (!line.isBlank()) {
                texts.add(text(JSON.readTree(line)));
            }
        }
        return LabelledFile.of(name, about.path("kind").asText().equals("benign"), types(about.path("scope")), texts);
    }

    private static Labelled text(JsonNode line) {
        List<Label> labels = new ArrayList<>();
        for (JsonNode span : line.path("spans")) {
            labels.add(new Label(
                    span.path("start").intValue(),
                    span.path("end").intValue(),
                    span.path("type").textValue(),
                    span.path("peer_score").asDouble(1)));
        }
        return new Labelled(line.path("id").asText(), line.path("text").textValue(), labels, types(line.path("scope")));
    }

    private static @Nullable Set<String> types(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        Set<String> types = new TreeSet<>();
        list.forEach(type -> types.add(type.textValue()));
        return types;
    }

    /** Writes files in the form that {@link #read} reads, with their manifest. */
    static void write(List<LabelledFile> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        ObjectNode manifest = JSON.createObjectNode();
        for (LabelledFile file : files) {
            List<String> lines = new ArrayList<>();
            for (Labelled text : file.texts()) {
                lines.add(JSON.writeValueAsString(line(text)));
            }
            Files.write(folder.resolve(file.name() + ".jsonl"), lines);
            ObjectNode about = manifest.putObject(
                    folder.toAbsolutePath().normalize().getFileName() + "/" + file.name() + ".jsonl");
            about.put("kind", file.benign() ? "benign" : "prompts");
            ArrayNode scope = about.putArray("scope");
            file.scope().forEach(scope::add);
        }
        Files.writeString(
                folder.resolve(MANIFEST), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
    }

    private static ObjectNode line(Labelled text) {
        ObjectNode line = JSON.createObjectNode().put("id", text.id()).put("text", text.text());
        ArrayNode spans = line.putArray("spans");
        for (Label label : text.labels()) {
            ObjectNode span = spans.addObject()
                    .put("start", label.start())
                    .put("end", label.end())
                    .put("type", label.type());
            if (label.certainty() < 1) {
                span.put("peer_score", label.certainty());
            }
        }
        return line;
    }
}
