package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.StreamDecoder;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to an inspected request: asks the flow how to restore it, then passes it on part by part, and ends the flow. */
final class IncomingAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingAnswer.class);

    private enum State {
        AWAITED,
        PASSING,
        OVER
    }

    private final ClientGate gate;
    private final HttpRequest request;
    private final Flow flow;
    private final FlowEnd end;
    private final long bytesOut;
    private final boolean closeAfter;
    private final BooleanSupplier onOver;
    private State state = State.AWAITED;
    private int status;
    private long bytesIn;
    private boolean informational;
    private @Nullable AnswerStream stream;

    IncomingAnswer(
            ClientGate gate,
            HttpRequest request,
            Flow flow,
            FlowEnd end,
            long bytesOut,
            boolean closeAfter,
            BooleanSupplier onOver) {
        this.gate = gate;
        this.request = request;
        this.flow = flow;
        this.end = end;
        this.bytesOut = bytesOut;
        this.closeAfter = closeAfter;
        this.onOver = onOver;
    }

    void write(Object message, ChannelPromise promise) {
        if (message instanceof LittleProxyAnswer made) {
            promise.trySuccess();
            originFailed(made.status().code());
        } else if (message instanceof HttpResponse response && isInformational(response)) {
            informational = true;
            promise.trySuccess();
        } else if (informational && message instanceof LastHttpContent) {
            informational = false;
            promise.trySuccess();
        } else if (message instanceof HttpResponse response) {
            head(response, promise);
        } else if (message instanceof HttpContent content && state == State.PASSING) {
            content(content, promise);
        } else {
            gate.pass(message, promise);
        }
    }

    /** Interim answers are for whoever asked for 100-continue or early hints, which was not the origin's client. */
    private static boolean isInformational(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void head(HttpResponse response, ChannelPromise promise) {
        status = response.status().code();
        boolean toHead = request.method().equals(HttpMethod.HEAD);
        if (toHead) {
            // Netty would write the end of a chunked body that is not there.
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        boolean bodyless = toHead || status == 204 || status == 304;
        if (bodyless) {
            state = State.PASSING;
            gate.pass(response, promise);
            return;
        }
        state = State.PASSING;
        AnswerRestorer restorer = restorer(response);
        if (restorer != null) {
            restore(response, restorer);
        }
        gate.pass(response, promise);
    }

    private @Nullable AnswerRestorer restorer(HttpResponse response) {
        try {
            return flow.answer(status, response.headers());
        } catch (Throwable e) {
            // Unrestored, the answer holds placeholders and nothing secret: it is shown as it is.
            LOG.error(
                    "an answer is passed on unrestored because restoring it failed: {}",
                    e.getClass().getName());
            return null;
        }
    }

    private void restore(HttpResponse response, AnswerRestorer restorer) {
        try {
            StreamDecoder decoder = StreamDecoder.of(response.headers().get(HttpHeaderNames.CONTENT_ENCODING, ""));
            stream = new AnswerStream(gate.ctx(), restorer, decoder, this::broken);
            AnswerStream.fit(response);
        } catch (UninspectableException e) {
            LOG.warn("an answer is passed on unrestored: {}", e.reason());
        }
    }

    private void content(HttpContent content, ChannelPromise promise) {
        if (content.decoderResult().isFailure()) {
            // Netty calls what it cannot read the end of the answer.
            content.release();
            promise.tryFailure(content.decoderResult().cause());
            broken();
            return;
        }
        bytesIn += content.content().readableBytes();
        boolean last = content instanceof LastHttpContent;
        AnswerStream restoring = stream;
        if (restoring == null) {
            gate.pass(content, promise);
        } else {
            try {
                if (content instanceof LastHttpContent end) {
                    restoring.last(end, promise);
                } else {
                    restoring.chunk(content, promise);
                }
            } catch (Throwable e) {
                LOG.error(
                        "an answer was cut off because restoring it failed: {}",
                        e.getClass().getName());
                promise.tryFailure(e);
                broken();
                return;
            } finally {
                content.release();
            }
        }
        if (last) {
            boolean unfinished = over(FlowEnd.COMPLETE);
            if (closeAfter || unfinished) {
                // An answer that ends before its request leaves the rest of the request behind on the connection.
                gate.replies().finishedLast(promise);
            } else {
                gate.finished(promise);
            }
        }
    }

    private void originFailed(int littleProxyStatus) {
        status = littleProxyStatus;
        over(FlowEnd.FAILED);
        gate.replies().originFailed(littleProxyStatus, refusal -> gate.replies().refuse(refusal, request, true));
    }

    void originGone() {
        switch (state) {
            case AWAITED -> {
                if (gate.isInside() && gate.running().finishedBefore() > 0) {
                    // The usual end of an idle connection. Closing without an answer lets the browser try again by
                    // itself.
                    broken();
                } else {
                    originFailed(HttpResponseStatus.BAD_GATEWAY.code());
                }
            }
            case PASSING -> broken();
            case OVER -> {}
        }
    }

    private void broken() {
        over(FlowEnd.FAILED);
        gate.finished();
        gate.close();
    }

    void clientGone() {
        over(gate.dial().isClosed() ? FlowEnd.FAILED : FlowEnd.ABORTED);
    }

    /** Says whether the request was not sent whole. */
    private boolean over(String outcome) {
        if (state == State.OVER) {
            return false;
        }
        state = State.OVER;
        if (stream != null) {
            stream.close();
        }
        end.end(status, bytesOut, bytesIn, outcome);
        return onOver.getAsBoolean();
    }
}
