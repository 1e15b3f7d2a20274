package io.cloakroom.proxy.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What a hostile page does to a text before it sends it. */
enum Encoding {
    PLAIN(true, text -> text),
    PERCENT(true, text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")),
    BASE64(true, text -> base64(text.getBytes(StandardCharsets.UTF_8))),
    BASE64_URL(true, text -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text))),
    HEX(true, text -> HexFormat.of().formatHex(bytes(text))),
    HTML_ENTITIES(true, text -> text.codePoints().mapToObj(c -> "&#" + c + ";").collect(Collectors.joining())),
    BACKSLASH_U(
            true,
            text -> text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining())),
    PERCENT_IN_BASE64(true, text -> base64(bytes(PERCENT.of(text)))),
    BASE64_TWICE(true, text -> base64(bytes(BASE64.of(text)))),
    GZIP_IN_BASE64(true, text -> base64(compressed(text, bytes -> gzip(bytes)))),
    ZLIB_IN_BASE64(true, text -> base64(compressed(text, DeflaterOutputStream::new))),
    GZIP_IN_HEX(true, text -> HexFormat.of().formatHex(compressed(text, bytes -> gzip(bytes)))),
    ZERO_WIDTH(true, text -> text.codePoints().mapToObj(Character::toString).collect(Collectors.joining("\u200b"))),
    FULL_WIDTH(
            true,
            text -> text.chars()
                    .mapToObj(c -> String.valueOf((char) (c > 0x20 && c < 0x7f ? c + 0xfee0 : c)))
                    .collect(Collectors.joining())),
    // What is not caught, and why docs/threat-model.md names policies against it.
    RAW_DEFLATE_IN_BASE64(
            false, text -> base64(compressed(text, out -> new DeflaterOutputStream(out, new Deflater(9, true))))),
    UTF_16_IN_BASE64(false, text -> base64(text.getBytes(Charset.forName("UTF-16LE")))),
    REVERSED(false, text -> new StringBuilder(text).reverse().toString()),
    LETTERS_APART(false, text -> text.codePoints().mapToObj(Character::toString).collect(Collectors.joining("."))),
    NUMBERS_OF_CHARACTERS(
            false, text -> text.chars().mapToObj(Integer::toString).collect(Collectors.joining("."))),
    XORED_IN_BASE64(false, text -> {
        byte[] bytes = bytes(text);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x5a;
        }
        return base64(bytes);
    });

    private final boolean caught;
    private final UnaryOperator<String> encode;

    Encoding(boolean caught, UnaryOperator<String> encode) {
        this.caught = caught;
        this.encode = encode;
    }

    /** Whether what was encoded so is found again. */
    boolean caught() {
        return caught;
    }

    String of(String text) {
        return encode.apply(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private interface Compression {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static OutputStream gzip(OutputStream out) throws IOException {
        return new GZIPOutputStream(out);
    }

    private static byte[] compressed(String text, Compression compression) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.around(bytes)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
