package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactCommandTest {

    private static final String TEXT =
            "😀 Mail ada@example.org,\tthen ada@example.org again;\r\ncard 4111 1111 1111 1111. 안녕\n\n";

    @TempDir
    private Path directory;

    private Path map;

    @BeforeEach
    void nameTheMap() {
        map = directory.resolve("map.json");
    }

    private Console redact(String text, String action) {
        return Console.typing(text, "redact", "--action", action, "--map", map.toString());
    }

    private Console restore(String text) {
        return Console.typing(text, "restore", "--map", map.toString());
    }

    private Map<String, String> kept() throws IOException {
        return new ObjectMapper().readValue(map.toFile(), new TypeReference<Map<String, String>>() {});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pseudonymize | [EMAIL_1]    | [CREDIT_CARD_1]",
                "mask         | ************ | ************",
                "label        | [EMAIL]      | [CREDIT_CARD]",
            })
    void everythingButTheFindingsStaysAsItWas(String action, String mail, String card) {
        String expected = TEXT.replace("ada@example.org", mail).replace("4111 1111 1111 1111", card);

        assertThat(redact(TEXT, action)).isEqualTo(new Console(0, expected, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pseudonymize", "PSEUDONYMIZE", "surrogate"})
    void whatCanBeUndoneComesBackExactly(String action) throws IOException {
        Console redacted = redact(TEXT, action);

        assertThat(redacted.exit()).isZero();
        assertThat(redacted.out()).doesNotContain("ada@example.org", "4111 1111 1111 1111");
        assertThat(kept()).hasSize(2).containsValue("ada@example.org").containsValue("4111 1111 1111 1111");
        assertThat(restore(redacted.out())).isEqualTo(new Console(0, TEXT, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mask", "label"})
    void whatCannotBeUndoneIsNotKept(String action) throws IOException {
        String redacted = redact(TEXT, action).out();

        assertThat(kept()).isEmpty();
        assertThat(restore(redacted)).isEqualTo(new Console(0, redacted, ""));
    }

    @Test
    void onlyItsOwnerReadsTheMap() throws IOException {
        Files.writeString(map, "{}");
        Files.setPosixFilePermissions(map, PosixFilePermissions.fromString("rw-r--r--"));

        redact(TEXT, "pseudonymize");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(map)))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).as("no draft stays behind").containsExactly("map.json");
    }

    @Test
    void aMapIsAddedTo() throws IOException {
        redact("to ada@example.org", "pseudonymize");
        Console second = redact("to bob@example.org and ada@example.org", "pseudonymize");

        assertThat(second.out()).isEqualTo("to [EMAIL_2] and [EMAIL_1]");
        assertThat(kept())
                .containsOnly(Map.entry("[EMAIL_1]", "ada@example.org"), Map.entry("[EMAIL_2]", "bob@example.org"));
    }

    @Test
    void redactingTwiceChangesNothing() {
        String once = redact(TEXT, "pseudonymize").out();

        assertThat(redact(once, "pseudonymize").out()).isEqualTo(once);
    }

    @Test
    void aTokenOfTheTextIsNotIssued() {
        assertThat(redact("what is [EMAIL_1]? ada@example.org", "pseudonymize").out())
                .isEqualTo("what is [EMAIL_1]? [EMAIL_2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"[CARD_1]\":\"4111 1111 1111 1111\"}          | charge [CARD_1]!    | charge 4111 1111 1111 1111!",
                "{\"[CARD_1]\":\"a\",\"[CARD_12]\":\"b\"}        | [CARD_12][CARD_1]   | ba",
                "{\"<<NAME>>\":\"Ada\"}                          | Dear <<NAME>>,      | Dear Ada,",
                "{\"Marta Example\":\"Ada Lovelace\"}            | Dear Marta Example, | Dear Ada Lovelace,",
                "{\"[PERSON_1]\":\"line \\\"one\\\"\\n$1\\\\\"}  | Dear [PERSON_1]     | Dear line \"one\"~$1\\",
                "{}                                              | Dear [PERSON_1]     | Dear [PERSON_1]",
            })
    void anyKeyIsAPlaceholder(String keys, String text, String expected) throws IOException {
        Files.writeString(map, keys);

        assertThat(restore(text)).isEqualTo(new Console(0, expected.replace('~', '\n'), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[]", "{\"a\":{\"b\":1}}", ""})
    void whatIsNoMapIsRefusedAndKept(String content) throws IOException {
        Files.writeString(map, content);

        Console restored = restore("Dear [PERSON_1]");
        Console redacted = redact(TEXT, "pseudonymize");

        assertThat(restored.err()).startsWith("cloakroom: " + map + " is not a JSON object of placeholder to original");
        assertThat(restored.exit()).isEqualTo(3);
        assertThat(redacted.exit()).isEqualTo(3);
        assertThat(redacted.out()).isEmpty();
        assertThat(map).hasContent(content);
    }
}
