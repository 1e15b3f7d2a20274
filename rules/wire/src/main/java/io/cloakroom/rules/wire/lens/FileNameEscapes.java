package io.cloakroom.rules.wire.lens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The value of {@code filename="…"} in a multipart header: browsers write a quote and line breaks as {@code %22}, {@code %0D},
 * {@code %0A} and nothing else (https://html.spec.whatwg.org/#multipart-form-data); older clients write a quote as {@code \"}.
 */
final class FileNameEscapes extends Escapes {

    static final FileNameEscapes INSTANCE = new FileNameEscapes();

    private FileNameEscapes() {}

    @Override
    boolean special(byte b) {
        return b == '%' || b == '\\';
    }

    @Override
    int unit(byte[] raw, int at, int end) {
        if (raw[at] == '\\' && at + 1 < end && raw[at + 1] == '"') {
            return 2;
        }
        return raw[at] == '%' && at + 2 < end && escaped(raw, at) != 0 ? 3 : 1;
    }

    @Override
    int decode(byte[] raw, int at, int unit, byte[] out, int to) {
        out[to] = unit == 1 ? raw[at] : unit == 2 ? (byte) '"' : escaped(raw, at);
        return 1;
    }

    private static byte escaped(byte[] raw, int at) {
        return switch (PercentEscapes.hex(raw[at + 1]) << 4 | PercentEscapes.hex(raw[at + 2])) {
            case '"' -> '"';
            case '\r' -> '\r';
            case '\n' -> '\n';
            default -> 0;
        };
    }

    @Override
    byte[] encode(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 16);
        for (byte b : text) {
            switch (b) {
                case '"' -> out.writeBytes("%22".getBytes(StandardCharsets.US_ASCII));
                case '\r' -> out.writeBytes("%0D".getBytes(StandardCharsets.US_ASCII));
                case '\n' -> out.writeBytes("%0A".getBytes(StandardCharsets.US_ASCII));
                default -> out.write(b);
            }
        }
        return out.toByteArray();
    }
}
