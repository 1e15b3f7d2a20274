package io.cloakroom.rules.wire.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest {

    private static final byte[] NOTE = Corpus.utf8("Dear Minsu Gildong");

    @Test
    void tooMuchInAnArchiveIsTooMuchOfAll() throws IOException {
        String strings = "[\"a\"" + ",\"a\"".repeat(200_000) + "]";
        byte[] zip = Corpus.zip(Map.of("a.json", Corpus.utf8(strings)));

        assertThatThrownBy(() -> Redacting.FORMATS.open(zip, "", "a.zip", Budget.of(100 << 20)))
                .isInstanceOfSatisfying(
                        LensException.class, e -> assertThat(e.isTooMuch()).isTrue());
    }

    static Stream<Arguments> archives() throws IOException {
        byte[] plain = Corpus.zip(Map.of("a.txt", NOTE));
        byte[] nested = plain;
        for (int depth = 0; depth < 4; depth++) {
            nested = Corpus.zip(Map.of("n.zip", nested));
        }
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 100_000; i++) {
            many.put(Integer.toString(i), new byte[0]);
        }
        Map<String, byte[]> bomb = new LinkedHashMap<>();
        bomb.put("first", NOTE);
        bomb.put("zeros.txt", new byte[64 << 20]);
        Map<String, byte[]> inOffice = new LinkedHashMap<>();
        inOffice.put("[Content_Types].xml", Corpus.utf8("<Types/>"));
        inOffice.put("word/document.xml", new byte[64 << 20]);
        return Stream.of(
                Arguments.of("archives nested deeper than three", nested, "more than 3 deep"),
                Arguments.of("100,000 entries", Corpus.zip(many), "more than 10000 files"),
                Arguments.of("64 MiB of zeros", Corpus.zip(bomb), "larger than can be inspected"),
                Arguments.of("64 MiB of zeros in a docx", Corpus.zip(inOffice), "larger than can be inspected"),
                Arguments.of("a name that climbs", Corpus.zip(Map.of("../../a.txt", NOTE)), "leads out of it"),
                Arguments.of("an absolute name", Corpus.zip(Map.of("/etc/a.txt", NOTE)), "leads out of it"),
                Arguments.of("encrypted", flagged(plain), "encrypted"),
                Arguments.of("a size that lies", sized(plain, 5), "another size than it says"),
                Arguments.of("a checksum that lies", checked(plain), "checksum"),
                Arguments.of("cut short", Arrays.copyOf(plain, plain.length - 5), "ends too early"),
                Arguments.of("something before it", joined(Corpus.utf8("PK\u0003\u0004"), plain), "not where it says"),
                Arguments.of("an old office document", ole(), "encrypted office document"),
                Arguments.of(
                        "an unknown binary inside",
                        Corpus.zip(Map.of("a.bin", new byte[] {1, 2, 3, 0})),
                        "cannot be read"));
    }

    @DisplayName("trust 25: archives that are bombs, lie or cannot be read are uninspectable")
    @ParameterizedTest(name = "trust 25: {0} is uninspectable: {2}")
    @MethodSource("archives")
    void archivesAreRefused(String what, byte[] file, String reason) {
        assertThatThrownBy(() -> Redacting.FORMATS.open(file, "", what, Budget.of(file.length)))
                .isInstanceOf(LensException.class)
                .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("trust 25: every one-byte change and every cut of an archive is read, or refused with a reason")
    void damagedArchives() throws IOException {
        byte[] file = Corpus.FORMATS.get("zip").make(Corpus.PEOPLE.getFirst());
        int tried = 0;
        int refused = 0;
        for (int at = 0; at < file.length; at += 13) {
            byte[] changed = file.clone();
            changed[at] ^= 0x41;
            for (byte[] damaged : List.of(changed, Arrays.copyOf(file, at))) {
                tried++;
                try {
                    Redacting.open("zip", damaged);
                } catch (LensException e) {
                    refused++;
                    assertThat(e).hasMessageNotContaining("Gildong");
                }
            }
        }
        System.out.println("trust 25: " + refused + " of " + tried + " damaged archives refused, the others read");
        assertThat(refused).isPositive();
    }

    @Test
    @DisplayName("trust 26: external entities in docx, xlsx, svg and xml are never fetched")
    void externalEntitiesAreNotFetched() throws IOException {
        try (ServerSocket canary = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + canary.getLocalPort() + "/x";
            byte[] xml = Corpus.utf8("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY % p SYSTEM \"" + url
                    + "\"> %p; <!ENTITY x SYSTEM \"" + url + "\">]><a>&x;</a>");
            Map<String, byte[]> files = new LinkedHashMap<>();
            files.put("svg", xml);
            files.put("xml", xml);
            files.put("docx", office("word/document.xml", xml));
            files.put("xlsx", office("xl/sharedStrings.xml", xml));
            files.forEach((format, file) -> assertThatThrownBy(() -> Redacting.open(format, file))
                    .isInstanceOf(LensException.class)
                    .hasMessageContaining("document type"));
            canary.setSoTimeout(300);
            assertThatThrownBy(canary::accept).isInstanceOf(SocketTimeoutException.class);
            System.out.println("trust 26: " + files.size() + " of " + files.size()
                    + " files refused, 0 connections to the canary");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"</1", "</ ", "</a ", "</a b"})
    void whatBeginsEndTagsOverAndOverIsReadOnce(String beginning) throws Exception {
        byte[] file = Corpus.utf8("<p>Minsu Gildong" + beginning.repeat(600_000));
        OpenedFile opened = Redacting.FORMATS
                .open(file, "text/html", "a.html", Budget.of(file.length))
                .orElseThrow();
        assertThat(Redacting.texts(opened)).anyMatch(text -> text.contains("Minsu Gildong"));
    }

    @Test
    void readingEndsWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> TextPart.bound(1)).isInstanceOf(LensException.class);
        } finally {
            Thread.interrupted();
        }
    }

    private static byte[] office(String name, byte[] xml) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("[Content_Types].xml", Corpus.utf8("<Types/>"));
        files.put(name, xml);
        return Corpus.zip(files);
    }

    private static ByteBuffer copy(byte[] zip) {
        return ByteBuffer.wrap(zip.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int central(byte[] zip) {
        return new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    }

    private static byte[] flagged(byte[] zip) {
        ByteBuffer out = copy(zip);
        out.putShort(6, (short) 1).putShort(central(zip) + 8, (short) 1);
        return out.array();
    }

    private static byte[] sized(byte[] zip, int size) {
        ByteBuffer out = copy(zip);
        out.putInt(22, size).putInt(central(zip) + 24, size);
        return out.array();
    }

    private static byte[] checked(byte[] zip) {
        ByteBuffer out = copy(zip);
        out.putInt(14, 7).putInt(central(zip) + 16, 7);
        return out.array();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] ole() {
        return new byte[] {
            (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1, 0, 0
        };
    }
}
