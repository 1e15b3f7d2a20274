package io.cloakroom.benchmarks.load;

import io.cloakroom.proxy.testkit.LoopbackPki;
import io.cloakroom.proxy.testkit.LoopbackPki.Flaw;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

/** BoringSSL with one certificate, made in advance: TLS as cheap as it can be. */
final class Tls {

    private Tls() {}

    static SslContext server(LoopbackPki pki) throws SSLException {
        X509ExtendedKeyManager keys = pki.keyManager(Flaw.NONE);
        return SslContextBuilder.forServer(
                        Objects.requireNonNull(keys.getPrivateKey(Prompts.HOST)),
                        Objects.requireNonNull(keys.getCertificateChain(Prompts.HOST)))
                .sslProvider(SslProvider.OPENSSL)
                .build();
    }
}
