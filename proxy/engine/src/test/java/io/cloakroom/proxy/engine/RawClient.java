package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.testkit.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that sends exactly the bytes a test says. */
final class RawClient implements AutoCloseable {

    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket tcp;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    RawClient(InetSocketAddress proxy) throws IOException {
        this(proxy, "127.0.0.1");
    }

    /** @param from local address to come from, in 127/8 */
    RawClient(InetSocketAddress proxy, String from) throws IOException {
        tcp = new Socket();
        tcp.bind(new InetSocketAddress(from, 0));
        tcp.connect(proxy);
        socket = tcp;
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Opens a CONNECT and TLS inside it. */
    static RawClient inside(Network network, String host) throws IOException {
        return inside(network, host, "", host);
    }

    /** @param headers further header lines of the CONNECT */
    static RawClient inside(Network network, String host, String headers, String sni) throws IOException {
        RawClient client = new RawClient(network.proxy.address());
        client.send("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n" + headers + "\r\n");
        String head = RawOrigin.head(client.in);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException("CONNECT was answered: " + head);
        }
        return client.startTls(ClientTls.trusting(network.authority.exportPem()), host, sni);
    }

    RawClient startTls(SSLContext tls, String host, String sni) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, host, 443, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(sni)));
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        socket = secure;
        in = secure.getInputStream();
        out = secure.getOutputStream();
        return this;
    }

    RawClient send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    RawClient sendUtf8(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    /** The next answer, with its body by Content-Length or chunks. */
    Response receive() throws IOException {
        return receive(false);
    }

    /** @param toHead whether the answer has no body whatever its headers say */
    Response receive(boolean toHead) throws IOException {
        String head = RawOrigin.head(in);
        if (head.isEmpty()) {
            return new Response(0, "", "");
        }
        int status = Integer.parseInt(head.substring(9, 12));
        String lower = head.toLowerCase(java.util.Locale.ROOT);
        String body = "";
        if (!toHead && lower.contains("transfer-encoding: chunked")) {
            StringBuilder all = new StringBuilder();
            String chunk;
            while (!(chunk = chunk()).isEmpty()) {
                all.append(chunk);
            }
            body = all.toString();
        } else if (!toHead && lower.contains("content-length: ")) {
            int at = lower.indexOf("content-length: ") + 16;
            int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
            body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        return new Response(status, head, body);
    }

    /** The next chunk of a chunked body; empty for the last. */
    String chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        String data = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        line();
        return data;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    /** Head of the next answer, leaving its body unread. */
    String receiveHead() throws IOException {
        return RawOrigin.head(in);
    }

    /** Everything until the connection ends, each byte as a char. */
    String receiveAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (IOException reset) {
            // As good an end as any.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    boolean atEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        // Not TLS's own close, which waits for a write under way.
        tcp.close();
    }

    record Response(int status, String head, String body) {}
}
