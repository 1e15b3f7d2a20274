package io.cloakroom.proxy.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.store.ContentBundle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCheckTest {

    private static List<String> problems(Tiny tiny) throws Exception {
        ContentBundle bundle = tiny.bundle(1);
        return ContentCheck.of(bundle, bundle.files()).problems();
    }

    @Test
    void contentThatHoldsPasses() throws Exception {
        ContentBundle bundle = new Tiny().bundle(1);

        assertThat(ContentCheck.of(bundle, bundle.files())).isEqualTo(new ContentCheck(2, 1, 1, 2, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sites/example.yaml | \"json:/prompt\", \"json:/title\" | \"json:/other\" | example: send: expected text at json:/prompt",
                "sites/example.yaml | jurisdiction: US | jurisdiction: USA | sites/example.yaml",
                "sites/example.yaml | pattern: chat.example.com | pattern: ai.example.org | ai.example.org is in site",
                "sites/example.golden.json | \"requests\" | \"questions\" | unknown key 'questions'",
                "sites/index.txt | example | another | sites/index.txt lists [another]",
                "catalogue/services.yaml | name: Other AI | name: Example | two sites have the id 'example'",
                "catalogue/services.yaml | operator | owner | catalogue/services.yaml:2",
                "packs/badge.yaml | value: B-1230 | value: 1230 | packs/badge.yaml:10: example must match '1230'",
                "packs/badge.yaml | text: badge C-1231 | text: badge B-1231 | example must not match, but does: another letter",
            })
    void whatDoesNotHoldIsNamed(String file, String text, String by, String expected) throws Exception {
        assertThat(problems(new Tiny().with(file, text, by)))
                .anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    @Test
    void aDescriptorNeedsGoldens() throws Exception {
        assertThat(problems(new Tiny().file("sites/example.golden.json", "")))
                .containsExactly(
                        "sites/example.golden.json has no request, so nothing shows that its descriptor is right");
        assertThat(problems(new Tiny().file("sites/other.golden.json", "{}")))
                .containsExactly("sites/other.golden.json belongs to no descriptor");
    }

    @ParameterizedTest
    @CsvSource({"sites/index.txt", "catalogue/services.yaml"})
    void nothingMayBeMissing(String file) throws Exception {
        assertThat(problems(new Tiny().file(file, ""))).containsExactly(file + " is missing");
    }

    @Test
    void whatIsLoadedIsWhatWasTried() throws Exception {
        String others =
                new Tiny().with("packs/badge.yaml", "0.7", "0.4").bundle(1).text("packs/packs.json");

        assertThat(problems(new Tiny().file("packs/packs.json", others)))
                .containsExactly("packs/packs.json is not what the packs beside it say");
    }

    @Test
    void twoPacksOfOneNameAreNone() throws Exception {
        String pack = new Tiny().bundle(1).text("packs/badge.yaml");

        assertThat(problems(new Tiny().file("packs/badge-two.yaml", pack)))
                .containsExactly("packs/badge.yaml: id 'badge' is also that of another pack");
    }
}
