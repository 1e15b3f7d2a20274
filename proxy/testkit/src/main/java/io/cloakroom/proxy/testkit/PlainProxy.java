package io.cloakroom.proxy.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network without Cloakroom: a proxy that only joins CONNECT tunnels to loopback addresses and looks at nothing, so that a client
 * reaches hosts under their real names.
 */
public final class PlainProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> addresses;

    /** @param addresses host → address:port */
    public PlainProxy(Map<String, String> addresses) throws IOException {
        this.addresses = Map.copyOf(addresses);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> join(client));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void join(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String connect = line(in);
            while (!line(in).isEmpty()) {
                continue;
            }
            String[] words = connect.split(" ");
            String host = words.length > 1 ? words[1].replaceFirst(":\\d+$", "") : "";
            String address = addresses.get(host);
            if (!connect.startsWith("CONNECT ") || address == null) {
                client.getOutputStream().write("HTTP/1.1 502 Unknown\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                return;
            }
            int colon = address.lastIndexOf(':');
            try (Socket server =
                    new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
                client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                threads.execute(() -> copy(server, client));
                pump(in, server.getOutputStream());
            }
        } catch (IOException closed) {
            // One side hung up: both sockets are closed by now, and there is nobody left to tell.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            pump(from.getInputStream(), to.getOutputStream());
        } catch (IOException closed) {
            // As above.
        }
    }

    private static void pump(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
