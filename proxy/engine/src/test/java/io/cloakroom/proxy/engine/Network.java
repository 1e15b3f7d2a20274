package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.gate.Limits;
import io.cloakroom.proxy.engine.guard.DestinationGuard;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.testkit.ClientTls;
import io.cloakroom.proxy.testkit.LoopbackPki;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A proxy between a client and origins, all on loopback. */
public final class Network implements AutoCloseable {

    public static final LoopbackPki PKI = LoopbackPki.create();
    public static final String CHAT = "chat.example";
    public static final Map<String, List<String>> OPERATORS =
            Map.of("Example Operator", List.of(CHAT, "*.chat.example"), "Third Party", List.of("*.third.example"));

    /** Tests ask no name server. */
    private static final DestinationGuard.Resolver NO_DNS = host -> {
        throw new UnknownHostException(host);
    };

    public final FakeHandler handler;
    public final CertificateAuthority authority;
    public final ProxyServer proxy;

    private Network(FakeHandler handler, CertificateAuthority authority, ProxyServer proxy) {
        this.handler = handler;
        this.authority = authority;
        this.proxy = proxy;
    }

    /** @param hosts host → {@code address:port} of its origin */
    public static Network start(Path directory, FakeHandler handler, Map<String, String> hosts) {
        return start(directory, handler, hosts, new Identity("local", Map.of()), limits -> limits);
    }

    public static Network start(
            Path directory,
            FakeHandler handler,
            Map<String, String> hosts,
            Identity identity,
            UnaryOperator<Limits> limits) {
        return start(directory, handler, hosts, identity, limits, NO_DNS);
    }

    /** @param resolver answers for names that are not among the hosts */
    public static Network start(
            Path directory,
            FakeHandler handler,
            Map<String, String> hosts,
            Identity identity,
            UnaryOperator<Limits> limits,
            DestinationGuard.Resolver resolver) {
        return open(
                directory,
                handler,
                hosts,
                identity,
                settings -> settings.withLimits(limits.apply(Limits.standard())),
                resolver);
    }

    /** @param change what is to be different from the settings of most tests */
    static Network with(
            Path directory, FakeHandler handler, Map<String, String> hosts, UnaryOperator<ProxySettings> change) {
        return open(directory, handler, hosts, new Identity("local", Map.of()), change, NO_DNS);
    }

    private static Network open(
            Path directory,
            FakeHandler handler,
            Map<String, String> hosts,
            Identity identity,
            UnaryOperator<ProxySettings> change,
            DestinationGuard.Resolver resolver) {
        try {
            CertificateAuthority authority =
                    CertificateAuthority.open(directory.resolve("data"), OPERATORS, Clock.systemUTC());
            Path roots =
                    Files.writeString(directory.resolve("origins.pem"), PKI.rootPem() + OriginCertificates.rootPem());
            ProxySettings settings = change.apply(ProxySettings.loopback(0, identity, "run-1")
                    .withUpstream(new HashMap<>(hosts), List.of(roots))
                    .withSpool(directory.resolve("spool")));
            return new Network(
                    handler,
                    authority,
                    ProxyServer.start(settings, authority, handler, resolver, services -> services));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client that trusts nothing but the proxy's own certificate authority. */
    public HttpClient client() {
        return client(ClientTls.trusting(authority.exportPem()));
    }

    public HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(proxy.address()))
                .sslContext(tls)
                .build();
    }

    @Override
    public void close() {
        proxy.close();
    }
}
