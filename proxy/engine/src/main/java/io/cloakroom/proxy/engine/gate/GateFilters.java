package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.AnswerGuard;
import io.cloakroom.proxy.engine.websocket.Agreement;
import io.cloakroom.proxy.engine.websocket.Handshake;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersAdapter;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;

/** What LittleProxy asks of the gate: where to dial, and whether to open the TLS of a CONNECT. Nothing here blocks. */
final class GateFilters extends HttpFiltersAdapter {

    /** Finds the gate of the connection a request came in on. */
    static final class Source extends HttpFiltersSourceAdapter {
        @Override
        public HttpFilters filterRequest(HttpRequest request, ChannelHandlerContext ctx) {
            return new GateFilters(request, ctx.pipeline().get(ClientGate.class));
        }
    }

    private static final int SWITCHING = HttpResponseStatus.SWITCHING_PROTOCOLS.code();

    private final ClientGate gate;
    private final Dial dial;
    private volatile boolean answered;

    private GateFilters(HttpRequest request, ClientGate gate) {
        super(request);
        this.gate = gate;
        this.dial = gate.dial();
    }

    @Override
    public boolean proxyToServerAllowMitm() {
        return gate.opensTls();
    }

    @Override
    public InetSocketAddress proxyToServerResolutionStarted(String hostAndPort) {
        if (!hostAndPort.equals(dial.authority().toString())) {
            throw new IllegalStateException("asked to dial another host than was vetted");
        }
        return dial.address();
    }

    @Override
    public void proxyToServerRequestSending() {
        gate.onLoop(gate.running()::requestSending);
    }

    @Override
    public HttpObject serverToProxyResponse(HttpObject object) {
        // Origins' answers arrive in parts; a complete one is LittleProxy's substitute for an answer that was not HTTP.
        if (object instanceof FullHttpResponse made) {
            return new LittleProxyAnswer(made.status());
        }
        if (object instanceof HttpResponse answer && !AnswerGuard.isClear(answer)) {
            dial.failed(new ProtocolException("an answer that could be understood in two ways"));
            return new LittleProxyAnswer(HttpResponseStatus.BAD_GATEWAY);
        }
        if (object instanceof HttpResponse answer && answer.status().code() == SWITCHING) {
            return switching(answer);
        }
        answered = true;
        return object;
    }

    /**
     * Here the origin's bytes become frames, before any more of them are read. Whatever follows an agreement that is none is not HTTP,
     * and goes nowhere.
     */
    private HttpObject switching(HttpResponse answer) {
        try {
            Handshake asked = dial.asked();
            if (asked == null) {
                throw new ProtocolException("an agreement to a protocol nobody asked for");
            }
            Agreement agreement = asked.agree(answer);
            ChannelPipeline pipeline = dial.channel().pipeline();
            agreement.install(pipeline, Gates.WATCH, false);
            pipeline.addBefore(Gates.WATCH, "ws-watch", new OriginFrames(gate));
            dial.agreed(agreement);
            answered = true;
            return answer;
        } catch (ProtocolException e) {
            dial.failed(e);
            return new LittleProxyAnswer(HttpResponseStatus.BAD_GATEWAY);
        }
    }

    @Override
    public HttpObject proxyToClientResponse(HttpObject object) {
        return !answered && object instanceof FullHttpResponse made && !(made instanceof LittleProxyAnswer)
                ? new LittleProxyAnswer(made.status())
                : object;
    }
}
