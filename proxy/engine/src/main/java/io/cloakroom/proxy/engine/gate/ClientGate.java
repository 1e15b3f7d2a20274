package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.Authority;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of LittleProxy's handler on a client's connection. Takes one request at a time, makes the rest wait without reading
 * on, and lets only what was decided pass. All its state lives on the connection's event loop.
 */
public final class ClientGate extends ChannelDuplexHandler {

    private final GateServices services;
    private final Replies replies;
    private final ConnectSteps connects;
    private final RequestSteps requests;
    private final AnswerSteps answers;
    private final Running running;
    private final WaitingRoom waiting = new WaitingRoom(this::busy, this::handle);
    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.OPEN;
    private boolean receiving;
    private @Nullable Dial dial;

    ClientGate(GateServices services) {
        this.services = services;
        this.running = new Running(services.traffic());
        this.replies = new Replies(this);
        this.connects = new ConnectSteps(this, replies);
        this.requests = new RequestSteps(this, replies, connects);
        this.answers = new AnswerSteps(this, replies, connects);
    }

    // What the parts of the gate share.

    GateServices services() {
        return services;
    }

    ChannelHandlerContext ctx() {
        if (context == null) {
            throw new IllegalStateException("the gate is not part of a pipeline");
        }
        return context;
    }

    Dial dial() {
        if (dial == null) {
            throw new IllegalStateException("nothing was vetted yet");
        }
        return dial;
    }

    Running running() {
        return running;
    }

    Replies replies() {
        return replies;
    }

    void phase(Phase next) {
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    boolean isInside() {
        return phase == Phase.INSIDE;
    }

    boolean opensTls() {
        return connects.intercepting();
    }

    boolean isReceiving() {
        return receiving;
    }

    void onLoop(Runnable task) {
        ctx().executor().execute(() -> {
            try {
                task.run();
            } catch (Throwable cause) {
                broke(cause);
            }
        });
    }

    /** Something broke on the event loop. Nothing more passes; the person is told while there is still a way to tell it. */
    private void broke(Throwable cause) {
        try {
            boolean told =
                    running.answering() || phase == Phase.TUNNEL || phase == Phase.CLOSING || connects.isGreeted();
            abandon();
            if (told) {
                ctx().close();
            } else {
                replies.refuse(FailurePolicy.undecided(cause), null, true);
            }
        } catch (Throwable again) {
            ctx().close();
        }
    }

    void dial(Dial next) {
        dial = next;
    }

    /** Hands a part of a request to LittleProxy. */
    void fire(Object message) {
        ctx().fireChannelRead(message);
        ctx().fireChannelReadComplete();
    }

    /** Hands a part of an answer to the client. */
    void pass(Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse) {
            running.answerBegins();
        }
        ctx().write(message, promise);
    }

    // Requests.

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            arrived(ctx, message);
        } catch (Throwable cause) {
            broke(cause);
        }
    }

    private void arrived(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.CLOSING) {
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent && receiving) {
                receiving = false;
                replies.closeWhenSent();
            }
        } else if (message instanceof WebSocketFrame frame) {
            running.frame(frame);
        } else if (!(message instanceof HttpObject object)) {
            if (message instanceof ByteBuf bytes) {
                connects.sent(bytes.readableBytes());
            }
            ctx.fireChannelRead(message);
        } else {
            waiting.arrived(object);
        }
    }

    private boolean busy() {
        return requests.admitting()
                || phase == Phase.CONNECTING
                || phase == Phase.CLOSING
                || replies.explaining()
                || running.hasToWait();
    }

    private void handle(HttpObject part) {
        // After bytes that cannot be understood, nothing more comes out of the decoder.
        receiving = !(part instanceof LastHttpContent) && !part.decoderResult().isFailure();
        requests.take(part, running.exchange());
    }

    // Answers.

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        try {
            answers.take(message, promise);
        } catch (Throwable cause) {
            promise.tryFailure(cause);
            broke(cause);
        }
    }

    /** The exchange is over; the next request may come. */
    void finished() {
        finished(ctx().newSucceededFuture());
    }

    /** The exchange is over once this is sent, which a stop of the proxy waits for; the next request may come. */
    void finished(ChannelFuture end) {
        if (running.finish(end)) {
            onLoop(this::next);
        }
    }

    void abandon() {
        running.clientGone();
        finished();
    }

    /** Takes what was waiting. */
    void next() {
        waiting.next(ctx());
    }

    // The connection.

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (connects.awaitsTls(ctx.pipeline())) {
            // LittleProxy starts reading a moment before it adds TLS; what is read in between would be lost.
            ctx.executor().schedule(() -> ctx.channel().read(), 1, TimeUnit.MILLISECONDS);
        } else {
            waiting.read(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            requests.handshakeDone(ctx.pipeline().get(SslHandler.class));
        }
        if (event instanceof IdleStateEvent) {
            running.idle();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CodecException && running.isSocket()) {
            running.unreadable(cause, true);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        running.writable();
        ctx.fireChannelWritabilityChanged();
    }

    /** LittleProxy closes this connection when the origin closed its own; the reason is told first, if need be to a request yet to come. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        running.socketLost();
        if (replies.explaining() || running.isSocket() || connects.turnedAway()) {
            ctx.channel().closeFuture().addListener(closed -> promise.trySuccess());
        } else {
            ctx.close(promise);
        }
    }

    void originGone(Authority authority) {
        try {
            if (dial != null && dial.authority().equals(authority)) {
                running.originGone();
            }
        } catch (Throwable cause) {
            broke(cause);
        }
    }

    /** Ends the connection after what was already written. */
    void close() {
        closing();
        replies.closeWhenSent();
    }

    /** Nothing more is taken from the client. */
    void closing() {
        phase = Phase.CLOSING;
        receiving &= !waiting.empty();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        abandon();
        connects.clientGone();
        closing();
        ctx.fireChannelInactive();
    }
}
