package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Stands before TLS on a client's connection until its ClientHello has come. A client that takes nothing but HTTP/2 is told so by the alert
 * that is made for it; without it, it would speak HTTP/2 into an HTTP/1.1 connection.
 */
final class HelloWatch extends SslClientHelloHandler<Boolean> {

    private final Runnable onHttp2Only;
    private boolean told;

    /** @param onHttp2Only called once, on the event loop, before the client is told */
    HelloWatch(Runnable onHttp2Only) {
        this.onHttp2Only = onHttp2Only;
    }

    @Override
    protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
        return ctx.executor().newSucceededFuture(Http2.isAllItOffers(hello));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<Boolean> http2Only) {
        if (http2Only.isSuccess() && !http2Only.getNow()) {
            ctx.pipeline().remove(this);
            return;
        }
        if (told) {
            return;
        }
        told = true;
        onHttp2Only.run();
        ctx.writeAndFlush(Unpooled.wrappedBuffer(Http2.noApplicationProtocol()))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
