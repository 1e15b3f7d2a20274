package io.cloakroom.proxy.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object placeholder → original, in a file that only its owner can read. */
final class MapFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private MapFile() {}

    /** @throws IOException when the file is missing or not such an object; the message says what to do */
    static Map<String, String> read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (NoSuchFileException e) {
            throw new IOException("no map file " + file + "; write one with: cloakroom redact --map " + file, e);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is not a JSON object of placeholder to original, such as {\"[PERSON_1]\": \"…\"}", e);
        }
    }

    /** Replaces the file as a whole, so that a crash leaves either the old or the new one. */
    static void write(Path file, Map<String, String> map) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(
                directory,
                ".map",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, JSON.writeValueAsString(map) + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
