package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.guard.Refusal.Kind;
import io.cloakroom.proxy.engine.tls.ClientOffer;
import io.cloakroom.rules.engine.Person;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CONNECT. One to an intercepted host is accepted at once, because what the client offers in its ClientHello is what the origin is to be
 * offered; then LittleProxy connects and verifies the origin, and only then TLS is opened here. If the origin fails, the reason is told
 * inside: browsers throw away the bodies of refused CONNECTs.
 */
final class ConnectSteps {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectSteps.class);
    private static final HttpResponseStatus ESTABLISHED = new HttpResponseStatus(200, "Connection established");

    private final ClientGate gate;
    private final Replies replies;
    /** An origin that hangs up unasked within this time turns its visitor away; later, it lets go of a connection that nobody used. */
    private static final long TURNING_AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long UNUSED_SECONDS = 3;

    private boolean intercepting;
    private boolean awaitsTls;
    private @Nullable HelloWatch hello;
    private @Nullable HttpRequest connect;
    private @Nullable Person person;
    private @Nullable Refusal shown;
    private @Nullable Tunnel tunnel;
    private boolean confirmed;
    private long inside;

    ConnectSteps(ClientGate gate, Replies replies) {
        this.gate = gate;
        this.replies = replies;
    }

    boolean intercepting() {
        return intercepting;
    }

    /** Whether the client's next bytes are TLS to be opened here, and nobody is there yet to do it. */
    boolean awaitsTls(ChannelPipeline pipeline) {
        if (awaitsTls && pipeline.get(SslHandler.class) != null) {
            awaitsTls = false;
            gate.onLoop(this::handOver);
        }
        return awaitsTls;
    }

    private void handOver() {
        if (hello != null) {
            hello.handOver();
        }
    }

    /** Whether the client has begun with TLS, and nobody is there yet who could answer it. */
    boolean isGreeted() {
        return hello != null && (gate.phase() == Phase.GREETING || gate.phase() == Phase.CONNECTING);
    }

    private void http2Only(HelloWatch told) {
        String host = gate.dial().authority().host();
        LOG.warn("a client that takes only HTTP/2 was refused at {}. {}", host, Http2.REASON);
        gate.services().handler().turnedAway(Kind.HTTP2_ONLY);
        if (person != null) {
            replies.record(person, host, Kind.HTTP2_ONLY, 0);
        }
        gate.phase(Phase.CLOSING);
        told.turnAway(Http2.noApplicationProtocol());
    }

    /**
     * Whether the origin hung up right after its handshake, before it was asked anything. Then the first request is told so, if it comes
     * soon; for a later one a new connection is worth trying.
     */
    boolean turnedAway() {
        boolean turnedAway = gate.phase() == Phase.INSIDE
                && gate.running().nothingAsked()
                && System.nanoTime() - inside < TURNING_AWAY_NANOS;
        if (turnedAway) {
            gate.ctx().executor().schedule(this::closeUnused, UNUSED_SECONDS, TimeUnit.SECONDS);
        }
        return turnedAway;
    }

    private void closeUnused() {
        if (gate.running().exchange() == null) {
            gate.ctx().close();
        }
    }

    Refusal shown() {
        if (shown == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return shown;
    }

    void sent(int bytes) {
        if (tunnel != null) {
            tunnel.sent(bytes);
        }
    }

    void received(int bytes) {
        if (tunnel != null) {
            tunnel.received(bytes);
        }
    }

    /** The person is not known, or the destination not allowed or not found. */
    void notAdmitted(HttpRequest request, Authority authority, boolean intercepted, Refusal refusal) {
        boolean readable = refusal.status() != HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED.code();
        if (intercepted && readable && gate.services().tls().permits(authority.host())) {
            // Nothing will be dialled; the address only completes the record of who the connection was for.
            gate.dial(new Dial(
                    authority, InetSocketAddress.createUnresolved(authority.host(), authority.port()), true, () -> {}));
            show(authority, refusal);
        } else {
            replies.refuse(refusal, request, true);
        }
    }

    /** @param confirmed whether it passes only because, and as long as, the person's browser sees to it that nothing leaves unseen */
    void begin(
            HttpRequest request,
            Authority authority,
            boolean intercepted,
            boolean confirmed,
            Person person,
            InetSocketAddress address) {
        if (intercepted && !gate.services().tls().permits(authority.host())) {
            Refusal refusal = FailurePolicy.notPermitted(authority);
            replies.record(person, authority.host(), refusal.kind(), refusal.status());
            replies.refuse(refusal, request, true);
            return;
        }
        intercepting = intercepted;
        this.confirmed = confirmed;
        connect = request;
        this.person = person;
        gate.dial(new Dial(authority, address, true, () -> gate.originGone(authority)));
        if (intercepted) {
            greet();
        } else {
            gate.phase(Phase.CONNECTING);
            tunnel = new Tunnel(gate, person, authority.host());
            tunnel.record(
                    () -> fire(authority), failure -> replies.refuse(FailurePolicy.undecided(failure), request, true));
        }
    }

    private void greet() {
        gate.phase(Phase.GREETING);
        accept();
        HelloWatch watch = new HelloWatch(
                offer -> gate.onLoop(() -> greeted(offer)),
                gate.services().limits().deadlines().head());
        hello = watch;
        gate.ctx().pipeline().addFirst("hello", watch);
    }

    private void accept() {
        gate.ctx().writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, ESTABLISHED, Unpooled.EMPTY_BUFFER));
    }

    private void greeted(ClientOffer offer) {
        if (gate.phase() != Phase.GREETING || hello == null) {
            return;
        }
        if (offer.isHttp2Only()) {
            http2Only(hello);
            return;
        }
        gate.phase(Phase.CONNECTING);
        Authority authority = gate.dial().authority();
        gate.services().tls().offering(offer, () -> fire(authority));
    }

    /** LittleProxy gets a CONNECT of its own: nothing of the client's reaches its logs. */
    private void fire(Authority authority) {
        HttpRequest own = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, authority.toString());
        own.headers().set(HttpHeaderNames.HOST, authority.toString());
        gate.fire(own);
    }

    /** LittleProxy's answer to the CONNECT. */
    void answered(HttpResponse response, ChannelPromise promise) {
        if (!(response instanceof LittleProxyAnswer made)) {
            if (intercepting) {
                // The handshake is done; what may take longer is to find out whether the certificate was revoked.
                gate.dial()
                        .vouched()
                        .whenComplete((fine, problem) -> gate.onLoop(() -> vouched(response, promise, problem)));
            } else {
                established(response, promise);
            }
            return;
        }
        ReferenceCountUtil.release(response);
        promise.trySuccess();
        gate.replies().originFailed(made.status().code(), refusal -> {
            if (intercepting) {
                if (person != null) {
                    replies.record(person, gate.dial().authority().host(), refusal.kind(), refusal.status());
                }
                show(gate.dial().authority(), refusal);
            } else {
                endTunnel(FlowEnd.FAILED);
                replies.refuse(refusal, connect, true);
            }
        });
    }

    private void vouched(HttpResponse response, ChannelPromise promise, @Nullable Throwable problem) {
        if (problem == null && gate.ctx().channel().isActive()) {
            established(response, promise);
        } else {
            // LittleProxy hangs up on the origin and comes back with an answer of its own, which finds the reason.
            ReferenceCountUtil.release(response);
            promise.setFailure(problem == null ? new ClosedChannelException() : problem);
        }
    }

    private void established(HttpResponse response, ChannelPromise promise) {
        gate.phase(intercepting ? Phase.INSIDE : Phase.TUNNEL);
        if (intercepting) {
            inside = System.nanoTime();
            awaitsTls = true;
            ReferenceCountUtil.release(response);
            promise.trySuccess();
            gate.onLoop(() -> awaitsTls(gate.ctx().pipeline()));
        } else {
            gate.pass(response, promise);
        }
        gate.next();
        if (confirmed && tunnel != null && connect != null) {
            tunnel.askAgain(connect.headers().get(HttpHeaderNames.USER_AGENT, ""));
        }
    }

    private void show(Authority authority, Refusal refusal) {
        SSLEngine engine;
        try {
            engine = gate.services().tls().refusing(authority.host());
        } catch (GeneralSecurityException e) {
            if (hello == null) {
                replies.refuse(refusal, connect, true);
            } else {
                gate.close();
            }
            return;
        }
        shown = refusal;
        gate.phase(Phase.REFUSING);
        if (hello == null) {
            accept();
        }
        gate.ctx().pipeline().addFirst("ssl", new SslHandler(engine));
        handOver();
        gate.next();
    }

    void clientGone() {
        boolean through = gate.phase() == Phase.TUNNEL;
        endTunnel(through ? FlowEnd.COMPLETE : FlowEnd.ABORTED);
    }

    private void endTunnel(String outcome) {
        if (tunnel != null) {
            tunnel.end(outcome);
        }
    }
}
