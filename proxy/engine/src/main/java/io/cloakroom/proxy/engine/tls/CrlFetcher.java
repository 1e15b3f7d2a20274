package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.DestinationGuard;
import io.cloakroom.proxy.engine.guard.RefusedException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Fetches revocation lists. Their addresses stand in certificates, which strangers write, so they are treated as requests of strangers
 * are (CWE-918): plain HTTP, to where {@link DestinationGuard} allows and to the very address it vetted, without following redirects,
 * within a time and a size.
 */
final class CrlFetcher implements AutoCloseable {

    /** The largest lists of public authorities have some 10 MiB; most are below 1 MiB. */
    static final int MAX_BYTES = 16 << 20;

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final DestinationGuard destinations;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("cloakroom-crl", true), NioIoHandler.newFactory());

    CrlFetcher(DestinationGuard destinations) {
        this.destinations = destinations;
    }

    /**
     * The bytes at an address. To be called where blocking on the DNS does no harm.
     *
     * @throws IOException when the address must not be asked
     */
    CompletableFuture<byte[]> fetch(URI uri) throws IOException {
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getRawAuthority() == null) {
            throw new IOException("not an http address");
        }
        Authority authority = Authority.parse(uri.getRawAuthority(), 80)
                .orElseThrow(() -> new IOException("not an authority: " + uri.getRawAuthority()));
        InetSocketAddress address;
        try {
            address = destinations.vet(authority);
        } catch (RefusedException e) {
            throw new IOException(e.refusal().reason(), e);
        }
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) DEADLINE.toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(MAX_BYTES))
                                .addLast(new Receiver(body));
                    }
                })
                .connect(address);
        connecting.addListener(result -> {
            if (result.isSuccess()) {
                connecting.channel().writeAndFlush(request(uri, authority));
            } else {
                body.completeExceptionally(result.cause());
            }
        });
        return body.orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((bytes, failure) -> connecting.channel().close());
    }

    private static HttpRequest request(URI uri, Authority authority) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        HttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
        request.headers()
                .set(HttpHeaderNames.HOST, authority.port() == 80 ? authority.host() : authority.toString())
                .set(HttpHeaderNames.CONNECTION, "close");
        return request;
    }

    private static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {

        private final CompletableFuture<byte[]> body;

        Receiver(CompletableFuture<byte[]> body) {
            this.body = body;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
            if (response.status().equals(HttpResponseStatus.OK)
                    && response.decoderResult().isSuccess()) {
                body.complete(ByteBufUtil.getBytes(response.content()));
            } else {
                body.completeExceptionally(new IOException("answered " + response.status()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            body.completeExceptionally(new IOException("closed the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            body.completeExceptionally(cause);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
