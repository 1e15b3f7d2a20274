package io.cloakroom.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The load generator: one event loop, on which all connections live. */
final class Generator implements AutoCloseable {

    private static final int CONNECT_MILLIS = 30_000;

    /** Client addresses, so that local ports last: 127.0.0.2 and the next ones. */
    private static final int ADDRESSES = 8;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load", true), Sockets.handlers());
    private final EventLoop loop = (EventLoop) group.next();
    private int opened;

    EventLoop loop() {
        return loop;
    }

    /** Runs something on the event loop and waits for what it returns. */
    <T> T call(Callable<T> task) throws IOException, InterruptedException {
        return await(loop.submit(task), Duration.ofSeconds(30));
    }

    /** Waits for something that happens on the event loop. */
    static <T> T await(Future<T> future, Duration atMost) throws IOException, InterruptedException {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("not done after " + atMost.toSeconds() + " s", e);
        }
    }

    /** Opens a connection up to and including TLS. Called on the event loop. */
    CompletableFuture<Connection> open(Way way) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        new Bootstrap()
                .group(loop)
                .channel(Sockets.connecting())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        arrange(channel, way, result);
                    }
                })
                .connect(way.target(), new InetSocketAddress("127.0.0." + (2 + opened++ % ADDRESSES), 0))
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        result.completeExceptionally(connected.cause());
                    }
                });
        return result;
    }

    private static void arrange(Channel channel, Way way, CompletableFuture<Connection> result) {
        if (way.proxy() != null) {
            HttpProxyHandler connect = new HttpProxyHandler(way.proxy());
            connect.setConnectTimeoutMillis(CONNECT_MILLIS);
            channel.pipeline().addLast(connect);
        }
        SslHandler tls =
                way.tls().newHandler(channel.alloc(), Prompts.HOST, way.target().getPort());
        tls.setHandshakeTimeoutMillis(CONNECT_MILLIS);
        channel.pipeline().addLast(tls, new HttpResponseDecoder(), new Connection(result));
    }

    /**
     * Opens many connections, some at a time.
     *
     * @return those that could be opened within the time
     */
    List<Connection> open(Way way, int count, int atOnce, Duration atMost) throws IOException, InterruptedException {
        Opening opening = new Opening(way, count);
        loop.execute(() -> {
            for (int i = 0; i < Math.min(atOnce, count); i++) {
                opening.next();
            }
        });
        try {
            opening.done.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            opening.count = 0;
        }
        List<Connection> connections = call(() -> List.copyOf(opening.connections));
        if (connections.isEmpty()) {
            throw new IOException("no connection could be opened: " + opening.failure);
        }
        return connections;
    }

    /** Many connections being opened; lives on the event loop. */
    private final class Opening {

        private final Way way;
        private final List<Connection> connections = new ArrayList<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private volatile int count;
        private volatile String failure = "none in time";
        private int begun;
        private int ended;

        Opening(Way way, int count) {
            this.way = way;
            this.count = count;
        }

        void next() {
            if (begun >= count) {
                return;
            }
            begun++;
            open(way).whenComplete((connection, problem) -> {
                ended++;
                if (connection != null) {
                    connections.add(connection);
                } else {
                    failure = String.valueOf(problem);
                }
                if (ended == count) {
                    done.complete(true);
                } else {
                    loop.execute(this::next);
                }
            });
        }
    }

    void close(List<Connection> connections) throws IOException, InterruptedException {
        call(() -> {
            connections.forEach(Connection::close);
            return true;
        });
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }
}
