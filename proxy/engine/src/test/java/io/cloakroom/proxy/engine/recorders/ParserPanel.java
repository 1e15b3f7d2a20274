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
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final List<Entrance> entrances = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger open = new AtomicInteger();

    public ParserPanel(Path directory) throws IOException, InterruptedException {
        parsers.put("Netty", new NettyOrigin());
        parsers.put("Node", new NodeOrigin(directory));
        parsers.put("nginx", new NginxOrigin(directory));
    }

    /** Where a proxy connects to; what arrives is kept apart from what arrives elsewhere. */
    public final class Entrance {

        private final ServerSocket server;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        private Entrance(ServerSocket server) {
            this.server = server;
        }

        public String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        public void awaitFirstByte() {
            while (received.size() == 0) {
                Thread.onSpinWait();
            }
        }

        /** What arrived since this was last asked, each byte as a char. */
        public String bytes() {
            String bytes = received.toString(StandardCharsets.ISO_8859_1);
            received.reset();
            return bytes;
        }
    }

    /** @param tls null for plain HTTP */
    public Entrance entrance(SSLContext tls) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Entrance entrance = new Entrance(
                tls == null
                        ? new ServerSocket(0, 50, loopback)
                        : tls.getServerSocketFactory().createServerSocket(0, 50, loopback));
        entrances.add(entrance);
        threads.execute(() -> accept(entrance));
        return entrance;
    }

    /** Waits until all connections are closed; the requests that came whole since this was last asked, by parser. */
    public Map<String, List<Read>> requests() throws IOException {
        while (open.get() > 0) {
            Thread.onSpinWait();
        }
        Map<String, List<Read>> requests = new LinkedHashMap<>();
        for (Map.Entry<String, RecordingOrigin> parser : parsers.entrySet()) {
            requests.put(parser.getKey(), parser.getValue().read());
        }
        return requests;
    }

    private void accept(Entrance entrance) {
        try {
            while (true) {
                Socket socket = entrance.server.accept();
                open.incrementAndGet();
                threads.execute(() -> {
                    try {
                        relay(socket, entrance.received);
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

    private void relay(Socket proxy, ByteArrayOutputStream received) throws IOException {
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
            copy(proxy.getInputStream(), received, sockets);
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

    private static void copy(InputStream in, ByteArrayOutputStream received, List<Socket> parsers) throws IOException {
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
        for (Entrance entrance : entrances) {
            entrance.server.close();
        }
        threads.shutdownNow();
        for (RecordingOrigin parser : parsers.values()) {
            parser.close();
        }
    }
}
