package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.gate.Limits;
import io.cloakroom.proxy.engine.guard.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A proxy, and an origin that answers as a test's script says: over TLS as chat.example, which is intercepted, and plainly as open.example. */
abstract class ScriptedOriginTest {

    static final String OPEN = "open.example";

    final FakeHandler handler = new FakeHandler(Network.CHAT);
    /** Bodies of requests that {@link #echo} read. */
    final List<String> bodies = new CopyOnWriteArrayList<>();

    volatile RawOrigin.Script script = this::echo;
    RawOrigin origin;
    RawOrigin plainOrigin;
    Network network;
    Path directory;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        RawOrigin.Script scripted = (head, in, out) -> script.answer(head, in, out);
        origin = new RawOrigin(OriginCertificates.context(Like.GOOD, Network.CHAT), scripted);
        plainOrigin = new RawOrigin(null, scripted);
        network = Network.start(
                directory,
                handler,
                Map.of(Network.CHAT, origin.address(), OPEN, plainOrigin.address()),
                identity(),
                this::limits);
    }

    @AfterEach
    void stop() throws Exception {
        network.close();
        origin.close();
        plainOrigin.close();
    }

    Limits limits(Limits standard) {
        return standard;
    }

    Identity identity() {
        return new Identity("local", Map.of());
    }

    RawClient inside() throws IOException {
        return RawClient.inside(network, Network.CHAT);
    }

    RawClient outside() throws IOException {
        return new RawClient(network.proxy.address());
    }

    static String post(String target, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: chat.example\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    static void chunk(OutputStream out, String data) throws IOException {
        RawOrigin.write(out, Integer.toHexString(data.length()) + "\r\n" + data + "\r\n");
    }

    /** Reads a body of known length, and answers with the request's method and target. */
    private void echo(String head, java.io.InputStream in, OutputStream out) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        bodies.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        String answer = head.substring(0, head.indexOf(" HTTP"));
        RawOrigin.write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer);
    }
}
