package io.cloakroom.benchmarks.load;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the generator reaches the origin.
 *
 * @param proxy null when directly
 * @param target the origin, or what the proxy is asked to connect to
 * @param tls of the client
 */
record Way(@Nullable InetSocketAddress proxy, InetSocketAddress target, SslContext tls) {

    private static final int HTTPS = 443;

    static Way direct(InetSocketAddress origin, Path root) throws IOException {
        return new Way(null, origin, verifying(root));
    }

    /** @param root of whoever speaks for the origin */
    static Way through(InetSocketAddress proxy, Path root) throws IOException {
        return new Way(proxy, InetSocketAddress.createUnresolved(Prompts.HOST, HTTPS), verifying(root));
    }

    private static SslContext verifying(Path root) throws IOException {
        return unresumed(SslContextBuilder.forClient().trustManager(root.toFile()));
    }

    /** The same without verifying certificates: once is enough to know who answers, and it costs the generator a lot. */
    Way unverified() throws IOException {
        SslContextBuilder anybody = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null);
        return new Way(proxy, target, unresumed(anybody));
    }

    /** Every handshake is a full one, as of a client that was never here before. */
    private static SslContext unresumed(SslContextBuilder builder) throws IOException {
        SslContext context = builder.sslProvider(SslProvider.OPENSSL).build();
        ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
        return context;
    }
}
