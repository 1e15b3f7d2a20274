package io.cloakroom.proxy.testkit;

import io.cloakroom.proxy.testkit.Recorder.Recorded;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP(S) server on 127.0.0.1 that stands in for many hosts, told apart by their Host header, and records what arrives. */
public final class LoopbackServer implements AutoCloseable {

    /** What may arrive in one body or WebSocket message, and in one head, bytes. */
    static final int LARGEST = 256 << 20;

    private static final int LARGEST_HEAD = 1 << 20;

    /** Answers requests to one host. */
    @FunctionalInterface
    public interface Host {
        void answer(Recorded request, Reply reply) throws IOException;
    }

    /** Answers the messages of clients on the WebSockets of one host; each answer is a message, text or binary like the client's. */
    @FunctionalInterface
    public interface Talk {
        void answer(Recorded message, Stream stream) throws IOException;
    }

    private final MultiThreadIoEventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(2, new DefaultThreadFactory("loopback", true), NioIoHandler.newFactory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Channel listening;

    /** @param tls null for plain HTTP */
    public LoopbackServer(@Nullable SSLContext tls, Map<String, Host> hosts, Recorder recorder) throws IOException {
        this(tls, hosts, Map.of(), recorder);
    }

    /**
     * @param tls null for plain HTTP
     * @param talks hosts that open WebSockets
     */
    public LoopbackServer(@Nullable SSLContext tls, Map<String, Host> hosts, Map<String, Talk> talks, Recorder recorder)
            throws IOException {
        JdkSslContext context = tls == null ? null : new JdkSslContext(tls, false, ClientAuth.NONE);
        Map<String, Host> answering = Map.copyOf(hosts);
        Map<String, Talk> talking = Map.copyOf(talks);
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ChannelPipeline pipeline = channel.pipeline();
                        if (context != null) {
                            pipeline.addLast(context.newHandler(channel.alloc()));
                        }
                        pipeline.addLast(
                                new HttpServerCodec(LARGEST_HEAD, LARGEST_HEAD, LARGEST_HEAD),
                                new HttpObjectAggregator(LARGEST),
                                new WebSocketServerCompressionHandler(LARGEST),
                                new LoopbackConnection(answering, talking, recorder, threads));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** {@code 127.0.0.1:port}, as {@code upstream.hosts} wants it. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
        threads.shutdownNow();
    }

    /** The answer to one request; {@link #text} or {@link #stream} is called once. */
    public interface Reply {

        void text(int status, String contentType, String body) throws IOException;

        Reply header(String name, String value);

        /** Starts a streamed answer; every {@link Stream#send} is a chunk of its own. */
        Stream stream(String contentType) throws IOException;
    }

    /** A streamed answer under way. */
    @FunctionalInterface
    public interface Stream {

        /** @throws IOException when whoever asked is gone */
        void send(byte[] bytes) throws IOException;

        default void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
