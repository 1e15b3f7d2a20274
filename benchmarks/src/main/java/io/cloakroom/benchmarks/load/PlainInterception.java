package io.cloakroom.benchmarks.load;

import io.cloakroom.proxy.testkit.LoopbackPki;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersAdapter;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.MitmManager;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;
import org.littleshoot.proxy.impl.ThreadPoolConfiguration;

/** LittleProxy as it ships, opening TLS with the same library as Cloakroom and looking at nothing: what interception costs at least. */
final class PlainInterception {

    private PlainInterception() {}

    /** @param args the origin's port, its root certificate, the file to write the own root certificate to; prints {@code ready PORT} */
    public static void main(String[] args) throws Exception {
        InetSocketAddress origin = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]));
        LoopbackPki pki = LoopbackPki.create();
        Files.writeString(Path.of(args[2]), pki.rootPem());
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        HttpProxyServer proxy = DefaultHttpProxyServer.bootstrap()
                .withPort(0)
                .withThreadPoolConfiguration(new ThreadPoolConfiguration()
                        .withClientToProxyWorkerThreads(threads)
                        .withProxyToServerWorkerThreads(threads))
                .withManInTheMiddle(new Certificates(Path.of(args[1]), pki))
                .withTransparent(true)
                .withFiltersSource(new HttpFiltersSourceAdapter() {
                    @Override
                    public HttpFilters filterRequest(HttpRequest request, ChannelHandlerContext ctx) {
                        return new ToOrigin(request, ctx, origin);
                    }
                })
                .start();
        System.out.println("ready " + proxy.getListenAddress().getPort());
        Thread.currentThread().join();
    }

    /** Stands in for name resolution. */
    private static final class ToOrigin extends HttpFiltersAdapter {

        private final InetSocketAddress origin;

        ToOrigin(HttpRequest request, ChannelHandlerContext ctx, InetSocketAddress origin) {
            super(request, ctx);
            this.origin = origin;
        }

        @Override
        public InetSocketAddress proxyToServerResolutionStarted(String hostAndPort) {
            return origin;
        }
    }

    private static final class Certificates implements MitmManager {

        private final SslContext towardsOrigin;
        private final SslContext towardsClient;

        Certificates(Path originRoot, LoopbackPki own) throws Exception {
            towardsOrigin = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.OPENSSL)
                    .trustManager(originRoot.toFile())
                    .build();
            towardsClient = Tls.server(own);
        }

        @Override
        public SSLEngine serverSslEngine(String host, int port) {
            return towardsOrigin.newEngine(ByteBufAllocator.DEFAULT, host, port);
        }

        @Override
        public SSLEngine serverSslEngine() {
            return towardsOrigin.newEngine(ByteBufAllocator.DEFAULT);
        }

        @Override
        public SSLEngine clientSslEngineFor(HttpRequest connect, SSLSession origin) {
            return towardsClient.newEngine(ByteBufAllocator.DEFAULT);
        }
    }
}
