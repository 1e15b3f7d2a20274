package io.cloakroom.proxy.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** An origin that answers byte for byte what a test says. */
final class RawOrigin implements AutoCloseable {

    /** Answers one request, whose head is given, on an open connection. */
    @FunctionalInterface
    interface Script {
        void answer(String head, InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    /** Heads of requests, as they arrived. */
    final List<String> heads = new CopyOnWriteArrayList<>();

    final AtomicInteger connections = new AtomicInteger();

    RawOrigin(@Nullable SSLContext tls, Script script) throws IOException {
        this(tls, List.of(), script);
    }

    /** @param protocols the only ones it speaks; none for the default ones */
    RawOrigin(@Nullable SSLContext tls, List<String> protocols, Script script) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.server = tls == null
                ? new ServerSocket(0, 50, loopback)
                : tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
        if (!protocols.isEmpty() && server instanceof SSLServerSocket secure) {
            secure.setEnabledProtocols(protocols.toArray(String[]::new));
        }
        this.script = script;
        threads.execute(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head;
            while (!(head = head(in)).isEmpty()) {
                heads.add(head);
                script.answer(head, in, socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (Exception gone) {
            // The other side left, or the handshake failed, which is what some tests are about.
        }
    }

    /** Reads up to and with the empty line; empty at the end of the stream. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            last = last << 8 | b;
            if (last == 0x0d0a0d0a) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
