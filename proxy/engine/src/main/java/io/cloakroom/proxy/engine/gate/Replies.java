package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.tls.OriginProblem;
import io.cloakroom.proxy.engine.tls.OriginProblems;
import io.cloakroom.rules.engine.Person;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import org.jspecify.annotations.Nullable;

/** What the gate answers by itself. */
final class Replies {

    /** How long a client that is still sending may go on, so that it reads the answer instead of a reset. */
    private static final long LINGER_MILLIS = 1_000;

    /** How long after LittleProxy gave up the reason may take to arrive. */
    private static final long REASON_MILLIS = 1_000;

    /** What is decided about a request, which a vendor's errors have words for. Trouble on the way has statuses that every client knows. */
    private static final Set<Refusal.Kind> AS_THE_VENDOR =
            EnumSet.of(Refusal.Kind.TOO_LARGE, Refusal.Kind.TRANSPORT_PAGE);

    private final ClientGate gate;
    private boolean explaining;

    Replies(ClientGate gate) {
        this.gate = gate;
    }

    void refuse(Refusal refusal, @Nullable HttpRequest request, boolean close) {
        gate.services().handler().turnedAway(refusal.kind());
        FullHttpResponse response = ownShape(refusal, request);
        send(
                response == null
                        ? RefusalPage.of(refusal, request == null ? EmptyHttpHeaders.INSTANCE : request.headers())
                        : response,
                request,
                close || refusal.close());
    }

    /** The refusal as an error of the vendor's, for what its page or SDK asks on an open connection; null when that is not called for. */
    private @Nullable FullHttpResponse ownShape(Refusal refusal, @Nullable HttpRequest request) {
        boolean open = gate.phase() == Phase.INSIDE || gate.phase() == Phase.REFUSING;
        if (request == null
                || !open
                || !AS_THE_VENDOR.contains(refusal.kind())
                || RefusalPage.isReadBy(request.headers())) {
            return null;
        }
        Answer told = gate.services()
                .handler()
                .inItsOwnShape(
                        gate.dial().authority().host(),
                        request.method().name(),
                        request.uri(),
                        request.headers().get(HttpHeaderNames.CONTENT_TYPE, ""),
                        refusal.title() + ". " + refusal.reason() + " " + refusal.advice());
        if (told == null) {
            return null;
        }
        // A page that shows its errors in an answer that is none keeps its status.
        int status = told.status() < HttpResponseStatus.BAD_REQUEST.code() ? told.status() : refusal.status();
        FullHttpResponse response = response(new Answer(status, told.headers(), told.body()));
        refusal.headers().forEach(response.headers()::set);
        return response;
    }

    /** Says in the journal that a known person was refused something, unless that was because the journal takes nothing. */
    void record(Person person, String host, Refusal.Kind why, int status) {
        if (why == Refusal.Kind.UNRECORDED) {
            return;
        }
        gate.services().handler().refused(UUID.randomUUID().toString(), person, host, why, status);
    }

    void answer(HttpRequest request, Answer answer, boolean close) {
        send(response(answer), request, close);
    }

    private static FullHttpResponse response(Answer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()),
                answer.headers().copy(),
                EmptyHttpHeaders.INSTANCE);
        response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        return response;
    }

    /** Tells a page's own origin, and nobody else, which run of Cloakroom it is talking through. */
    void runId(HttpRequest request) {
        byte[] body = ("{\"run\":\"" + gate.services().runId() + "\"}").getBytes(StandardCharsets.US_ASCII);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        send(response, request, false);
    }

    /** What a client that sent {@code Expect: 100-continue} waits for. */
    void goOn() {
        gate.ctx()
                .writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    private void send(FullHttpResponse response, @Nullable HttpRequest request, boolean close) {
        if (request != null && request.method().equals(HttpMethod.HEAD)) {
            response.content().clear();
        }
        if (close) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            gate.closing();
        }
        ChannelFuture sent = gate.ctx().writeAndFlush(response);
        gate.finished(sent);
        if (close) {
            closeAfter(sent);
        }
    }

    /** Closes the connection once this is sent, or later when the client is still sending. */
    void closeAfter(ChannelFuture end) {
        if (gate.isReceiving()) {
            gate.ctx().executor().schedule(() -> gate.ctx().close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            end.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** The exchange is over once this is sent, and the connection with it: no next request is taken. */
    void finishedLast(ChannelFuture end) {
        gate.closing();
        closeAfter(end);
        gate.finished(end);
    }

    /** Closes the connection once everything written so far is sent. */
    void closeWhenSent() {
        gate.ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Whether an origin failed and the reason is not known yet. */
    boolean explaining() {
        return explaining;
    }

    /** Answers for an origin that did not, once the reason is known. */
    void originFailed(int littleProxyStatus, Consumer<Refusal> refuse) {
        if (explaining) {
            return;
        }
        explaining = true;
        Dial dial = gate.dial();
        reason(dial, littleProxyStatus, problem -> {
            explaining = false;
            refuse.accept(FailurePolicy.origin(dial.authority(), problem));
        });
    }

    /** Finds out, on the event loop, why the origin failed. */
    private void reason(Dial dial, int littleProxyStatus, Consumer<OriginProblem> then) {
        String host = dial.authority().host();
        if (littleProxyStatus == HttpResponseStatus.GATEWAY_TIMEOUT.code()) {
            then.accept(new OriginProblem(OriginProblem.Kind.TIMED_OUT, host + " did not answer in time."));
            return;
        }
        CompletableFuture<Throwable> failure = dial.failure();
        if (failure.isDone()) {
            then.accept(problem(host, failure.join()));
            return;
        }
        failure.copy()
                .completeOnTimeout(new ProtocolException("not HTTP"), REASON_MILLIS, TimeUnit.MILLISECONDS)
                .thenAccept(cause -> gate.onLoop(() -> then.accept(problem(host, cause))));
    }

    private static OriginProblem problem(String host, Throwable cause) {
        return cause instanceof ProtocolException
                ? new OriginProblem(
                        OriginProblem.Kind.UNREACHABLE,
                        host + " gave an answer that cannot be understood in exactly one way.")
                : OriginProblems.of(host, cause);
    }

    /** The name the client asked for in its TLS handshake, lower case, or null. */
    static @Nullable String serverName(@Nullable SslHandler tls) {
        if (tls != null && tls.engine().getSession() instanceof ExtendedSSLSession session) {
            for (SNIServerName name : session.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName().toLowerCase(Locale.ROOT);
                }
            }
        }
        return null;
    }
}
