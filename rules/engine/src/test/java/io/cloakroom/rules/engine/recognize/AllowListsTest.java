package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What wins over what: the installation's dictionaries, then its allow lists, then everything else. */
class AllowListsTest {

    private static final String BADGE = """
            id: badge
            type: ID_NUMBER
            subtype: BADGE
            source: https://intranet.example/badges
            keywords: [badge]
            patterns:
              - { name: number, regex: 'B-[0-9]{4}', confidence: 0.7 }
            examples:
              match:
                - { text: 'badge B-1230', value: B-1230 }
            """;

    private static final String DICTIONARY = """
            id: projects
            type: CUSTOM
            source: https://intranet.example/projects
            deny: { values: [Nightjar] }
            examples:
              match:
                - text: Nightjar
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            values: [B-1230]                               | badge B-1230       | false
            values: [b‑１２３０]                              | badge B-1230       | false
            values: [B-1230]                               | badge B-1231       | true
            regexes: ['B-12[0-9]{2}']                      | badge B-1231       | false
            regexes: ['B-12']                              | badge B-1231       | true
            types: [ID_NUMBER], values: [B-1230]           | badge B-1230       | false
            types: [PERSON], values: [B-1230]              | badge B-1230       | true
            subtypes: [BADGE], values: [B-1230]            | badge B-1230       | false
            subtypes: [US_SSN], values: [B-1230]           | badge B-1230       | true
            recognizers: [badge], values: [B-1230]         | badge B-1230       | false
            recognizers: [phone], values: [B-1230]         | badge B-1230       | true
            values: [Nightjar]                             | about Nightjar now | true
            """)
    void theMostSpecificWordIsTheInstallations(String list, String text, boolean found) throws Exception {
        write("badge.yaml", BADGE);
        write("projects.yaml", DICTIONARY);
        write("mine.allow.yaml", "{ reason: ours, " + list + " }");
        Analyzer analyzer = Recognizers.standard(RulePacks.load(directory), List.of(), 0);
        assertThat(analyzer.analyze(text, null)).hasSize(found ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            values: [a]                              | 1 | 'reason' is missing
            reason: ours                             | 1 | has 'values' or 'regexes'
            reason: ours;regexes: ['(?=a)']          | 2 | not an RE2 pattern
            reason: ours;values: [b];valeus: [a]     | 3 | unknown key 'valeus'
            """)
    void whatIsWrongIsSaidWithFileAndLine(String yaml, int line, String message) throws IOException {
        write("mine.allow.yaml", yaml.replace(';', '\n'));
        assertThatThrownBy(() -> RulePacks.load(directory))
                .isInstanceOf(InvalidPacksException.class)
                .hasMessageContaining("mine.allow.yaml:" + line)
                .hasMessageContaining(message);
        assertThat(RulePacks.lint(directory)).hasSize(1);
    }

    @Test
    void anotherListIsAnotherVersion() throws Exception {
        write("badge.yaml", BADGE);
        String before = RulePacks.load(directory).version();
        write("mine.allow.yaml", "{ reason: ours, values: [B-1230] }");
        assertThat(RulePacks.load(directory).version()).isNotEqualTo(before);
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve(name), yaml);
    }
}
