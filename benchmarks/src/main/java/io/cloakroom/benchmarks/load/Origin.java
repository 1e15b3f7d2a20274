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
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The chatbot's API: answers every request at once with the same bytes, or streams events, the first of them at once. */
final class Origin {

    /** Between two events of a stream. */
    static final int EVENT_MILLIS = 2_000;

    private static final int BACKLOG = 4096;

    private static final String TEXT = "Here is a shorter version of your paragraph. It says the same, sounds a little "
            + "friendlier, and leaves out what the reader knows already. Tell me if you would like to have another one.";

    private static final ByteBuf ANSWER = answer("""
            {"id":"chatcmpl-load","object":"chat.completion","created":1790000000,"model":"gpt-4o","choices":[{"index":0,\
            "message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":431,"completion_tokens":52,"total_tokens":483}}""".formatted(TEXT));

    private static final ByteBuf STREAM =
            constant("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");

    private static final ByteBuf EVENT = chunk("""
            data: {"id":"chatcmpl-load","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o","choices":\
            [{"index":0,"delta":{"content":" shorter"},"logprobs":null,"finish_reason":null}]}

            """);

    private static final ByteBuf END = constant("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");

    private Origin() {}

    /** @param args the file to write the root certificate to; prints {@code ready PORT} */
    public static void main(String[] args) throws Exception {
        LoopbackPki pki = LoopbackPki.create();
        Files.writeString(Path.of(args[0]), pki.rootPem());
        SslContext tls = Tls.server(pki);
        MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
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

    /** One connection of a proxy or client. */
    private static final class Answers extends SimpleChannelInboundHandler<HttpObject> {

        private int events;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
            if (message instanceof HttpRequest request) {
                events = request.headers().getInt(Prompts.EVENTS, 0);
            }
            if (message instanceof LastHttpContent) {
                if (events == 0) {
                    ctx.writeAndFlush(ANSWER.duplicate());
                } else {
                    ctx.write(STREAM.duplicate());
                    event(ctx, events);
                }
            }
        }

        private static void event(ChannelHandlerContext ctx, int left) {
            if (!ctx.channel().isActive()) {
                return;
            }
            ctx.writeAndFlush(EVENT.duplicate());
            if (left == 1) {
                ctx.writeAndFlush(END.duplicate());
            } else {
                ctx.executor().schedule(() -> event(ctx, left - 1), EVENT_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
