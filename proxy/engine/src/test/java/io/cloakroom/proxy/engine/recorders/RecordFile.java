package io.cloakroom.proxy.engine.recorders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.proxy.engine.recorders.RecordingOrigin.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file to which another process adds a line of JSON for each request. */
final class RecordFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private int linesRead;

    RecordFile(Path file) {
        this.file = file;
    }

    List<Read> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        List<Read> fresh = new ArrayList<>();
        for (String line : lines.subList(linesRead, lines.size())) {
            JsonNode json = JSON.readTree(line);
            Map<String, String> headers = new TreeMap<>();
            for (String name : RecordingOrigin.HEADERS) {
                String value = json.path("headers").path(name).asText();
                if (!value.isEmpty()) {
                    headers.put(name, value);
                }
            }
            // nginx says of a request that did not come whole that it was bad.
            if (json.path("status").asInt(200) == 200) {
                fresh.add(new Read(
                        json.path("method").asText(),
                        json.path("target").asText(),
                        headers,
                        json.path("body").asText()));
            }
        }
        linesRead = lines.size();
        return fresh;
    }
}
