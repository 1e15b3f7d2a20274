package io.cloakroom.rules.engine;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads YAML into records, with snake_case keys. Unknown keys, wrong types and missing values are errors that name file and line. */
public final class StrictYaml {

    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .enable(com.fasterxml.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private StrictYaml() {}

    /**
     * @param source name of the file, for messages
     * @throws InvalidYamlException when the text is not YAML or not of this shape
     */
    public static <T> T read(String source, String text, Class<T> type) throws InvalidYamlException {
        try {
            T value = MAPPER.readValue(text, type);
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
        } catch (JsonMappingException e) {
            throw new InvalidYamlException(source, line(e), path(e) + reason(e), "see the schema of this kind of file");
        } catch (JsonProcessingException e) {
            throw new InvalidYamlException(source, line(e), reason(e), "mend the YAML");
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
