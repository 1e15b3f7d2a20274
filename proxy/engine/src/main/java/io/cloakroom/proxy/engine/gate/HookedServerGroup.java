package io.cloakroom.proxy.engine.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.littleshoot.proxy.TransportProtocol;
import org.littleshoot.proxy.impl.ServerGroup;

/**
 * Event loops that show every channel to a hook when it is registered, right after LittleProxy set up its own handlers. A connection to an
 * origin lives on the loop of the client's connection it is opened for, so that what comes from one goes to the other without another
 * thread having to wake.
 */
public final class HookedServerGroup extends ServerGroup {

    private static final String NAME = "cloakroom";
    private static final long QUIET_MILLIS = 100;
    private static final long MOST_MILLIS = 3_000;

    private final Hooked acceptor;
    private final Hooked connections;

    /**
     * @param onListener sees the listening channel
     * @param onClient sees each connection of a client
     * @param onOrigin sees each connection to an origin, before it is connected
     */
    public HookedServerGroup(
            int threads, Consumer<Channel> onListener, Consumer<Channel> onClient, Consumer<Channel> onOrigin) {
        super(NAME, 1, 1, 1);
        acceptor = new Hooked(1, "accept", onListener);
        connections = new Hooked(threads, "loop", channel -> (isClient(channel) ? onClient : onOrigin).accept(channel));
    }

    /** What was accepted has a listening channel for parent. */
    private static boolean isClient(Channel channel) {
        return channel.parent() != null;
    }

    @Override
    public EventLoopGroup getClientToProxyAcceptorPoolForTransport(TransportProtocol protocol) {
        return acceptor;
    }

    @Override
    public EventLoopGroup getClientToProxyWorkerPoolForTransport(TransportProtocol protocol) {
        return connections;
    }

    @Override
    public EventLoopGroup getProxyToServerWorkerPoolForTransport(TransportProtocol protocol) {
        return connections;
    }

    @Override
    public void shutdown(boolean graceful) {
        super.shutdown(graceful);
        for (Hooked group : List.of(acceptor, connections)) {
            group.shutdownGracefully(graceful ? QUIET_MILLIS : 0, MOST_MILLIS, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(MOST_MILLIS);
        }
    }

    private static final class Hooked extends MultiThreadIoEventLoopGroup {

        private final Consumer<Channel> hook;

        Hooked(int threads, String name, Consumer<Channel> hook) {
            super(threads, new DefaultThreadFactory(NAME + "-" + name, true), NioIoHandler.newFactory());
            this.hook = hook;
        }

        @Override
        public ChannelFuture register(Channel channel) {
            attach(channel);
            return loop().register(channel);
        }

        @Override
        public ChannelFuture register(ChannelPromise promise) {
            attach(promise.channel());
            return loop().register(promise);
        }

        /** The one that asks, or any where none of these does. */
        private EventLoop loop() {
            for (EventExecutor loop : this) {
                if (loop.inEventLoop()) {
                    return (EventLoop) loop;
                }
            }
            return next();
        }

        private void attach(Channel channel) {
            if (channel instanceof ServerChannel) {
                hook.accept(channel);
                return;
            }
            channel.pipeline().addLast(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel registered) {
                    hook.accept(registered);
                }
            });
        }
    }
}
