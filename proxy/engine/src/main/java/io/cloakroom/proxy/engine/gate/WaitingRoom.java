package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Parts of requests that came before they could be taken. While anything waits, no more is read from the client. */
final class WaitingRoom {

    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private final BooleanSupplier busy;
    private final Consumer<HttpObject> taker;
    private boolean calling;
    private boolean readSuppressed;

    /** @param busy whether the next part has to wait */
    WaitingRoom(BooleanSupplier busy, Consumer<HttpObject> taker) {
        this.busy = busy;
        this.taker = taker;
    }

    /** Takes a part now if it is its turn. */
    void arrived(HttpObject part) {
        if (busy.getAsBoolean() || !waiting.isEmpty()) {
            waiting.add(part);
        } else {
            taker.accept(part);
        }
    }

    /** Takes what can be taken now. */
    void next(ChannelHandlerContext ctx) {
        if (calling) {
            return;
        }
        calling = true;
        while (!waiting.isEmpty() && !busy.getAsBoolean()) {
            taker.accept(waiting.remove());
        }
        calling = false;
        if (readSuppressed && (waiting.isEmpty() || !busy.getAsBoolean())) {
            readSuppressed = false;
            ctx.channel().config().setAutoRead(true);
        }
    }

    void read(ChannelHandlerContext ctx) {
        if (!waiting.isEmpty() && busy.getAsBoolean()) {
            // Not asking for more is not enough: with automatic reads on, NIO goes on reading by itself.
            readSuppressed = true;
            ctx.channel().config().setAutoRead(false);
        } else {
            ctx.read();
        }
    }

    /** Throws everything away, and says whether the end of a request was among it. */
    boolean empty() {
        boolean ended = false;
        @Nullable HttpObject dropped;
        while ((dropped = waiting.poll()) != null) {
            ended |= dropped instanceof LastHttpContent;
            ReferenceCountUtil.release(dropped);
        }
        return ended;
    }
}
