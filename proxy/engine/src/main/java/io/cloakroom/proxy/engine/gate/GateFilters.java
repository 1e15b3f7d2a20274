package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.AnswerGuard;
import io.netty.channel.ChannelHandlerContext;
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
        gate.requestSending();
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
        answered = true;
        return object;
    }

    @Override
    public HttpObject proxyToClientResponse(HttpObject object) {
        return !answered && object instanceof FullHttpResponse made && !(made instanceof LittleProxyAnswer)
                ? new LittleProxyAnswer(made.status())
                : object;
    }
}
