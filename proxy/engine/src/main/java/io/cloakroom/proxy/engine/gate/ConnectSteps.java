package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.FlowHandler.Passage;
import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.guard.Refusal.Kind;
import io.cloakroom.rules.engine.Person;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
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
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CONNECT: LittleProxy connects and verifies the origin first. If that fails for an intercepted host, the CONNECT is accepted all the
 * same, and the reason told inside it: browsers throw away the bodies of refused CONNECTs.
 */
final class ConnectSteps {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectSteps.class);
    private static final HttpResponseStatus ESTABLISHED = new HttpResponseStatus(200, "Connection established");

    private final ClientGate gate;
    private final Replies replies;
    private boolean intercepting;
    private boolean awaitsTls;
    private @Nullable HttpRequest connect;
    private @Nullable Person person;
    private @Nullable Refusal shown;
    private @Nullable FlowEnd tunnel;
    private boolean confirmed;
    private @Nullable ScheduledFuture<?> asking;
    private long sent;
    private long received;

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
            pipeline.addFirst("hello", new HelloWatch(this::http2Only));
        }
        return awaitsTls;
    }

    private void http2Only() {
        String host = gate.dial().authority().host();
        LOG.warn("a client that takes only HTTP/2 was refused at {}. {}", host, Http2.REASON);
        gate.services().handler().turnedAway(Kind.HTTP2_ONLY);
        if (person != null) {
            replies.record(person, host, Kind.HTTP2_ONLY, 0);
        }
    }

    Refusal shown() {
        if (shown == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return shown;
    }

    void sent(int bytes) {
        sent += bytes;
    }

    void received(int bytes) {
        received += bytes;
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
        gate.dial(new Dial(authority, address, true, () -> gate.onLoop(() -> gate.originGone(authority))));
        gate.phase(Phase.CONNECTING);
        if (intercepted) {
            fire(authority);
        } else {
            record(authority, person);
        }
    }

    private void record(Authority authority, Person person) {
        try {
            gate.services()
                    .handler()
                    .tunnel(UUID.randomUUID().toString(), person, authority.host())
                    .whenComplete((flow, failure) -> gate.onLoop(() -> recorded(authority, flow, failure)));
        } catch (Throwable e) {
            recorded(authority, null, e);
        }
    }

    private void recorded(Authority authority, @Nullable Flow flow, @Nullable Throwable failure) {
        if (flow == null) {
            Throwable cause = failure == null ? new IllegalStateException("no flow was begun") : failure;
            replies.refuse(FailurePolicy.undecided(cause), connect, true);
            return;
        }
        tunnel = new FlowEnd(flow);
        if (gate.ctx().channel().isActive()) {
            fire(authority);
        } else {
            tunnel.end(0, 0, 0, FlowEnd.ABORTED);
        }
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
            // LittleProxy's own flush went by while this was held.
            gate.ctx().flush();
        } else {
            // LittleProxy hangs up on the origin and comes back with an answer of its own, which finds the reason.
            ReferenceCountUtil.release(response);
            promise.setFailure(problem == null ? new ClosedChannelException() : problem);
        }
    }

    private void established(HttpResponse response, ChannelPromise promise) {
        awaitsTls = intercepting;
        gate.phase(intercepting ? Phase.INSIDE : Phase.TUNNEL);
        gate.pass(response, promise);
        gate.next();
        if (confirmed) {
            long period = gate.services().limits().deadlines().confirmation().toMillis();
            asking = gate.ctx()
                    .executor()
                    .scheduleWithFixedDelay(() -> gate.onLoop(this::askAgain), period, period, TimeUnit.MILLISECONDS);
        }
    }

    /** A browser that confirmed once may work without the extension by now. */
    private void askAgain() {
        if (connect == null || person == null) {
            return;
        }
        String browser = connect.headers().get(HttpHeaderNames.USER_AGENT, "");
        String host = gate.dial().authority().host();
        if (gate.services().handler().passage(person, host, browser) != Passage.TUNNEL) {
            stopAsking();
            gate.close();
        }
    }

    private void stopAsking() {
        if (asking != null) {
            asking.cancel(false);
            asking = null;
        }
    }

    private void show(Authority authority, Refusal refusal) {
        SSLEngine engine;
        try {
            engine = gate.services().tls().refusing(authority.host());
        } catch (GeneralSecurityException e) {
            replies.refuse(refusal, connect, true);
            return;
        }
        shown = refusal;
        gate.phase(Phase.REFUSING);
        ChannelHandlerContext ctx = gate.ctx();
        ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, ESTABLISHED, Unpooled.EMPTY_BUFFER));
        ctx.pipeline().addFirst("ssl", new SslHandler(engine));
        gate.next();
    }

    void clientGone() {
        stopAsking();
        boolean through = gate.phase() == Phase.TUNNEL;
        endTunnel(through ? FlowEnd.COMPLETE : FlowEnd.ABORTED);
    }

    private void endTunnel(String outcome) {
        if (tunnel != null) {
            tunnel.end(outcome.equals(FlowEnd.COMPLETE) ? 200 : 0, sent, received, outcome);
        }
    }
}
