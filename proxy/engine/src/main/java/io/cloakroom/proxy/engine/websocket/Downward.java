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

    /** A message, or a goodbye. */
    private record Waiting(Message message, @Nullable CloseWebSocketFrame goodbye) {}

    private final Relay relay;
    private final Ends ends;
    private final @Nullable Restoring restoring;
    private final SocketLimits limits;
    private final Collector collector;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queued;
    private boolean elsewhere;
    private boolean text = true;
    private long bytes;
    private Runnable release = () -> {};
    private Runnable whenDone = () -> {};

    Downward(Relay relay, Ends ends, @Nullable Restoring restoring, SocketLimits limits) {
        this.relay = relay;
        this.ends = ends;
        this.restoring = restoring;
        this.limits = limits;
        this.collector = new Collector(limits.message());
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
                queue.add(new Waiting(new Message(false, new byte[0]), close.retain()));
                next();
            }
            default -> data(frame);
        }
    }

    private void data(WebSocketFrame frame) throws EndedException {
        bytes += frame.content().readableBytes();
        if (restoring == null) {
            ends.toClient(frame.retain());
            return;
        }
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
            CloseWebSocketFrame goodbye = waiting.goodbye();
            if (goodbye != null) {
                relay.passGoodbye(goodbye, false);
            } else {
                restore(waiting.message());
            }
        }
        if (!elsewhere && queue.isEmpty()) {
            whenDone.run();
        }
    }

    private void restore(Message message) {
        Restoring restorer = restoring;
        if (restorer == null) {
            return;
        }
        release.run();
        if (message.body().length <= SHORT) {
            restored(message, restorer.push(message));
            return;
        }
        elsewhere = true;
        ends.elsewhere(message.body().length, () -> restorer.push(message))
                .whenComplete((shown, failure) -> ends.onLoop(() -> {
                    elsewhere = false;
                    if (shown == null) {
                        relay.close(Ending.undecided(
                                failure == null ? new IllegalStateException("nothing was restored") : failure));
                    } else if (relay.isOpen()) {
                        restored(message, shown);
                        next();
                    }
                    relay.balance();
                }));
    }

    private void restored(Message message, List<byte[]> shown) {
        text = message.text();
        queued -= message.body().length;
        shown.forEach(body -> relay.clientFrame(message.text(), body));
        release = ends.after(RELEASE_MILLIS, TimeUnit.MILLISECONDS, this::releaseHeld);
    }

    private void releaseHeld() {
        if (restoring == null || elsewhere || !relay.isOpen()) {
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
        if (restoring != null && !elsewhere) {
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

    @Override
    public boolean hasRoom() {
        return queued <= limits.queue();
    }

    @Override
    public void drop() {
        release.run();
        for (Waiting waiting : queue) {
            if (waiting.goodbye() != null) {
                waiting.goodbye().release();
            }
        }
        queue.clear();
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
