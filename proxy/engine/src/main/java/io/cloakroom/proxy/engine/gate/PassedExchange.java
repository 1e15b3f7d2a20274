package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** A plain HTTP request to a host that is not intercepted: passed through as it comes, one at a time. */
final class PassedExchange extends Exchange {

    private final ClientGate gate;
    private final HttpRequest request;
    private final boolean closeAfter;
    private boolean sending;
    private boolean sent;
    private boolean answering;
    private boolean informational;
    private @Nullable BodyPace pace;

    PassedExchange(ClientGate gate, HttpRequest request, boolean closeAfter) {
        this.gate = gate;
        this.request = request;
        this.closeAfter = closeAfter;
    }

    @Override
    void begin() {
        if (HttpUtil.is100ContinueExpected(request)) {
            // Interim answers are not passed on, so that whoever waits for one gets it here.
            request.headers().remove(HttpHeaderNames.EXPECT);
            gate.replies().goOn();
        }
        gate.fire(request);
    }

    /** LittleProxy blocks the event loop on a body part while it is still connecting, so parts wait until the head is written. */
    @Override
    boolean wantsContent() {
        return sending && !sent;
    }

    @Override
    void content(HttpContent content) {
        sent = content instanceof LastHttpContent;
        if (pace != null) {
            pace.received(content.content().readableBytes());
        }
        if (sent) {
            stopPace();
        }
        gate.fire(content);
    }

    @Override
    void requestSending() {
        sending = true;
        if (!sent) {
            pace = new BodyPace(gate.ctx(), gate.services().limits().deadlines().body(), this::tooSlow);
        }
        gate.next();
    }

    @Override
    void write(Object message, ChannelPromise promise) {
        if (message instanceof LittleProxyAnswer made) {
            promise.trySuccess();
            originFailed(made.status().code());
            return;
        }
        if (message instanceof HttpResponse response) {
            informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            // Netty calls what it cannot read the end of the answer.
            content.release();
            promise.tryFailure(content.decoderResult().cause());
            originGone();
            return;
        }
        if (informational) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        answering |= message instanceof HttpResponse;
        boolean last = message instanceof LastHttpContent;
        gate.pass(message, promise);
        if (!last) {
            return;
        }
        stopPace();
        if (closeAfter || !sent) {
            // An answer that ends before its request leaves the rest of the request behind on the connection.
            gate.replies().finishedLast(promise);
        } else {
            gate.finished(promise);
        }
    }

    private void tooSlow() {
        if (answering) {
            gate.finished();
            gate.close();
        } else {
            gate.replies().refuse(FailurePolicy.tooSlow(), request, true);
        }
    }

    private void stopPace() {
        if (pace != null) {
            pace.stop();
            pace = null;
        }
    }

    @Override
    void originGone() {
        if (answering) {
            stopPace();
            gate.finished();
            gate.close();
        } else {
            originFailed(HttpResponseStatus.BAD_GATEWAY.code());
        }
    }

    private void originFailed(int littleProxyStatus) {
        stopPace();
        gate.replies().originFailed(littleProxyStatus, refusal -> gate.replies().refuse(refusal, request, true));
    }

    @Override
    void clientGone() {
        stopPace();
    }
}
