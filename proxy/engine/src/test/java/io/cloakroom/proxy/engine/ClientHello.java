package io.cloakroom.proxy.engine;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The first message of a TLS connection (RFC 8446 4.1.2), as it arrived.
 *
 * @param versions all that is offered, {@code 0x0304} for TLS 1.3
 * @param compressions {@code 0} for none
 */
record ClientHello(
        List<Integer> versions,
        List<Integer> ciphers,
        List<Integer> compressions,
        List<Integer> groups,
        List<Integer> signatures,
        String serverName,
        Map<Integer, byte[]> extensions) {

    private static final int SERVER_NAME = 0;
    private static final int GROUPS = 10;
    private static final int SIGNATURES = 13;
    private static final int VERSIONS = 43;
    private static final int HANDSHAKE = 22;

    /** Listens on loopback, takes one such message, and hangs up. */
    static final class Listener implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<ClientHello> heard = new CompletableFuture<>();

        Listener() throws IOException {
            Thread.startVirtualThread(() -> {
                try (Socket socket = server.accept()) {
                    heard.complete(read(socket.getInputStream()));
                } catch (IOException e) {
                    heard.completeExceptionally(e);
                }
            });
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        ClientHello heard() {
            return heard.join();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static ClientHello read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        do {
            if (data.readUnsignedByte() != HANDSHAKE) {
                throw new IOException("not a handshake");
            }
            data.readUnsignedShort();
            message.write(data.readNBytes(data.readUnsignedShort()));
        } while (message.size() < 4 + (ByteBuffer.wrap(message.toByteArray()).getInt() & 0xffffff));
        return parse(ByteBuffer.wrap(message.toByteArray()).position(4));
    }

    private static ClientHello parse(ByteBuffer hello) {
        int legacyVersion = hello.getShort();
        hello.position(hello.position() + 32);
        take(hello, hello.get() & 0xff);
        List<Integer> ciphers = shorts(take(hello, hello.getShort() & 0xffff));
        List<Integer> compressions = bytes(take(hello, hello.get() & 0xff));
        Map<Integer, byte[]> extensions = new HashMap<>();
        ByteBuffer rest = take(hello, hello.getShort() & 0xffff);
        while (rest.hasRemaining()) {
            int type = rest.getShort() & 0xffff;
            ByteBuffer content = take(rest, rest.getShort() & 0xffff);
            byte[] copy = new byte[content.remaining()];
            content.get(copy);
            extensions.put(type, copy);
        }
        byte[] name = extensions.get(SERVER_NAME);
        return new ClientHello(
                extensions.containsKey(VERSIONS) ? list(extensions.get(VERSIONS), 1) : List.of(legacyVersion),
                withoutGrease(ciphers),
                compressions,
                list(extensions.get(GROUPS), 2),
                list(extensions.get(SIGNATURES), 2),
                name == null ? "" : new String(name, 5, name.length - 5, StandardCharsets.US_ASCII),
                extensions);
    }

    private static List<Integer> list(byte[] content, int lengthBytes) {
        return withoutGrease(shorts(ByteBuffer.wrap(content).position(lengthBytes)));
    }

    /** Values that mean nothing (RFC 8701). */
    private static List<Integer> withoutGrease(List<Integer> values) {
        return values.stream().filter(value -> (value & 0x0f0f) != 0x0a0a).toList();
    }

    private static ByteBuffer take(ByteBuffer from, int length) {
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }

    private static List<Integer> shorts(ByteBuffer from) {
        List<Integer> all = new ArrayList<>();
        while (from.hasRemaining()) {
            all.add(from.getShort() & 0xffff);
        }
        return all;
    }

    private static List<Integer> bytes(ByteBuffer from) {
        List<Integer> all = new ArrayList<>();
        while (from.hasRemaining()) {
            all.add(from.get() & 0xff);
        }
        return all;
    }
}
