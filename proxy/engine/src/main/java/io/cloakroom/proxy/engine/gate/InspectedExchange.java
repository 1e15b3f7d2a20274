package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.FlowHandler.Outcome;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.guard.RequestGuard;
import io.cloakroom.proxy.engine.guard.RequestGuard.Vetted;
import io.cloakroom.proxy.engine.websocket.Agreement;
import io.cloakroom.proxy.engine.websocket.Handshake;
import io.cloakroom.rules.engine.Person;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A request to an intercepted host: collected whole, decided off the event loop, then sent or answered here. Whatever fails, nothing is
 * sent.
 */
final class InspectedExchange extends Exchange {

    private enum State {
        RECEIVING,
        DECIDING,
        SENT,
        OVER
    }

    private final ClientGate gate;
    private final HttpRequest request;
    private final Vetted vetted;
    private final Person person;
    private final boolean closeAfter;
    private final @Nullable Handshake handshake;
    private final BodyCollector body;
    private final List<WebSocketFrame> early = new ArrayList<>();
    private State state = State.RECEIVING;
    private @Nullable BodyPace pace;
    private @Nullable ScheduledFuture<?> patience;
    private @Nullable OutgoingRequest outgoing;
    private @Nullable Flow flow;
    private boolean opened;
    private @Nullable IncomingAnswer answer;

    InspectedExchange(
            ClientGate gate,
            HttpRequest request,
            Vetted vetted,
            Person person,
            boolean closeAfter,
            @Nullable Handshake handshake) {
        this.gate = gate;
        this.request = request;
        this.vetted = vetted;
        this.person = person;
        this.closeAfter = closeAfter;
        this.handshake = handshake;
        this.body = new BodyCollector(gate, person.user(), HttpUtil.getContentLength(request, 0L));
    }

    @Override
    void begin() {
        if (HttpUtil.getContentLength(request, 0L)
                > gate.services().limits().bodies().one()) {
            refuse(FailurePolicy.tooLarge(gate.services().limits().bodies().one()));
            return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            gate.replies().goOn();
        }
        pace = new BodyPace(
                gate.ctx(), gate.services().limits().deadlines().body(), () -> refuse(FailurePolicy.tooSlow()));
    }

    @Override
    boolean wantsContent() {
        return state == State.RECEIVING && !body.isStoring();
    }

    @Override
    void content(HttpContent content) {
        HttpHeaders trailers = content instanceof LastHttpContent last ? last.trailingHeaders() : null;
        if (pace != null) {
            pace.received(content.content().readableBytes());
        }
        BodyCollector.Added added = body.add(content.content());
        content.release();
        switch (added) {
            case OVER_LIMIT ->
                refuse(FailurePolicy.tooLarge(gate.services().limits().bodies().one()));
            case OVER_BUDGET -> refuse(tooMuch());
            case FITS -> {
                if (trailers != null) {
                    decide(trailers);
                } else if (body.isFull() && !body.store(this::stored)) {
                    refuse(tooMuch());
                }
            }
        }
    }

    private static Refusal tooMuch() {
        return FailurePolicy.overloaded("More is being uploaded than can be inspected at the moment.");
    }

    private void stored(@Nullable Throwable failure) {
        if (failure == null) {
            gate.next();
        } else {
            refuse(FailurePolicy.unstored(failure));
        }
    }

