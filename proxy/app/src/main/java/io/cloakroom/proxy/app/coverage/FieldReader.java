package io.cloakroom.proxy.app.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads logs whose fields have names. */
final class FieldReader {

    private static final ObjectReader JSON = new ObjectMapper()
            // Times must keep all their digits.
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final ObjectReader CSV =
            new CsvMapper().readerFor(String[].class).with(CsvParser.Feature.TRIM_SPACES);
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final String ZEEK_FIELDS = "#fields\t";

    private FieldReader() {}

    /** A heading may come again, as where rotated files were joined. */
    static LineReader zeek() {
        return new LineReader() {
            private @Nullable Fields fields;

            @Override
            public Line read(String line) {
                if (line.startsWith(ZEEK_FIELDS)) {
                    fields = new Fields(line.substring(ZEEK_FIELDS.length()).split("\t", -1));
                    return Line.Other.ASIDE;
                }
                if (line.startsWith("#")) {
                    return Line.Other.ASIDE;
                }
                return fields == null ? Line.Other.UNREADABLE : fields.line(line.split("\t", -1));
            }
        };
    }

    static LineReader csv() {
        return new LineReader() {
            private @Nullable Fields fields;
            private ObjectReader row = CSV;

            @Override
            public Line read(String line) {
                if (line.isBlank()) {
                    return Line.Other.ASIDE;
                }
                Fields known = fields;
                if (known != null) {
                    return known.line(cells(row, line));
                }
                for (char separator : SEPARATORS) {
                    row = CSV.with(CsvSchema.emptySchema().withColumnSeparator(separator));
                    Fields heading = new Fields(cells(row, line));
                    if (heading.tell()) {
                        fields = heading;
                        return Line.Other.ASIDE;
                    }
                }
                return Line.Other.UNREADABLE;
            }
        };
    }

    private static String[] cells(ObjectReader row, String line) {
        try {
            return row.readValue(line);
        } catch (JsonProcessingException e) {
            return new String[0];
        }
    }

    static LineReader json() {
        return line -> {
            if (line.isBlank()) {
                return Line.Other.ASIDE;
            }
            try {
                JsonNode record = JSON.readTree(line);
                return record.isObject() ? Fields.line(values(record)::get) : Line.Other.UNREADABLE;
            } catch (JsonProcessingException e) {
                return Line.Other.UNREADABLE;
            }
        };
    }

    /** By name; a member of an object by the names of both, and by its own where no other has that. */
    private static Map<String, String> values(JsonNode record) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> inner = new HashMap<>();
        collect(record, List.of(), values, inner);
        inner.forEach(values::putIfAbsent);
        return values;
    }

    private static void collect(
            JsonNode object, List<String> path, Map<String, String> values, Map<String, String> inner) {
        object.properties().forEach(member -> {
            String name = Fields.plain(member.getKey());
            JsonNode value = member.getValue();
            if (value.isObject() && path.size() < 2) {
                List<String> below = path.isEmpty() ? List.of(name) : List.of(path.getFirst(), name);
                collect(value, below, values, inner);
            } else if (value.isValueNode() && !value.isNull()) {
                values.putIfAbsent(String.join("", path) + name, value.asText());
                inner.putIfAbsent(
                        path.isEmpty() ? name : String.join("", path.subList(1, path.size())) + name, value.asText());
            }
        });
    }
}
