package io.cloakroom.proxy.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A program behind the proxy that trusts nothing but the installation's certificate authority.
 *
 * @param credentials {@code user:password} for the proxy, or {@code ""}
 */
record Client(int proxyPort, String caPem, String credentials) {

    private static final int READ_TIMEOUT_MILLIS = 30_000;

    /** @param status of the CONNECT when that was refused, else of the answer */
    record Answer(int status, String body) {}

    /** One POST on a connection of its own, read to its end. */
    Answer post(String host, String target, String json) throws IOException, GeneralSecurityException {
        try (Socket tcp = new Socket("127.0.0.1", proxyPort)) {
            tcp.setSoTimeout(READ_TIMEOUT_MILLIS);
            String authorization = credentials.isEmpty()
                    ? ""
                    : "Proxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
            send(tcp, "CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n" + authorization + "\r\n");
            int connected = status(head(tcp.getInputStream()));
            if (connected != 200) {
                return new Answer(connected, "");
            }
            try (SSLSocket tls = (SSLSocket) trusting(caPem).getSocketFactory().createSocket(tcp, host, 443, true)) {
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                send(
                        tls,
                        "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n" + json);
                String head = head(tls.getInputStream());
                byte[] rest = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                        ? dechunked(tls.getInputStream())
                        : tls.getInputStream().readAllBytes();
                return new Answer(status(head), new String(rest, StandardCharsets.UTF_8));
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static int status(String head) {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static byte[] dechunked(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(in); length > 0; length = chunkLength(in)) {
            body.writeBytes(in.readNBytes(length));
            in.skipNBytes(2);
        }
        return body.toByteArray();
    }

    private static int chunkLength(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the body ended within a chunk");
            }
            line.append((char) next);
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    static SSLContext trusting(String pem) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        roots.setCertificateEntry(
                "root",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