    private void decide(HttpHeaders trailers) {
        stopPace();
        state = State.DECIDING;
        HttpHeaders headers = RequestGuard.complete(request.headers(), trailers);
        if (handshake != null) {
            handshake.ask(headers);
        }
        body.analyse(whole -> gate.services().handler().decide(asked(headers, whole)))
                .thenCompose(recorded -> recorded)
                .whenComplete((outcome, failure) -> gate.onLoop(() -> decided(outcome, failure)));
        patience = gate.ctx()
                .executor()
                .schedule(
                        this::undecided,
                        gate.services().limits().deadlines().decision().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private FlowRequest asked(HttpHeaders headers, byte[] whole) {
        return new FlowRequest(
                UUID.randomUUID().toString(),
                person,
                vetted.authority().host(),
                vetted.authority().port(),
                request.method().name(),
                vetted.target(),
                headers,
                whole);
    }

    /** What is decided later ends as aborted: it was not sent. */
    private void undecided() {
        if (state == State.DECIDING) {
            refuse(FailurePolicy.overloaded("Checking this request took too long."));
        }
    }

    private void decided(@Nullable Outcome outcome, @Nullable Throwable failure) {
        stopPatience();
        if (state == State.OVER) {
            if (outcome instanceof Forward forward) {
                new FlowEnd(forward.flow()).end(0, 0, 0, FlowEnd.ABORTED);
            }
            return;
        }
        if (outcome instanceof Forward forward) {
            send(forward);
        } else if (outcome instanceof Answer answered) {
            over();
            gate.replies().answer(request, answered, closeAfter);
        } else {
            Throwable cause = failure == null ? new IllegalStateException("no decision was made") : failure;
            refuse(FailurePolicy.undecided(cause));
        }
    }

    private void send(Forward forward) {
        FlowEnd end = new FlowEnd(forward.flow());
        if (gate.isInside() && gate.dial().isClosed()) {
            end.end(0, 0, 0, FlowEnd.FAILED);
            over();
            notSent();
            return;
        }
        state = State.SENT;
        flow = forward.flow();
        answer = new IncomingAnswer(gate, request, forward.flow(), end, forward.body().length, closeAfter, this::over);
        outgoing = new OutgoingRequest(gate, request, vetted.authority(), forward, handshake, body::free);
        if (handshake != null) {
            gate.dial().asksFor(handshake);
        }
        outgoing.send();
    }

    /** The origin closed the connection meanwhile. */
    private void notSent() {
        if (gate.running().finishedBefore() > 0) {
            // Retrying is the browser's decision; a connection that ends without an answer lets it.
            gate.finished();
            gate.close();
        } else {
            gate.replies()
                    .originFailed(
                            HttpResponseStatus.BAD_GATEWAY.code(),
                            refusal -> gate.replies().refuse(refusal, request, true));
        }
    }

    @Override
    boolean asked() {
        return state == State.SENT;
    }

    @Override
    void requestSending() {
        if (outgoing != null && state == State.SENT) {
            outgoing.goOn();
        }
    }

    @Override
    void write(Object message, ChannelPromise promise) {
        if (message instanceof WebSocketFrame frame && state == State.SENT) {
            // LittleProxy lets go of what came along with the agreement before the agreement itself.
            early.add(frame);
            promise.trySuccess();
        } else if (message instanceof HttpResponse response
                && response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()
                && gate.dial().agreement() != null) {
            upgraded(response, promise);
        } else if (answer != null && state == State.SENT) {
            answer.write(message, promise);
        } else if (message instanceof ByteBuf) {
            gate.pass(message, promise);
        } else {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            if (state != State.OVER) {
                // The origin spoke before it was asked: whatever it says is an answer to nothing.
                gate.close();
            }
        }
    }

    private void upgraded(HttpResponse response, ChannelPromise promise) {
        Flow decided = flow;
        Agreement agreement = gate.dial().agreement();
        if (state != State.SENT || decided == null || agreement == null) {
            ReferenceCountUtil.release(response);
            promise.trySuccess();
            gate.close();
            return;
        }
        SocketExchange socket =
                new SocketExchange(gate, agreement, decided.messages(), new FlowEnd(decided), person.user());
        opened = true;
        List<WebSocketFrame> first = List.copyOf(early);
        early.clear();
        answer = null;
        over();
        gate.running().becomes(socket);
        socket.open(response, promise);
        first.forEach(frame -> socket.write(frame, gate.ctx().newPromise()));
    }

    @Override
    void originGone() {
        if (answer != null && state == State.SENT) {
            answer.originGone();
        }
    }

    @Override
    void clientGone() {
        if (answer != null && state == State.SENT) {
            answer.clientGone();
        }
        over();
    }

    private void refuse(Refusal refusal) {
        over();
        gate.replies().record(person, vetted.authority().host(), refusal.kind(), refusal.status());
        gate.replies().refuse(refusal, request, closeAfter);
    }

    /** Says whether the request was not sent whole. */
    private boolean over() {
        if (state != State.OVER && handshake != null && !opened) {
            gate.dial().asked();
            gate.services().traffic().socketEnded(person.user());
        }
        state = State.OVER;
        early.forEach(WebSocketFrame::release);
        early.clear();
        stopPace();
        stopPatience();
        body.free();
        OutgoingRequest last = outgoing;
        outgoing = null;
        return last != null && last.stop();
    }

    /** A timer left alone would keep all of this exchange until it rings. */
    private void stopPatience() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    private void stopPace() {
        if (pace != null) {
            pace.stop();
            pace = null;
        }
    }
}
