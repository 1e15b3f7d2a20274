package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places that a reader of a format overlooks first. */
class NothingMissedTest {

    private static final String NAME = "Minsu Gildong";

    @DisplayName("trust 25: text that begins as a picture or sound does is text")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "P1 ",
                "P3 ",
                "P6 ",
                "P7 ",
                "ID3 ",
                "FLV",
                "SAP\r\n",
                "#EXTM3U\n",
                "fLaC ",
                "GIF89a ",
                "  0\nSECTION\n  2\nHEADER\n"
            })
    void textThatBeginsLikeAPicture(String beginning) throws LensException {
        byte[] file = Corpus.utf8(beginning + "is about " + NAME + "\n");
        assertThat(FileFormats.known(file)).isFalse();
        assertThat(Redacting.FORMATS.open(file, "", "")).isEmpty();
        assertThat(taken(file, "")).doesNotContain(NAME);
    }

    /** The file as it leaves once the name was taken out. */
    private static String taken(byte[] file, String format) throws LensException {
        OpenedFile opened = Redacting.open(format, file);
        byte[] redacted = opened.splice(Redacting.edits(opened, List.of(NAME)));
        assertThat(Redacting.texts(Redacting.open(format, redacted)))
                .isEqualTo(Redacting.applied(opened, Redacting.edits(opened, List.of(NAME))));
        return new String(redacted, StandardCharsets.UTF_8);
    }
}
