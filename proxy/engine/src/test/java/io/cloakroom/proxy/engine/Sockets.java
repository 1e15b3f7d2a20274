package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.OriginCertificates.Like;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.ClientTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An origin that agrees to WebSockets, clients that ask for them, and between the two the whole way of a prompt. */
final class Sockets implements AutoCloseable {

    static final String OPENAI = "api.openai.com";
    static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

    /** What a client says to {@link #OPENAI}, with a text. */
    static final String ITEM =
            "{\"type\":\"conversation.item.create\",\"item\":{\"content\":[{\"type\":\"input_text\",\"text\":\"%s\"}]}}";

    final ProxyServer proxy;
    private final RawOrigin origin;
    private final CertificateAuthority authority;

    /** @param hosts of the one origin, which has a certificate for {@link #OPENAI} and is trusted whatever its name */
    Sockets(Path directory, Faulty faulty, RawOrigin.Script script, String... hosts) throws Exception {
        origin = new RawOrigin(OriginCertificates.context(Like.GOOD, OPENAI), script);
        authority = CertificateAuthority.open(
                directory.resolve("data"), Faulty.CATALOGUE.hostsByOperator(), Clock.systemUTC());
        Map<String, String> upstream = new HashMap<>();
        for (String host : hosts) {
            upstream.put(host, origin.address());
        }
        ProxySettings settings = ProxySettings.loopback(0, new Identity("local", Map.of()), "run-1")
                .withUpstream(upstream, List.of());
        proxy = ProxyServer.start(
                settings, authority, faulty.handler(), faulty.resolver(), usual -> faulty.fit(usual, authority));
    }

    /** A client whose WebSocket is open. */
    RawClient open(String host, String target, String extensions, boolean compressed) throws IOException {
        RawClient client = new RawClient(proxy.address());
        client.send("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n");
        client.receiveHead();
        client.startTls(ClientTls.trusting(authority.exportPem()), host, host);
        client.send("GET " + target + " HTTP/1.1\r\nHost: " + host
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + KEY + (extensions.isEmpty() ? "" : "\r\nSec-WebSocket-Extensions: " + extensions) + "\r\n\r\n");
        String head = client.receiveHead();
        assertThat(head).startsWith("HTTP/1.1 101");
        assertThat(head.toLowerCase(Locale.ROOT).contains("permessage-deflate")).isEqualTo(compressed);
        return client;
    }

    static Frame next(RawClient client) throws IOException {
        return Frame.read(client.socket().getInputStream());
    }

    static void send(RawClient client, int first, String payload) throws IOException {
        Frame.write(client.socket().getOutputStream(), first, payload, true);
    }

    @Override
    public void close() throws Exception {
        proxy.close();
        origin.close();
    }
}
