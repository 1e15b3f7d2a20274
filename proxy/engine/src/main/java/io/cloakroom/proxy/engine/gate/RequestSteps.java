package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler;
import io.cloakroom.proxy.engine.FlowHandler.Passage;
import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.guard.RefusedException;
import io.cloakroom.proxy.engine.guard.RequestGuard;
import io.cloakroom.proxy.engine.guard.RequestGuard.Vetted;
import io.cloakroom.proxy.engine.websocket.Handshake;
import io.cloakroom.rules.engine.Person;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a request's head: guarded, then admitted off the event loop (who asks, where to), then given to the exchange it needs. */
final class RequestSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSteps.class);
    private static final String WELL_KNOWN = "/.well-known/cloakroom";

    private final ClientGate gate;
    private final Replies replies;
    private final ConnectSteps connects;
    private final Map<Authority, Dial> plainDials = new HashMap<>();
    private boolean admitting;
    private @Nullable Person person;
    private @Nullable String sni;

    RequestSteps(ClientGate gate, Replies replies, ConnectSteps connects) {
        this.gate = gate;
        this.replies = replies;
        this.connects = connects;
    }

    /** Whether a request is being admitted; the next has to wait. */
    boolean admitting() {
        return admitting;
    }

    void handshakeDone(@Nullable SslHandler tls) {
        sni = Replies.serverName(tls);
    }

    /**
     * Takes the next part of a request, and owns it.
     *
     * @param exchange what is under way, or null when it is over already or has not begun
     */
    void take(HttpObject part, @Nullable Exchange exchange) {
        if (part instanceof HttpRequest request) {
            begin(request);
            if (part instanceof LastHttpContent) {
                ReferenceCountUtil.release(part);
            }
        } else if (part instanceof HttpContent content) {
            Refusal broken = broken(content);
            if (broken != null) {
                content.release();
                gate.abandon();
                refuse(broken, null, true);
            } else if (exchange == null) {
                content.release();
            } else {
                exchange.content(content);
            }
        }
    }

    /** Starts with the head of a request. */
    private void begin(HttpRequest request) {
        if (Http2.isPreface(request)) {
            http2();
        }
        if (gate.phase() == Phase.GREETING) {
            // Sent along with the CONNECT: what belongs inside TLS must not go on without.
            refuse(FailurePolicy.cleartextConnect(), request, true);
            return;
        }
        Vetted vetted;
        try {
            vetted = gate.services()
                    .requests()
                    .check(
                            request,
                            gate.phase() == Phase.OPEN ? null : gate.dial().authority(),
                            sni);
        } catch (RefusedException e) {
            refuse(e.refusal(), request, true);
            return;
        }
        if (gate.services().traffic().isStopping()) {
            refuse(FailurePolicy.stopping(), request, true);
        } else if (gate.phase() == Phase.REFUSING) {
            replies.refuse(connects.shown(), request, true);
        } else if (gate.phase() == Phase.INSIDE && person != null) {
            inspect(request, vetted, person);
        } else {
            boolean connect = request.method().equals(HttpMethod.CONNECT);
            String host = vetted.authority().host();
            boolean intercepted = gate.services().handler().intercepts(host);
            boolean opened = intercepted && !gate.services().tls().passesThrough(host);
            if (connect && opened && vetted.authority().port() == 80) {
                replies.refuse(FailurePolicy.cleartextConnect(), request, true);
            } else {
                admit(request, vetted, connect, intercepted);
            }
        }
    }

    /** The guard refuses it next, as it refuses every version but HTTP/1. */
    private void http2() {
        if (person == null) {
            LOG.warn("a client that speaks HTTP/2 unasked was refused. {}", Http2.REASON);
        } else {
            String host = gate.dial().authority().host();
            LOG.warn("a client that speaks HTTP/2 unasked was refused at {}. {}", host, Http2.REASON);
        }
    }

    /** Refuses it, and says so in the journal when it came inside a connection of a known person, or ahead of its TLS. */
    private void refuse(Refusal refusal, @Nullable HttpRequest request, boolean close) {
        if (person != null && (gate.isInside() || gate.phase() == Phase.GREETING)) {
            replies.record(person, gate.dial().authority().host(), refusal.kind(), refusal.status());
        }
        replies.refuse(refusal, request, close);
    }

    /** What is wrong with a part of a body, or null. */
    private static @Nullable Refusal broken(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            return FailurePolicy.truncated();
        }
        if (content instanceof LastHttpContent last) {
            try {
                RequestGuard.checkTrailers(last.trailingHeaders());
            } catch (RefusedException e) {
                return e.refusal();
            }
        }
        return null;
    }

    private sealed interface Admission {}

    private record Admitted(Person person, InetSocketAddress address) implements Admission {}

    /** @param person null when nobody is known to ask */
    private record NotAdmitted(@Nullable Person person, Refusal refusal) implements Admission {}

    private void admit(HttpRequest request, Vetted vetted, boolean connect, boolean intercepted) {
        admitting = true;
        Authority authority = vetted.authority();
        InetSocketAddress from = (InetSocketAddress) gate.ctx().channel().remoteAddress();
        gate.services()
                .lanes()
                .lookUp(() -> admission(request, authority, from.getAddress(), connect && intercepted))
                .exceptionally(failure -> new NotAdmitted(null, FailurePolicy.unreachable(authority, failure)))
                .thenAccept(admission -> gate.onLoop(() -> {
                    switch (admission) {
                        case Admitted found -> then(() -> admitted(request, vetted, connect, intercepted, found));
                        case NotAdmitted found -> notAdmitted(request, authority, connect && intercepted, found);
                    }
                }));
    }

    private Admission admission(HttpRequest request, Authority authority, InetAddress from, boolean inspected)
            throws Exception {
        if (inspected) {
            // First, since a refusal is shown under a certificate too.
            gate.services().tls().prepare(authority.host());
        }
        Person who = gate.services().identity().of(request.headers(), from);
        try {
            InetSocketAddress address = gate.services().destinations().vet(authority);
            return new Admitted(who, address);
        } catch (IOException | RefusedException e) {
            return new NotAdmitted(who, FailurePolicy.unreachable(authority, e));
        }
    }

    private void notAdmitted(HttpRequest request, Authority authority, boolean intercepted, NotAdmitted admission) {
        Refusal refusal = admission.refusal();
        if (admission.person() != null) {
            replies.record(admission.person(), authority.host(), refusal.kind(), refusal.status());
        }
        Runnable refuse = () -> connects.notAdmitted(request, authority, intercepted, refusal);
        long wait = refusal.delay().toMillis();
        if (wait == 0) {
            then(refuse);
        } else {
            gate.ctx().executor().schedule(() -> then(refuse), wait, TimeUnit.MILLISECONDS);
        }
    }

    private void then(Runnable next) {
        admitting = false;
        if (gate.ctx().channel().isActive()) {
            next.run();
            gate.next();
        }
    }

    private void admitted(
            HttpRequest request, Vetted vetted, boolean connect, boolean intercepted, Admitted admission) {
        if (connect) {
            person = admission.person();
            connect(request, vetted.authority(), intercepted, admission);
        } else {
            plain(request, vetted, intercepted, admission);
        }
    }

    private void connect(HttpRequest request, Authority authority, boolean intercepted, Admitted admission) {
        FlowHandler handler = gate.services().handler();
        Person who = admission.person();
        String browser = request.headers().get(HttpHeaderNames.USER_AGENT, "");
        Passage passage = intercepted ? handler.passage(who, authority.host(), browser) : Passage.TUNNEL;
        if (passage == Passage.REFUSE) {
            Refusal refusal = FailurePolicy.judgesHandshakes(authority);
            replies.record(who, authority.host(), refusal.kind(), refusal.status());
            connects.notAdmitted(request, authority, true, refusal);
        } else {
            boolean opened =
                    passage == Passage.INSPECT && !gate.services().tls().passesThrough(authority.host());
            boolean confirmed = intercepted && passage == Passage.TUNNEL;
            connects.begin(request, authority, opened, confirmed, who, admission.address());
        }
    }

    private void plain(HttpRequest request, Vetted vetted, boolean intercepted, Admitted admission) {
        Authority authority = vetted.authority();
        Dial dial = plainDials.computeIfAbsent(
                authority, to -> new Dial(to, admission.address(), false, () -> gate.originGone(to)));
        dial.vetted(admission.address());
        gate.dial(dial);
        if (intercepted) {
            inspect(request, vetted, admission.person());
            return;
        }
        boolean closeAfter = !HttpUtil.isKeepAlive(request);
        request.setUri("http://" + authority + vetted.target());
        RequestGuard.strip(request.headers());
        gate.running().start(new PassedExchange(gate, request, closeAfter));
    }

    private void inspect(HttpRequest request, Vetted vetted, Person who) {
        if (request.method().equals(HttpMethod.GET) && vetted.target().equals(WELL_KNOWN)) {
            replies.runId(request);
        } else if (Handshake.isAskedFor(request.headers())) {
            upgrade(request, vetted, who);
        } else {
            gate.running()
                    .start(new InspectedExchange(gate, request, vetted, who, !HttpUtil.isKeepAlive(request), null));
        }
    }

    private void upgrade(HttpRequest request, Vetted vetted, Person who) {
        try {
            Handshake handshake = Handshake.of(
                    request,
                    gate.services().limits().bodies().inMemory(),
                    gate.services().traffic().bodies().of(who.user()));
            if (!gate.isInside()) {
                refuse(FailurePolicy.clearWebSocket(), request, true);
            } else if (!gate.services().traffic().socketBegins(who.user())) {
                refuse(FailurePolicy.webSockets(), request, false);
            } else {
                gate.running().start(new InspectedExchange(gate, request, vetted, who, false, handshake));
            }
        } catch (RefusedException e) {
            refuse(e.refusal(), request, true);
        }
    }
}
