package io.cloakroom.benchmarks.load;

import io.cloakroom.proxy.testkit.LoopbackPki;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The chatbot's API: answers every request at once with the same bytes, or streams events, the first of them at once. On a WebSocket it
 * sends every message back.
 */
final class Origin {

    private static final int BACKLOG = 4096;

    private static final String TEXT = "Here is a shorter version of your paragraph. It says the same, sounds a little "
            + "friendlier, and leaves out what the reader knows already. Tell me if you would like to have another one.";

    private static final ByteBuf ANSWER = answer("""
            {"id":"chatcmpl-load","object":"chat.completion","created":1790000000,"model":"gpt-4o","choices":[{"index":0,\
            "message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":431,"completion_tokens":52,"total_tokens":483}}""".formatted(TEXT));

    private static final ByteBuf STREAM =
            constant("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

    /** Says when it was sent. */
    private static final String EVENT = """
            data: {"id":"%s%019d","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o","choices":\
            [{"index":0,"delta":{"content":"%s"},"logprobs":null,"finish_reason":null}]}

            """;

    /** A placeholder that was issued for the first person in every prompt, cut as models cut, and other words. */
    private static final List<ByteBuf> EVENTS = Stream.of(
                    " Dear", " [PER", "SON", "_1],", " here", " is", " a", " draft")
            .map(piece -> chunk(EVENT.formatted(Stamps.MARK, 0, piece)))
            .toList();

    private static final int STAMP =
            EVENTS.getFirst().toString(StandardCharsets.US_ASCII).indexOf(Stamps.MARK) + Stamps.MARK.length();

    private static final ByteBuf AGREEMENT = constant(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: "
                    + Prompts.ACCEPT + "\r\n\r\n");

    private static final ByteBuf END = constant("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");

    private Origin() {}

    /** @param args the file to write the root certificate to; prints {@code ready PORT} */
    public static void main(String[] args) throws Exception {
        LoopbackPki pki = LoopbackPki.create();
        Files.writeString(Path.of(args[0]), pki.rootPem());
        SslContext tls = Tls.server(pki);
        MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, Sockets.handlers());
        Channel listening = new ServerBootstrap()
                .group(loop)
                .channel(Sockets.listening())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        tls.newHandler(channel.alloc()),
                                        new HttpRequestDecoder(8192, 16_384, 65_536),
                                        new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println("ready " + ((InetSocketAddress) listening.localAddress()).getPort());
        listening.closeFuture().sync();
    }

    private static ByteBuf answer(String json) {
        return constant("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json);
    }

    private static ByteBuf chunk(String data) {
        return constant(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n");
    }

    private static ByteBuf constant(String ascii) {
        return Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(ascii, StandardCharsets.US_ASCII).asReadOnly());
    }

    /** Sends every message back. */
    private static final class Back extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            ctx.writeAndFlush(frame.retain());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** One connection of a proxy or client. */
    private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {

        private int events;
        private int every;
        private boolean socket;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
            if (message instanceof HttpRequest request) {
                events = request.headers().getInt(Prompts.EVENTS, 0);
                every = request.headers().getInt(Prompts.EVERY, 0);
                socket = request.headers().contains(HttpHeaderNames.UPGRADE);
            }
            if (message instanceof LastHttpContent) {
                if (socket) {
                    agree(ctx);
                } else if (events == 0) {
                    ctx.writeAndFlush(ANSWER.duplicate());
                } else {
                    ctx.write(STREAM.duplicate());
                    event(ctx, 0, System.nanoTime());
                }
            }
        }

        private void event(ChannelHandlerContext ctx, int sent, long begin) {
            if (!ctx.channel().isActive()) {
                return;
            }
            ByteBuf event = ctx.alloc()
                    .buffer()
                    .writeBytes(EVENTS.get(sent % EVENTS.size()).duplicate());
            String now = "%019d".formatted(System.nanoTime());
            ctx.writeAndFlush(event.setBytes(STAMP, now.getBytes(StandardCharsets.US_ASCII)));
            if (sent + 1 == events) {
                ctx.writeAndFlush(END.duplicate());
            } else {
                long due = begin + TimeUnit.MILLISECONDS.toNanos(every) * (sent + 1L) - System.nanoTime();
                ctx.executor().schedule(() -> event(ctx, sent + 1, begin), due, TimeUnit.NANOSECONDS);
            }
        }

        private static void agree(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(AGREEMENT.duplicate());
            WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder().build();
            ctx.pipeline()
                    .addLast(new WebSocket13FrameDecoder(config), new WebSocket13FrameEncoder(false), new Back())
                    .remove(HttpRequestDecoder.class);
            ctx.pipeline().remove(ctx.handler());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
