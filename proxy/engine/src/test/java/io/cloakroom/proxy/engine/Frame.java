package io.cloakroom.proxy.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * A frame of a WebSocket, read and written byte for byte (RFC 6455 5.2).
 *
 * @param first byte: FIN, reserved bits and opcode
 * @param payload each byte as a char
 */
record Frame(int first, String payload) {

    int opcode() {
        return first & 15;
    }

    /** Status code of a close. */
    int code() {
        return payload.charAt(0) << 8 | payload.charAt(1);
    }

    byte[] bytes() {
        return payload.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Frame read(InputStream from) throws IOException {
        DataInputStream in = new DataInputStream(from);
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 127;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] mask = in.readNBytes((second & 128) == 0 ? 0 : 4);
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        for (int i = 0; i < payload.length && mask.length > 0; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first, new String(payload, StandardCharsets.ISO_8859_1));
    }

    static void write(OutputStream out, int first, String payload, boolean masked) throws IOException {
        byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        DataOutputStream frame = new DataOutputStream(buffer);
        frame.write(first);
        int mask = masked ? 128 : 0;
        if (bytes.length < 126) {
            frame.write(mask | bytes.length);
        } else if (bytes.length < 65_536) {
            frame.write(mask | 126);
            frame.writeShort(bytes.length);
        } else {
            frame.write(mask | 127);
            frame.writeLong(bytes.length);
        }
        if (masked) {
            byte[] key = {1, 2, 3, 4};
            frame.write(key);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= key[i % 4];
            }
        }
        frame.write(bytes);
        out.write(buffer.toByteArray());
        out.flush();
    }

    /**
     * An origin's agreement to open a WebSocket, without a reason phrase.
     *
     * @param extensions it agrees to, or {@code ""}
     */
    static String agreement(String key, String extensions) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        return "HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(hash)
                + (extensions.isEmpty() ? "" : "\r\nSec-WebSocket-Extensions: " + extensions)
                + "\r\n\r\n";
    }
}
