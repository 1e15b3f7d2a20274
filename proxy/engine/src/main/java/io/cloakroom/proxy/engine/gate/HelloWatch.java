package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.tls.ClientOffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a client's connection from the moment its CONNECT was accepted until TLS is opened here: reads its ClientHello, and keeps it
 * back meanwhile.
 */
final class HelloWatch extends SslClientHelloHandler<Boolean> {

    /** Browsers need two KiB, most of it for the hybrid group. */
    private static final int LONGEST = 64 * 1024;

    private final Consumer<ClientOffer> onHello;
    private final Duration patience;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> waiting;
    private @Nullable Promise<Boolean> opened;

    /**
     * @param onHello called once, on the event loop
     * @param patience how long a client may take; then the connection is closed
     */
    HelloWatch(Consumer<ClientOffer> onHello, Duration patience) {
        super(LONGEST);
        this.onHello = onHello;
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        waiting = ctx.executor().schedule(() -> ctx.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
        stopWaiting();
        Promise<Boolean> here = ctx.executor().newPromise();
        opened = here;
        onHello.accept(ClientOffer.of(hello));
        return here;
    }

    /** TLS is opened here by now, and gets what was kept back. */
    void handOver() {
        if (opened != null) {
            opened.trySuccess(true);
        }
    }

    /** Tells the client, which then is closed. */
    void turnAway(byte[] alert) {
        if (context != null) {
            context.writeAndFlush(Unpooled.wrappedBuffer(alert)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, Future<Boolean> open) {
        if (!open.isSuccess()) {
            return;
        }
        // LittleProxy puts TLS first, before this: what was kept has to begin anew from there.
        ByteBuf kept = internalBuffer().readBytes(actualReadableBytes());
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(this);
        pipeline.fireChannelRead(kept);
        pipeline.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        stopWaiting();
        super.channelInactive(ctx);
        // Only now, or what was kept would be read once more.
        if (opened != null) {
            opened.tryFailure(new ClosedChannelException());
        }
    }

    private void stopWaiting() {
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }
}
