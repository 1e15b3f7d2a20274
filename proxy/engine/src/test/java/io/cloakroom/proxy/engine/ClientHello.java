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
import java.util.concurrent.CopyOnWriteArrayList;

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
    private static final int ALPN = 16;
    private static final int SESSION_TICKET = 35;
    private static final int PRE_SHARED_KEY = 41;
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

    /** Passes connections on to an origin, and keeps how each began. */
    static final class Relay implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<ClientHello> heard = new CopyOnWriteArrayList<>();
        private final int port;

        Relay(String address) throws IOException {
            port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
            Thread.startVirtualThread(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket client = server.accept();
                        Thread.startVirtualThread(() -> pass(client));
                    } catch (IOException closed) {
                        // The test is over.
                    }
                }
            });
        }

        private void pass(Socket client) {
            try (client;
                    Socket origin = new Socket(InetAddress.getLoopbackAddress(), port)) {
                ByteArrayOutputStream raw = new ByteArrayOutputStream();
                heard.add(read(client.getInputStream(), raw));
                origin.getOutputStream().write(raw.toByteArray());
                Thread back = Thread.startVirtualThread(() -> copy(origin, client));
                copy(client, origin);
                back.join();
            } catch (IOException | InterruptedException gone) {
                // The other side left.
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException gone) {
                // The other side left.
            }
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        List<ClientHello> heard() {
            return heard;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    /** Names of application protocols (RFC 7301). */
    List<String> protocols() {
        List<String> names = new ArrayList<>();
        if (extensions.containsKey(ALPN)) {
            ByteBuffer all = ByteBuffer.wrap(extensions.get(ALPN)).position(2);
            while (all.hasRemaining()) {
                names.add(StandardCharsets.US_ASCII.decode(take(all, all.get())).toString());
            }
        }
        return names;
    }

    /** Whether it shows what an earlier connection was given (RFC 8446 4.2.11, RFC 5077). */
    boolean resumes() {
        byte[] ticket = extensions.getOrDefault(SESSION_TICKET, new byte[0]);
        return extensions.containsKey(PRE_SHARED_KEY) || ticket.length > 0;
    }

    private static ClientHello read(InputStream in) throws IOException {
        return read(in, new ByteArrayOutputStream());
    }

    /** @param raw gets what was read */
    private static ClientHello read(InputStream in, ByteArrayOutputStream raw) throws IOException {
        DataInputStream data = new DataInputStream(in);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        do {
            byte[] header = data.readNBytes(5);
            if (header.length < 5 || header[0] != HANDSHAKE) {
                throw new IOException("not a handshake");
            }
            byte[] fragment = data.readNBytes(ByteBuffer.wrap(header).getShort(3) & 0xffff);
            raw.write(header);
            raw.write(fragment);
            message.write(fragment);
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
