package io.cloakroom.rules.engine;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads YAML and JSON into records, with snake_case keys. Unknown and repeated keys, wrong types and missing values are errors that name file and line. */
public final class StrictYaml {

    private static final ObjectMapper YAML =
            strict(YAMLMapper.builder().enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL));
    private static final ObjectMapper JSON = strict(JsonMapper.builder());

    private StrictYaml() {}

    private static <M extends ObjectMapper> M strict(MapperBuilder<M, ?> mapper) {
        return mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
    }

    /**
     * @param source name of the file, for messages
     * @throws InvalidYamlException when the text is not YAML or not of this shape
     */
    public static <T> T read(String source, String text, Class<T> type) throws InvalidYamlException {
        return read(YAML, "mend the YAML", source, text, type);
    }

    /** As {@link #read(String, String, Class)}, of JSON: YAML's readers do not take all of it (half a character as an escape). */
    public static <T> T readJson(String source, String text, Class<T> type) throws InvalidYamlException {
        return read(JSON, "mend the JSON", source, text, type);
    }

    private static <T> T read(ObjectMapper mapper, String mend, String source, String text, Class<T> type)
            throws InvalidYamlException {
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new InvalidYamlException(
                        source, 1, "the file is empty", "write the keys that its schema asks for");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidYamlException(
                    source,
                    line(e),
                    "unknown key '" + e.getPropertyName() + "'",
                    "known here: "
                            + String.join(
                                    ", ",
                                    e.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .toList()));
        } catch (InvalidFormatException e) {
            throw new InvalidYamlException(
                    source, line(e), path(e) + "'" + e.getValue() + "' is not allowed", expected(e));
        } catch (MismatchedInputException e) {
            throw new InvalidYamlException(
                    source, line(e), path(e) + "this does not belong here", form(e.getTargetType()));
        } catch (JsonMappingException e) {
            throw new InvalidYamlException(source, line(e), path(e) + reason(e), "see the schema of this kind of file");
        } catch (JsonProcessingException e) {
            throw new InvalidYamlException(source, line(e), reason(e), mend);
        }
    }

    private static String expected(InvalidFormatException e) {
        Object[] constants = e.getTargetType().getEnumConstants();
        return constants == null
                ? "write a " + e.getTargetType().getSimpleName()
                : "write one of: "
                        + Arrays.stream(constants)
                                .map(c -> c.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "));
    }

    private static String form(@Nullable Class<?> type) {
        if (type == null) {
            return "see the schema of this kind of file";
        } else if (type.isRecord()) {
            PropertyNamingStrategies.NamingBase snake = new PropertyNamingStrategies.SnakeCaseStrategy();
            return "write keys and values; known here: "
                    + Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getName)
                            .map(snake::translate)
                            .sorted()
                            .collect(Collectors.joining(", "));
        } else if (Map.class.isAssignableFrom(type)) {
            return "write keys and values";
        } else if (Collection.class.isAssignableFrom(type)) {
            return "write a list, [one, two]";
        }
        return type == String.class ? "write a text" : "write a " + type.getSimpleName();
    }

    private static int line(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? 1 : Math.max(1, location.getLineNr());
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? "" : path + ": ";
    }

    private static String reason(JsonProcessingException e) {
        Throwable cause = e.getCause();
        String message = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : e.getOriginalMessage();
        int detail = message.indexOf('\n');
        return detail < 0 ? message : message.substring(0, detail);
    }

    /** A file that cannot be used, and what to do about it. */
    public static final class InvalidYamlException extends Exception {

        private static final long serialVersionUID = 1;

        private final String source;
        private final int line;
        private final String problem;
        private final String remedy;

        public InvalidYamlException(String source, int line, String problem, String remedy) {
            super(source + ":" + line + ": " + problem + " (" + remedy + ")");
            this.source = source;
            this.line = line;
            this.problem = problem;
            this.remedy = remedy;
        }

        public String source() {
            return source;
        }

        /** From 1. */
        public int line() {
            return line;
        }

        public String problem() {
            return problem;
        }

        public String remedy() {
            return remedy;
        }
    }
}
