package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sees to it that the body of a request keeps arriving (CWE-400): so much in each period, or its end. */
final class BodyPace {

    private static final int LEAST_BYTES = 8 * 1024;

    private final ChannelHandlerContext ctx;
    private final Runnable tooSlow;
    private final ScheduledFuture<?> check;
    private long received;
    private long receivedBefore;
    private boolean heldBack;

    /** @param tooSlow called once, when too little came in a period in which the client could send */
    BodyPace(ChannelHandlerContext ctx, Duration period, Runnable tooSlow) {
        this.ctx = ctx;
        this.tooSlow = tooSlow;
        long millis = period.toMillis();
        this.check = ctx.executor().scheduleAtFixedRate(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    void received(int bytes) {
        received += bytes;
    }

    void stop() {
        check.cancel(false);
    }

    private void check() {
        // A client that is not read from, because the origin takes no more, is not slow.
        boolean heldBackNow = !ctx.channel().config().isAutoRead();
        if (received - receivedBefore < LEAST_BYTES && !heldBack && !heldBackNow) {
            stop();
            tooSlow.run();
        }
        heldBack = heldBackNow;
        receivedBefore = received;
    }
}
