package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedFramingTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Frames of a stream that comes in pieces of one length. */
    private static List<Frame> frames(String stream, int length) {
        CountedFraming framing = new CountedFraming();
        byte[] all = bytes(stream);
        List<Frame> frames = new ArrayList<>();
        for (int at = 0; at < all.length; at += length) {
            frames.addAll(framing.push(java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + length))));
        }
        byte[] rest = framing.rest();
        if (rest.length > 0) {
            frames.add(framing.frame(rest));
        }
        return frames;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ")]}'~~5~[1]~8~[\"aé\"]~| [1] [\"aé\"]",
                ")]}'~~8~[\"🙂\"]~5~[2]~| [\"🙂\"] [2]",
                "4~[1]5~[2]~| [1] [2]",
                "6~[1]~~5~[2]~| [1] [2]",
                "~ ~5~[1]~~~5~[2]~| [1] [2]",
                "[[\"not counted\"]]~5~[2]~| [[\"not counted\"]] [2]",
                "0~5~[2]~| [2]",
                "99999999999999999999~5~[2]~| [2]",
                "5~[1]~30~[2|[1] [2",
                "5~[1]~30|[1]",
            })
    void cutsAtTheCount(String stream, String documents) {
        String body = stream.replace('~', '\n');
        for (int length = 1; length <= body.length(); length++) {
            List<Frame> frames = frames(body, length);
            List<String> found = new ArrayList<>();
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            frames.forEach(frame -> raw.writeBytes(frame.raw()));
            frames.stream().filter(frame -> !frame.isEmpty()).forEach(frame -> found.add(text(frame.document())));
            assertThat(String.join(" ", found)).as("pieces of %d", length).isEqualTo(documents);
            assertThat(text(raw.toByteArray())).isEqualTo(body);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'é', '확', ' ')
                .ofMaxLength(12)
                .flatMap(text -> Arbitraries.of("", "🙂").map(emoji -> text + emoji + text));
    }

    @Property(tries = 300)
    void anEditedDocumentIsCountedAnew(
            @ForAll("texts") String before,
            @ForAll("texts") String after,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        String document = "[\"" + before + "\"]";
        String stream = ")]}'\n\n" + new String(new CountedFraming().wrap("", bytes(document)), StandardCharsets.UTF_8)
                + "5\n[1]\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Frame frame : frames(stream, length)) {
            boolean edited = text(frame.document()).equals(document);
            Edit edit = new Edit(2, 2 + bytes(before).length, bytes(after));
            out.writeBytes(frame.edited(edited ? List.of(edit) : List.of()));
        }
        String expected = "\n[\"" + after + "\"]\n";
        assertThat(text(out.toByteArray())).isEqualTo(")]}'\n\n" + expected.length() + expected + "5\n[1]\n");
    }
}
