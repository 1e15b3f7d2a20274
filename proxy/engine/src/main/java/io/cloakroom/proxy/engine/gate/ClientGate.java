package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of LittleProxy's handler on a client's connection. Takes one request at a time, makes the rest wait without reading
 * on, and lets only what was decided pass. All its state lives on the connection's event loop.
 */
public final class ClientGate extends ChannelDuplexHandler {

    /** How far the connection has come. */
    enum Phase {
        /** Requests for a proxy: CONNECT, or whole http:// addresses. */
        OPEN,
        /** LittleProxy is connecting for a CONNECT. */
        CONNECTING,
        /** Bytes pass as they are. */
        TUNNEL,
        /** Requests inside an intercepted CONNECT. */
        INSIDE,
        /** Inside a CONNECT whose origin cannot be reached safely; every request is told why. */
        REFUSING,
        /** The last answer is on its way; whatever still arrives is thrown away. */
        CLOSING
    }

    private final GateServices services;
    private final Replies replies;
    private final ConnectSteps connects;
    private final RequestSteps requests;
    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private Phase phase = Phase.OPEN;
    private boolean receiving;
    private boolean draining;
    private boolean readSuppressed;
    private boolean failing;
    private int finishedExchanges;
    private @Nullable Exchange exchange;
    private @Nullable Dial dial;

    ClientGate(GateServices services) {
        this.services = services;
        this.replies = new Replies(this);
        this.connects = new ConnectSteps(this, replies);
        this.requests = new RequestSteps(this, replies, connects);
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

    /** Whether the answer that is awaited is not the first on its connection to the origin. */
    boolean isReused() {
        return isInside() && finishedExchanges > 0;
    }

    boolean opensTls() {
        return connects.intercepting();
    }

    boolean isReceiving() {
        return receiving;
    }

    void onLoop(Runnable task) {
        ctx().executor().execute(task);
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
        ctx().write(message, promise);
    }

    /** Called from LittleProxy's threads. */
    void requestSending() {
        onLoop(() -> {
            if (exchange != null) {
                exchange.requestSending();
            }
        });
    }

    // Requests.

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (services.traffic().connected() > services.limits().connections()) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (phase == Phase.CLOSING) {
            ReferenceCountUtil.release(message);
            if (message instanceof LastHttpContent && receiving) {
                receiving = false;
                replies.closeWhenSent();
            }
        } else if (!(message instanceof HttpObject object)) {
            if (message instanceof ByteBuf bytes) {
                connects.sent(bytes.readableBytes());
            }
            ctx.fireChannelRead(message);
        } else if (busy() || !waiting.isEmpty()) {
            waiting.add(object);
        } else {
            handle(object);
        }
    }

    private boolean busy() {
        return requests.admitting()
                || phase == Phase.CONNECTING
                || failing
                || (exchange != null && !exchange.wantsContent());
    }

    private void handle(HttpObject object) {
        boolean last = object instanceof LastHttpContent;
        // After bytes that cannot be understood, nothing more comes out of the decoder.
        receiving = !last && !object.decoderResult().isFailure();
        if (object instanceof HttpRequest request) {
            requests.begin(request);
            if (last) {
                ReferenceCountUtil.release(object);
            }
        } else if (object instanceof HttpContent content) {
            if (exchange == null || object.decoderResult().isFailure()) {
                content.release();
                if (object.decoderResult().isFailure()) {
                    abandon();
                    replies.refuse(FailurePolicy.truncated(), null, true);
                }
            } else {
                exchange.content(content);
            }
        }
    }

    void start(Exchange started) {
        exchange = started;
        services.traffic().began();
        started.begin();
    }

    // Answers.

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean http = message instanceof HttpObject;
        if (phase == Phase.TUNNEL && message instanceof ByteBuf bytes) {
            connects.received(bytes.readableBytes());
            ctx.write(message, promise);
        } else if (phase == Phase.CONNECTING && message instanceof HttpResponse response) {
            connects.answered(response, promise);
        } else if (exchange != null && phase != Phase.CLOSING) {
            exchange.write(message, promise);
        } else if (http) {
            // An answer to nothing: LittleProxy repeating itself, or an origin trying to answer the next request in
            // advance.
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            if (phase == Phase.INSIDE || phase == Phase.OPEN) {
                close();
            }
        } else {
            ctx.write(message, promise);
        }
    }

    /** Answers for an origin that did not, once the reason is known. */
    void originFailed(int littleProxyStatus, Consumer<Refusal> refuse) {
        if (failing) {
            return;
        }
        failing = true;
        Authority authority = dial().authority();
        replies.reason(dial(), littleProxyStatus, problem -> {
            failing = false;
            refuse.accept(FailurePolicy.origin(authority, problem));
        });
    }

    /** The exchange is over; the next request may come. */
    void finished() {
        if (exchange != null) {
            exchange = null;
            finishedExchanges++;
            services.traffic().ended();
            onLoop(this::next);
        }
    }

    private void abandon() {
        Exchange abandoned = exchange;
        if (abandoned != null) {
            abandoned.clientGone();
            finished();
        }
    }

    /** Takes what was waiting. */
    void next() {
        if (draining) {
            return;
        }
        draining = true;
        while (!waiting.isEmpty() && !busy() && phase != Phase.CLOSING) {
            handle(waiting.remove());
        }
        draining = false;
        if (readSuppressed && (waiting.isEmpty() || !busy())) {
            readSuppressed = false;
            ctx().channel().config().setAutoRead(true);
        }
    }

    // The connection.

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (connects.awaitsTls(ctx.pipeline())) {
            // LittleProxy starts reading a moment before it adds TLS; what is read in between would be lost.
            ctx.executor().schedule(() -> ctx.channel().read(), 1, TimeUnit.MILLISECONDS);
        } else if (!waiting.isEmpty() && busy()) {
            // Not asking for more is not enough: with automatic reads on, NIO goes on reading by itself.
            readSuppressed = true;
            ctx.channel().config().setAutoRead(false);
        } else {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            requests.handshakeDone(ctx.pipeline().get(SslHandler.class));
        }
        ctx.fireUserEventTriggered(event);
    }

    void originGone(Authority authority) {
        if (exchange != null && dial != null && dial.authority().equals(authority)) {
            exchange.originGone();
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
        HttpObject dropped;
        while ((dropped = waiting.poll()) != null) {
            receiving &= !(dropped instanceof LastHttpContent);
            ReferenceCountUtil.release(dropped);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        services.traffic().disconnected();
        abandon();
        connects.clientGone();
        closing();
        ctx.fireChannelInactive();
    }
}
