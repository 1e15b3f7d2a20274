package io.cloakroom.proxy.engine.recorders;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Netty's codec as it comes, without the strictness that the gate adds. */
public final class NettyOrigin implements RecordingOrigin {

    private static final int MAX_HEAD = 128 * 1024;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
    private final Channel listener;

    public NettyOrigin() {
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(MAX_HEAD, MAX_HEAD, MAX_HEAD), new Handler());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    private final class Handler extends ChannelInboundHandlerAdapter {

        private HttpRequest request;
        private StringBuilder body;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (((HttpObject) message).decoderResult().isFailure()) {
                    ctx.close();
                    return;
                }
                if (message instanceof HttpRequest head) {
                    request = head;
                    body = new StringBuilder();
                }
                if (message instanceof HttpContent content) {
                    body.append(content.content().toString(StandardCharsets.ISO_8859_1));
                }
                if (message instanceof LastHttpContent) {
                    reads.add(new Read(request.method().name(), request.uri(), headers(request), body.toString()));
                    DefaultFullHttpResponse ok = new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
                    ok.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
                    ctx.writeAndFlush(ok);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
    }

    private static Map<String, String> headers(HttpRequest request) {
        Map<String, String> headers = new TreeMap<>();
        for (String name : HEADERS) {
            String value = Objects.requireNonNullElse(request.headers().get(name), "");
            if (!value.isEmpty()) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public List<Read> read() {
        List<Read> all = new ArrayList<>();
        for (Read next = reads.poll(); next != null; next = reads.poll()) {
            all.add(next);
        }
        return all;
    }

    @Override
    public void close() {
        loop.shutdownGracefully();
    }
}
