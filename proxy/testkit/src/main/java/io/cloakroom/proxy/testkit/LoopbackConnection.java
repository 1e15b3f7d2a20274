package io.cloakroom.proxy.testkit;

import io.cloakroom.proxy.testkit.LoopbackServer.Host;
import io.cloakroom.proxy.testkit.LoopbackServer.Talk;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One connection of a client: requests, one after the other, and after one that asks for it a WebSocket. */
final class LoopbackConnection extends SimpleChannelInboundHandler<Object> {

    private final Map<String, Host> hosts;
    private final Map<String, Talk> talks;
    private final Recorder recorder;
    private final Executor threads;
    private @Nullable Socket socket;

    /** A WebSocket and the request that opened it. */
    private record Socket(WebSocketServerHandshaker handshaker, Recorded opening, Talk talk) {}

    /** @param threads on which hosts may take their time */
    LoopbackConnection(Map<String, Host> hosts, Map<String, Talk> talks, Recorder recorder, Executor threads) {
        this.hosts = hosts;
        this.talks = talks;
        this.recorder = recorder;
        this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) throws IOException {
        switch (message) {
            case FullHttpRequest request -> request(ctx, request);
            case PingWebSocketFrame ping ->
                ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close
            when socket != null -> socket.handshaker().close(ctx, close.retain());
            case TextWebSocketFrame text when socket != null -> message(ctx, text, socket);
            case BinaryWebSocketFrame binary when socket != null -> message(ctx, binary, socket);
            default -> {}
        }
    }

    private void request(ChannelHandlerContext ctx, FullHttpRequest http) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : http.headers().names()) {
            headers.put(
                    name.toLowerCase(Locale.ROOT), List.copyOf(http.headers().getAll(name)));
        }
        String host = headers.getOrDefault("host", List.of("")).getFirst().replaceFirst(":\\d+$", "");
        byte[] body = ByteBufUtil.getBytes(http.content());
        Recorded request = new Recorded(host, http.method().name(), http.uri(), headers, body);
        HttpReply reply = new HttpReply(ctx, HttpUtil.isKeepAlive(http), answer -> recorder.answered(request, answer));
        Host known = hosts.get(host);
        Talk talk = talks.get(host);
        if (talk != null && http.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            recorder.add(request);
            open(ctx, http, request, talk);
        } else if (known == null) {
            threads.execute(() -> answer(
                    (any, to) -> to.text(421, "text/plain", "no such host on this loopback: " + host), request, reply));
        } else {
            recorder.add(request);
            threads.execute(() -> answer(known, request, reply));
        }
    }

    private void answer(Host host, Recorded request, HttpReply reply) {
        try {
            host.answer(request, reply);
            reply.end();
        } catch (IOException | RuntimeException e) {
            reply.cut();
        }
    }

    private void open(ChannelHandlerContext ctx, FullHttpRequest http, Recorded request, Talk talk) {
        String url = "wss://" + request.host() + request.target();
        String protocols = http.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(url, protocols, true, LoopbackServer.LARGEST).newHandshaker(http);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(ctx.channel());
            return;
        }
        socket = new Socket(handshaker, request, talk);
        handshaker.handshake(ctx.channel(), http);
        ctx.pipeline().addBefore(ctx.name(), null, new WebSocketFrameAggregator(LoopbackServer.LARGEST));
    }

    private void message(ChannelHandlerContext ctx, WebSocketFrame frame, Socket within) throws IOException {
        boolean text = frame instanceof TextWebSocketFrame;
        Recorded opening = within.opening();
        byte[] body = ByteBufUtil.getBytes(frame.content());
        Recorded message = new Recorded(opening.host(), "WS-SEND", opening.target(), Map.of(), body);
        recorder.add(message);
        within.talk().answer(message, bytes -> {
            ByteBuf answer = Unpooled.wrappedBuffer(bytes);
            ctx.writeAndFlush(text ? new TextWebSocketFrame(answer) : new BinaryWebSocketFrame(answer));
        });
    }

    /** Whoever breaks off, or asks what cannot be answered, is cut off. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
