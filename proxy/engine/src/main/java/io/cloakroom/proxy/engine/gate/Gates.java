package io.cloakroom.proxy.engine.gate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.littleshoot.proxy.HttpFiltersSource;
import org.littleshoot.proxy.impl.ServerGroup;

/** Puts a gate on every connection of a client, and a watch on every connection to an origin. */
public final class Gates {

    /** LittleProxy's names of its own handlers. */
    static final String DECODER = "decoder";

    static final String ENCODER = "encoder";

    private static final String HANDLER = "handler";

    /** Ours. */
    static final String GATE = "gate";

    static final String WATCH = "watch";

    private static final long DRAIN_CHECK_MILLIS = 20;

    private final GateServices services;
    private final HookedServerGroup eventLoops;
    private volatile @Nullable Channel listener;

    /** @param threads event loops */
    public Gates(GateServices services, int threads) {
        this.services = services;
        this.eventLoops = new HookedServerGroup(threads, channel -> listener = channel, this::client, this::origin);
    }

    public ServerGroup eventLoops() {
        return eventLoops;
    }

    public HttpFiltersSource filters() {
        return new GateFilters.Source();
    }

    public Traffic traffic() {
        return services.traffic();
    }

    /** Stops listening and waits until no exchange is under way, at most for the configured time. */
    public void drain() {
        services.traffic().stop();
        Channel listening = listener;
        if (listening != null) {
            listening.close().awaitUninterruptibly();
        }
        long until = System.nanoTime() + services.limits().deadlines().drain().toNanos();
        while (services.traffic().exchanges() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DRAIN_CHECK_MILLIS));
        }
    }

    private void client(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(services.limits()));
        pipeline.addBefore(HANDLER, "limit", new ConnectionLimit(services.traffic()));
        pipeline.addBefore(HANDLER, GATE, new ClientGate(services));
    }

    private void origin(Channel channel) {
        channel.pipeline().addBefore(HANDLER, WATCH, new OriginWatch(services.tls()));
    }
}
