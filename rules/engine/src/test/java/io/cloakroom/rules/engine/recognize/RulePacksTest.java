package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePacksTest {

    private static final String GOOD = """
            id: badge
            type: ID_NUMBER
            source: https://intranet.example/badges
            keywords: [badge]
            patterns:
              - name: number
                regex: 'B-[0-9]{4}'
                confidence: 0.7
            validator: luhn
            examples:
              match:
                - text: 'badge B-1230'
                  value: B-1230
              no_match:
                - text: 'badge B-1231'
                  why: wrong check digit
            """;

    @TempDir
    Path directory;

    @Test
    void aDirectoryIsReadWithItsSubdirectories() throws Exception {
        Files.createDirectories(directory.resolve("hr"));
        write("hr/badge.yaml", GOOD);
        write("desk.yaml", GOOD.replace("id: badge", "id: desk"));
        write("readme.txt", "not a pack");
        assertThat(RulePacks.load(directory).packs()).extracting(RulePack::id).containsExactly("badge", "desk");
        assertThat(RulePacks.lint(directory)).isEmpty();
        assertThat(RulePacks.test(directory)).hasSize(2).allMatch(t -> t.passed() && t.examples() == 2);
    }

    @ParameterizedTest
    @CsvSource({
        // what is written instead of what, then line, message and remedy
        "id: badge | id: Badge No 1, 1, is lower-case words, schema",
        "type: ID_NUMBER | type: IDNUMBER, 2, IDNUMBER, one of:",
        "keywords: | keyword:, 4, unknown key 'keyword', write 'keywords' instead",
        "regex: | pattern:, 7, unknown key 'pattern', known here: assigned, checks",
        "B-[0-9]{4} | B-(?=[0-9]), 7, not an RE2 pattern, group",
        "confidence: 0.7 | confidence: 7, 8, between 0 and 1, schema",
        "validator: luhn | validator: lunh, 9, unknown validator 'lunh', use one of:",
        "keywords: [badge] | keywords: [], 5, every character, keywords",
        "value: B-1230 | value: B-9999, 12, does not occur in, copy the value",
        "badge B-1230 | badge B-1232, 12, does not occur, copy",
        "badge B-1231 | badge B-1230, 15, must not match, narrow",
        "'B-[0-9]{4}' | 'C-[0-9]{4}', 12, found nothing, widen",
        "confidence: 0.7 | group: 2, 6, 'confidence' is missing, schema",
    })
    void whatIsWrongIsSaidWithFileLineAndRemedy(String change, int line, String message, String remedy)
            throws IOException {
        String[] parts = change.split(" \\| ", -1);
        write("badge.yaml", GOOD.replace(parts[0], parts[1]));
        List<Problem> problems = RulePacks.test(directory).getFirst().problems();
        assertThat(problems).isNotEmpty();
        Problem problem = problems.getFirst();
        assertThat(problem.file()).endsWith("badge.yaml");
        assertThat(problem.message()).contains(message);
        assertThat(problem.remedy()).contains(remedy);
        assertThat(problem.line()).isEqualTo(line);
        assertThatThrownBy(() -> RulePacks.load(directory))
                .isInstanceOf(InvalidPacksException.class)
                .hasMessageContaining(problem.toString());
    }

    @Test
    void oneIdIsOnePack() throws IOException {
        write("a.yaml", GOOD);
        write("b.yaml", GOOD);
        assertThatThrownBy(() -> RulePacks.load(directory)).hasMessageContaining("'badge' is also that of");
    }

    @Test
    void anotherPackOfTheSameIdReplacesTheFirst() throws Exception {
        write("a.yaml", GOOD);
        RulePacks first = RulePacks.load(directory);
        write("a.yaml", GOOD.replace("0.7", "0.9"));
        RulePacks second = RulePacks.load(directory);
        assertThat(first.version()).isNotEqualTo(second.version());
        assertThat(first.with(second)).isEqualTo(second);
        assertThat(first.with(RulePacks.none())).isEqualTo(first);
    }

    @Test
    void aDraftIsTestedButDoesNotTakePart() throws Exception {
        write("a.yaml", GOOD + "status: draft\n");
        RulePacks packs = RulePacks.load(directory);
        assertThat(packs.packs()).hasSize(1);
        assertThat(packs.stable()).isEmpty();
    }

    @Test
    void aDictionaryIsReadFromTheFilesBesideItsPack() throws Exception {
        write("terms.txt", "# projects\nBlue Heron\n\nFalke\nПроект Сокол\n");
        write("projects.yaml", """
                id: projects
                type: CUSTOM
                source: https://intranet.example/projects
                deny: { values: [Nightjar], files: [terms.txt], inflected: true }
                examples:
                  match:
                    - { text: 'Die Kosten des Falkes steigen', value: Falke }
                    - { text: 'NIGHTJAR is late', value: NIGHTJAR }
                    - { text: 'срок Проект Сокола прошёл', value: Проект Сокол }
                  no_match:
                    - { text: 'the Falkenberg road', why: another word }
                """);
        assertThat(RulePacks.load(directory).packs().getFirst().deny().values())
                .containsExactly("Nightjar", "Blue Heron", "Falke", "Проект Сокол");
    }

    @Test
    void aDictionaryThatIsMissingIsNamed() throws Exception {
        write("p.yaml", """
                id: projects
                type: CUSTOM
                source: https://intranet.example/projects
                deny:
                  files: [terms.txt]
                examples:
                  match:
                    - text: Falke
                """);
        assertThat(RulePacks.lint(directory)).first().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.message()).contains("terms.txt").contains("cannot be read");
        });
    }

    @Test
    void aPatternIsPassedOverWhereWhatStandsBeforeTheValueSpeaksAgainstIt() throws Exception {
        write("p.yaml", """
                id: acme-key
                type: SECRET
                source: https://acme.example/keys
                patterns:
                  - { name: assigned, assigned: [acme], regex: '[0-9a-f]{12}', unless: '(?i)id\\b', confidence: 0.8 }
                examples:
                  match:
                    - { text: 'ACME_KEY="0f3a9b7c21de"', value: 0f3a9b7c21de }
                    - { text: '"acmeKey": "0f3a9b7c21de"', value: 0f3a9b7c21de }
                    - { text: 'variable "acme_key" { default = "0f3a9b7c21de" }', value: 0f3a9b7c21de }
                    - { text: '<add key="AcmeKey" value="0f3a9b7c21de"/>', value: 0f3a9b7c21de }
                    - { text: 'run --acme-key 0f3a9b7c21de', value: 0f3a9b7c21de }
                  no_match:
                    - { text: 'acme_id = 0f3a9b7c21de', why: an identifier }
                    - { text: 'key = 0f3a9b7c21de', why: nobody's name }
                """);
        assertThat(RulePacks.test(directory).getFirst().problems()).isEmpty();
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name), yaml);
    }
}
