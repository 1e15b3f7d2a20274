package io.cloakroom.benchmarks.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A connection of the generator, one request at a time. Everything happens on the generator's event loop. */
final class Connection extends SimpleChannelInboundHandler<Object> {

    /** No answer came. */
    static final int NONE = 0;

    /** From here on frames are asked with and answer. */
    static final int SWITCHED = 101;

    private static final int LARGEST_FRAME = 65_536;

    /**
     * An answer; times are of {@link System#nanoTime}.
     *
     * @param status {@link #NONE} when the connection ended instead
     * @param first when the first byte of the body was there
     */
    record Answer(int status, long sent, long first, long end) {}

    private final CompletableFuture<Connection> opened;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Consumer<Answer> asker;
    private @Nullable Stamps stamps;
    private int status;
    private long sent;
    private long first;

    Connection(CompletableFuture<Connection> opened) {
        this.opened = opened;
    }

    private ChannelHandlerContext ctx() {
        if (context == null) {
            throw new IllegalStateException("not connected");
        }
        return context;
    }

    boolean isBusy() {
        return asker != null;
    }

    boolean isOpen() {
        return ctx().channel().isActive();
    }

    /** Has the time that each event of an answer was under way told from now on, in nanoseconds. */
    void watch(LongConsumer ages) {
        stamps = new Stamps(ages);
    }

    /** Sends a request; the answer comes later, never before this returns. */
    void ask(Prompts.Source requests, Consumer<Answer> then) {
        Channel channel = ctx().channel();
        if (!channel.isActive()) {
            channel.eventLoop().execute(() -> then.accept(new Answer(NONE, 0, 0, 0)));
            return;
        }
        asker = then;
        first = 0;
        status = NONE;
        sent = System.nanoTime();
        ctx().writeAndFlush(requests.next(channel.alloc()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame) {
            first = System.nanoTime();
            status = message instanceof TextWebSocketFrame ? 200 : NONE;
            answered();
            return;
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ctx.close();
            return;
        }
        if (message instanceof HttpResponse response) {
            status = response.status().code();
        }
        if (message instanceof HttpContent content) {
            long now = System.nanoTime();
            if (first == 0 && content.content().isReadable()) {
                first = now;
            }
            if (stamps != null) {
                stamps.take(content.content(), now);
            }
            if (content instanceof LastHttpContent) {
                if (status == SWITCHED) {
                    ctx.pipeline()
                            .replace(
                                    HttpResponseDecoder.class,
                                    null,
                                    new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                                            .expectMaskedFrames(false)
                                            .maxFramePayloadLength(LARGEST_FRAME)
                                            .build()));
                }
                answered();
            }
        }
    }

    private void answered() {
        Consumer<Answer> waiting = asker;
        asker = null;
        if (waiting != null) {
            waiting.accept(new Answer(status, sent, first, System.nanoTime()));
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                opened.complete(this);
            } else {
                opened.completeExceptionally(handshake.cause());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        opened.completeExceptionally(cause);
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        opened.completeExceptionally(new IOException("the connection was closed while it was being opened"));
        status = NONE;
        answered();
    }

    void close() {
        ctx().close();
    }
}
