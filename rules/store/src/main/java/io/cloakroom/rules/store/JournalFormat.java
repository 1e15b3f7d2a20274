package io.cloakroom.rules.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line: {@code {"seq":2,"prev":"…","start":{…},"hash":"…"}}. The hash covers the bytes before {@code ,"hash":}, and with
 * {@code prev} the whole journal up to there; {@code head -c} and {@code sha256sum} can check it.
 */
final class JournalFormat {
    /** What the first record has as {@code prev}. */
    static final String GENESIS = "0".repeat(64);

    private static final String HASH_KEY = ",\"hash\":\"";
    private static final int HASH_LENGTH = 64;
    private static final int TAIL_LENGTH = HASH_KEY.length() + HASH_LENGTH + 2;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JournalFormat() {}

    /** A line without its newline, and the hash the next one refers to. */
    record Line(byte[] bytes, String hash) {}

    /** The part of a line that does not depend on its place in the journal. */
    static String body(String kind, Object record) {
        try {
            return "\"" + kind + "\":" + MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new StoreException("Cannot write a journal record as JSON (" + e.getOriginalMessage() + ").", e);
        }
    }

    static Line line(long seq, String prev, String body) {
        String head = "{\"seq\":" + seq + ",\"prev\":\"" + prev + "\"," + body;
        String hash = sha256(head.getBytes(StandardCharsets.UTF_8));
        return new Line((head + HASH_KEY + hash + "\"}").getBytes(StandardCharsets.UTF_8), hash);
    }

    /** @throws IOException when the line is not a record */
    static JournalRecord parse(byte[] line) throws IOException {
        JournalRecord record = MAPPER.readValue(line, JournalRecord.class);
        if (hash(line) == null || record.seq() < 1) {
            throw new IOException("not a journal record");
        }
        return record;
    }

    /** Whether the line has the hash that it says it has. */
    static boolean isIntact(byte[] line) {
        String stated = hash(line);
        return stated != null && stated.equals(sha256(line, line.length - TAIL_LENGTH));
    }

    private static @Nullable String hash(byte[] line) {
        int start = line.length - TAIL_LENGTH;
        if (start < 0) {
            return null;
        }
        String tail = new String(line, start, TAIL_LENGTH, StandardCharsets.ISO_8859_1);
        return tail.startsWith(HASH_KEY) && tail.endsWith("\"}")
                ? tail.substring(HASH_KEY.length(), HASH_KEY.length() + HASH_LENGTH)
                : null;
    }

    private static String sha256(byte[] bytes) {
        return sha256(bytes, bytes.length);
    }

    private static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static final class InstantDeserializer extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeException e) {
                throw new IOException("not a time: " + e.getMessage(), e);
            }
        }
    }
}
