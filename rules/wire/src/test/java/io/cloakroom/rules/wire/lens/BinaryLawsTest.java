package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.binary.Deflated;
import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.EventStream;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.Protobuf;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The laws of lenses for wrappings that say their own length, one in the other at random. */
class BinaryLawsTest {

    static final List<String> LAYERS = List.of("proto", "connect", "dgw", "eventstream", "gunzip", "base64", "signalr");

    private record Layered(String notation, byte[] body, String text) {}

    private static Layered random(Random random, boolean bytewise) {
        String text = Texts.random(random, false).replace("\u001e", "");
        byte[] body = text.getBytes(UTF_8);
        List<String> notation = new ArrayList<>();
        int layers = 1 + random.nextInt(3);
        for (int i = 0; i < layers; i++) {
            String layer = LAYERS.get(random.nextInt(LAYERS.size()));
            boolean coarse = layer.equals("gunzip") || layer.equals("base64");
            // Framed bytes may hold U+001E, and an empty text is not told from no compression at all.
            if ((bytewise && (coarse || layer.equals("eventstream")))
                    || (i > 0 && layer.equals("signalr"))
                    || (body.length == 0 && coarse)) {
                layer = "connect";
            }
            body = wrap(layer, body, notation, random);
        }
        return new Layered(String.join(" > ", notation), body, text);
    }

    private static byte[] wrap(String layer, byte[] inner, List<String> notation, Random random) {
        return switch (layer) {
            case "proto" -> {
                notation.addFirst("proto:2.15");
                byte[] message = join(
                        varintField(1, random.nextLong()), field(15, inner), field(3, new byte[random.nextInt(200)]));
                yield join(field(1, "other".getBytes(UTF_8)), field(2, message), varintField(9, 1));
            }
            case "connect" -> {
                notation.addFirst("connect:1");
                yield join(
                        Envelope.wrap(0, new byte[random.nextInt(4)]),
                        Envelope.wrap(1, inner),
                        Envelope.wrap(2, new byte[0]));
            }
            case "dgw" -> {
                notation.addFirst("dgw");
                yield DgwFrame.wrap(inner);
            }
            case "eventstream" -> {
                notation.addFirst("eventstream:0");
                yield join(event(inner), event("{}".getBytes(UTF_8)));
            }
            case "gunzip" -> {
                notation.addFirst("gunzip");
                yield Gzip.encode(inner);
            }
            case "signalr" -> {
                notation.addFirst("signalr:1");
                yield join("{}\u001e".getBytes(UTF_8), inner, "\u001elast".getBytes(UTF_8));
            }
            default -> {
                notation.addFirst("base64");
                yield Base64.getEncoder().encode(inner);
            }
        };
    }

    private static byte[] field(int number, byte[] value) {
        return join(Protobuf.varint((long) number << 3 | 2), Protobuf.varint(value.length), value);
    }

    private static byte[] varintField(int number, long value) {
        return join(Protobuf.varint((long) number << 3), Protobuf.varint(value));
    }

    private static byte[] event(byte[] payload) {
        byte[] blank = new byte[EventStream.PRELUDE + 4];
        return new EventStream(0, EventStream.PRELUDE, EventStream.PRELUDE).with(blank, payload);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @Property(tries = 2000)
    void hold(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Layered layered = random(random, false);
        Laws.check(Lenses.parse(layered.notation), new Payload("/", "", layered.body), List.of(layered.text), random);
    }

    /** Besides lengths, which stand before, nothing outside an edit changes. */
    @Property(tries = 1000)
    void whatComesAfterAnEditStays(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Layered layered = random(random, true);
        Payload payload = new Payload("/", "", layered.body);
        Located located = Lenses.parse(layered.notation).locate(payload);
        if (layered.text.isEmpty()) {
            return;
        }
        int at = layered.text.offsetByCodePoints(0, 1);
        byte[] spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(0, at), "Mx"))))
                .body();
        String rest = layered.text.substring(at);
        String tail = new String(layered.body, UTF_8);
        tail = tail.substring(tail.lastIndexOf(rest));
        assertThat(new String(spliced, UTF_8)).endsWith(tail);
    }

    @Property(tries = 1000)
    void holdForSeveralFieldsOfOneMessage(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        byte[] body = {};
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            String text = Texts.random(random, false);
            texts.add(text);
            body = join(body, field(1, join(varintField(4, i), field(2, text.getBytes(UTF_8)))), field(7, new byte[] {
                1, 2, 3
            }));
        }
        Laws.check(
                Lenses.parse("connect:* > gunzip > proto:1.2"),
                new Payload("/", "", Envelope.wrap(0, body)),
                texts,
                random);
    }

    /** What nobody described is found wherever it is, and identifiers beside it are not. */
    @Property(tries = 500)
    void theGenericLensFindsTextInAnyOfThem(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        String text = "Call Marta " + "about it ".repeat(random.nextInt(20)) + "at 2 p.m.";
        byte[] body = join(
                field(1, "5eed0000-0000-4000-8000-000000000001".getBytes(UTF_8)),
                field(2, join(varintField(1, random.nextLong()), field(5, text.getBytes(UTF_8)))),
                field(6, "0123456789abcdef0123456789abcdef".getBytes(UTF_8)));
        byte[] like = {(byte) (random.nextBoolean() ? 0x78 : 0), (byte) 0x9c};
        body = switch (random.nextInt(7)) {
            case 0 -> Envelope.wrap(0, body);
            case 1 -> Envelope.wrap(1, Gzip.encode(body));
            case 2 -> Deflated.encode(text.getBytes(UTF_8), like);
            case 3 ->
                ("{\"z\":\"" + Base64.getEncoder().encodeToString(Deflated.encode(text.getBytes(UTF_8), like)) + "\"}")
                        .getBytes(UTF_8);
            case 4 -> Arrays.toString(text.getBytes(UTF_8)).getBytes(UTF_8);
            case 5 ->
                DgwFrame.wrap(("{\"payload\":\"" + Base64.getEncoder().encodeToString(body) + "\"}").getBytes(UTF_8));
            default -> Gzip.encode(body);
        };
        Located located = new GenericLens(Set.of()).locate(new Payload("/", "", body));
        assertThat(Laws.texts(located)).containsExactly(text);
        Payload spliced = located.splice(Map.of(0, List.of(new TextEdit(new Span(5, 10), "[PERSON_1]"))));
        assertThat(Laws.texts(new GenericLens(Set.of()).locate(spliced)))
                .containsExactly(text.replaceFirst("Marta", "[PERSON_1]"));
    }

    @ParameterizedTest
    @CsvSource({
        "proto:1.a, write numbers joined by dots",
        "proto, write proto:1.2 or proto:*",
        "connect:x, write connect:* for all",
        "dgw:1, takes nothing after it",
    })
    void saysWhatToWriteInstead(String notation, String advice) {
        assertThatThrownBy(() -> Lenses.parse(notation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }
}
