package io.cloakroom.proxy.engine.recorders;

import io.cloakroom.proxy.engine.recorders.RecordingOrigin.Read;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * One origin that is three: every byte that reaches it is given to Netty, Node and nginx alike, and Netty's answers are sent back. So all
 * three read exactly what a proxy forwarded.
 */
public final class ParserPanel implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Map<String, RecordingOrigin> parsers = new LinkedHashMap<>();
    private final ServerSocket overTls;
    private final ServerSocket plain;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final AtomicInteger open = new AtomicInteger();

    public ParserPanel(SSLContext tls, Path directory) throws IOException, InterruptedException {
        parsers.put("Netty", new NettyOrigin());
        parsers.put("Node", new NodeOrigin(directory));
        parsers.put("nginx", new NginxOrigin(directory));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        overTls = tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
        plain = new ServerSocket(0, 50, loopback);
        threads.execute(() -> accept(overTls));
        threads.execute(() -> accept(plain));
    }

    public String tlsAddress() {
        return "127.0.0.1:" + overTls.getLocalPort();
    }

    public String plainAddress() {
        return "127.0.0.1:" + plain.getLocalPort();
    }

    /**
     * What arrived.
     *
     * @param bytes each as a char
     * @param requests by parser, those that came whole
     */
    public record Seen(String bytes, Map<String, List<Read>> requests) {}

    /** Waits until the first byte is there. */
    public void awaitFirstByte() {
        while (received.size() == 0) {
            Thread.onSpinWait();
        }
    }

    /** Waits until all connections are closed; what arrived since this was last asked. */
    public Seen seen() throws IOException {
        while (open.get() > 0) {
            Thread.onSpinWait();
        }
        String bytes = received.toString(StandardCharsets.ISO_8859_1);
        received.reset();
        Map<String, List<Read>> requests = new LinkedHashMap<>();
        for (Map.Entry<String, RecordingOrigin> parser : parsers.entrySet()) {
            requests.put(parser.getKey(), parser.getValue().read());
        }
        return new Seen(bytes, requests);
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                open.incrementAndGet();
                threads.execute(() -> {
                    try {
                        relay(socket);
                    } catch (IOException gone) {
                        // The proxy left, which ends what it sent.
                    } finally {
                        open.decrementAndGet();
                    }
                });
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void relay(Socket proxy) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        List<CountDownLatch> ends = new ArrayList<>();
        try {
            for (RecordingOrigin parser : parsers.values()) {
                Socket socket = new Socket("127.0.0.1", parser.port());
                socket.setSoTimeout(READ_TIMEOUT_MILLIS);
                socket.setTcpNoDelay(true);
                boolean answers = sockets.isEmpty();
                sockets.add(socket);
                ends.add(drain(socket, answers ? proxy : null));
            }
            copy(proxy.getInputStream(), sockets);
        } finally {
            for (Socket socket : sockets) {
                shutdown(socket);
            }
            for (CountDownLatch end : ends) {
                awaitUninterruptibly(end);
            }
            close(proxy);
            sockets.forEach(ParserPanel::close);
        }
    }

    private void copy(InputStream in, List<Socket> parsers) throws IOException {
        byte[] block = new byte[8192];
        for (int length = in.read(block); length >= 0; length = in.read(block)) {
            received.write(block, 0, length);
            for (Socket parser : parsers) {
                try {
                    parser.getOutputStream().write(block, 0, length);
                } catch (IOException refused) {
                    // A parser that closes early says so by what it recorded.
                }
            }
        }
    }

    /** Reads a parser's answers to their end, and passes them on if they are the ones that count. */
    private CountDownLatch drain(Socket parser, Socket proxy) {
        CountDownLatch end = new CountDownLatch(1);
        threads.execute(() -> {
            try (InputStream in = parser.getInputStream()) {
                in.transferTo(proxy == null ? OutputStream.nullOutputStream() : proxy.getOutputStream());
            } catch (IOException gone) {
                // Whatever ends it, it has ended.
            } finally {
                end.countDown();
            }
        });
        return end;
    }

    private static void shutdown(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException alreadyClosed) {
            // That is as good.
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyClosed) {
            // That is as good.
        }
    }

    @Override
    public void close() throws IOException {
        overTls.close();
        plain.close();
        threads.shutdownNow();
        for (RecordingOrigin parser : parsers.values()) {
            parser.close();
        }
    }
}
