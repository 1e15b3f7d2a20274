package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Puts answers made here into the frames a site's page expects. */
final class BlockFrames {

    private static final byte RECORD_SEPARATOR = 0x1e;

    private BlockFrames() {}

    /** One WebSocket message. */
    static byte[] message(AnswerFormat.Framing framing, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        return switch (framing) {
            case SIGNALR -> {
                byte[] record = Arrays.copyOf(bytes, bytes.length + 1);
                record[bytes.length] = RECORD_SEPARATOR;
                yield record;
            }
            case DGW -> DgwFrame.wrap(bytes);
            default -> bytes;
        };
    }

    /** A Connect stream of the lines of a text, the last of which says how it ended. */
    static byte[] envelopes(String lines) {
        List<String> documents = lines.lines().filter(line -> !line.isBlank()).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < documents.size(); i++) {
            int flags = i == documents.size() - 1 ? Envelope.END : 0;
            out.writeBytes(Envelope.wrap(flags, documents.get(i).getBytes(StandardCharsets.UTF_8)));
        }
        return out.toByteArray();
    }
}
