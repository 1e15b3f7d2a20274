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
import java.time.DateTimeException;
import java.time.Instant;

/** What journal lines say, as JSON. Apart from {@link JournalFormat}, so that opening a journal need not wait for Jackson to load. */
final class JournalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private JournalJson() {}

    /** The part of a line that does not depend on its place in the journal. */
    static String body(String kind, Object record) {
        try {
            return "\"" + kind + "\":" + MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new StoreException("Cannot write a journal record as JSON (" + e.getOriginalMessage() + ").", e);
        }
    }

    /** @throws IOException when the line is not a record */
    static JournalRecord parse(byte[] line) throws IOException {
        return MAPPER.readValue(line, JournalRecord.class);
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
