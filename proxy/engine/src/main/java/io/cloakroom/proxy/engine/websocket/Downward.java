package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.MessageFlow.Message;
import io.cloakroom.proxy.engine.MessageFlow.Restoring;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From the origin to the client: messages get their originals back. That is a scan, done at once like that of an answer's body; only a
 * long message goes elsewhere, and those after it wait.
 */
final class Downward implements Direction {

    /** How long a possible beginning of a placeholder may wait for its rest. */
    private static final long RELEASE_MILLIS = 200;

    /** Up to here a message is restored at once, bytes. */
    private static final int SHORT = 64 * 1024;

    private final Relay relay;
    private final Ends ends;
    private final Restoring restoring;
    private final SocketLimits limits;
    private final Collector collector;
    private final Held held;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queued;
    private boolean elsewhere;
    private int underWay;
    private boolean text = true;
    private long bytes;
    private Runnable release = () -> {};
    private Runnable whenDone = () -> {};
    private Runnable whenBack = () -> {};

    Downward(Relay relay, Ends ends, Restoring restoring, SocketLimits limits) {
        this.relay = relay;
        this.ends = ends;
        this.restoring = restoring;
        this.limits = limits;
        this.collector = new Collector(limits.message());
        this.held = new Held(ends);
    }

    @Override
    public void take(WebSocketFrame frame, Pings pings) throws EndedException {
        switch (frame) {
            case PingWebSocketFrame ping -> {
                pings.fromOrigin(ping.content());
                ends.toClient(new PingWebSocketFrame(ping.content().retainedDuplicate()));
            }
            case PongWebSocketFrame pong -> ends.toClient(new PongWebSocketFrame(pings.answered(pong.content())));
            case CloseWebSocketFrame close -> {
                queue.add(Waiting.goodbye(close));
                next();
            }
            default -> data(frame);
        }
    }

    private void data(WebSocketFrame frame) throws EndedException {
        bytes += frame.content().readableBytes();
        held.take(frame.content().readableBytes());
        Message message = collector.add(frame);
        if (message != null) {
            queue.add(new Waiting(message, null));
            queued += message.body().length;
            next();
        }
    }

    private void next() {
        while (!elsewhere && !queue.isEmpty() && relay.isOpen()) {
            Waiting waiting = queue.remove();
            if (waiting.code() == null) {
                restore(waiting.message());
            } else {
                relay.passGoodbye(waiting.code(), waiting.text(), false);
            }
        }
        if (!elsewhere && queue.isEmpty()) {
            whenDone.run();
        }
    }

    private void restore(Message message) {
        release.run();
        if (message.body().length <= SHORT) {
            restored(message, restoring.push(message));
            return;
        }
        elsewhere = true;
        underWay = message.body().length;
        ends.elsewhere(message.body().length, () -> restoring.push(message))
                .whenComplete((shown, failure) -> ends.onLoop(() -> back(message, shown, failure)));
    }

    private void back(Message message, @Nullable List<byte[]> shown, @Nullable Throwable failure) {
        elsewhere = false;
        underWay = 0;
        if (!relay.isOpen()) {
            held.giveBack(message.body().length);
        } else if (shown == null) {
            Throwable cause = failure == null ? new IllegalStateException("nothing was restored") : failure;
            relay.close(Ending.undecided(cause));
        } else {
            restored(message, shown);
            next();
        }
        whenBack.run();
        relay.balance();
    }

    private void restored(Message message, List<byte[]> shown) {
        text = message.text();
        queued -= message.body().length;
        held.giveBack(message.body().length);
        shown.forEach(body -> relay.clientFrame(message.text(), body));
        release = ends.after(RELEASE_MILLIS, TimeUnit.MILLISECONDS, this::releaseHeld);
    }

    private void releaseHeld() {
        if (elsewhere || !relay.isOpen()) {
            return;
        }
        try {
            restoring.release().forEach(body -> relay.clientFrame(text, body));
        } catch (RuntimeException e) {
            relay.close(Ending.undecided(e));
        }
    }

    /** Lets go of what is held, before a goodbye. */
    void finish() {
        release.run();
        if (!elsewhere) {
            restoring.finish().forEach(body -> relay.clientFrame(text, body));
        }
    }

    /** Runs something after everything that waits has passed. */
    void whenDone(Runnable task) {
        whenDone = () -> {
            if (relay.isOpen()) {
                finish();
            }
            task.run();
        };
        next();
    }

    /** Runs something once no message is elsewhere: only then may what was restored be asked for. */
    void whenBack(Runnable task) {
        if (elsewhere) {
            whenBack = task;
        } else {
            task.run();
        }
    }

    @Override
    public boolean hasRoom() {
        return queued <= limits.queue();
    }

    @Override
    public void drop() {
        release.run();
        queue.clear();
        held.giveBackAllBut(underWay);
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
