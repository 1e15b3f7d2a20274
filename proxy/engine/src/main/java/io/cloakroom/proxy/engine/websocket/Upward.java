package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.MessageFlow;
import io.cloakroom.proxy.engine.MessageFlow.Message;
import io.cloakroom.proxy.engine.MessageFlow.Outcome;
import io.cloakroom.proxy.engine.MessageFlow.Refuse;
import io.cloakroom.proxy.engine.MessageFlow.Reply;
import io.cloakroom.proxy.engine.MessageFlow.Send;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** From the client to the origin: each message is decided elsewhere, one after the other, and only then leaves. */
final class Upward implements Direction {

    private final Relay relay;
    private final Ends ends;
    private final MessageFlow flow;
    private final SocketLimits limits;
    private final Collector collector;
    private final Held held;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queued;
    private boolean deciding;
    private int underWay;
    private boolean dropped;
    private Runnable patience = () -> {};
    private long bytes;

    Upward(Relay relay, Ends ends, MessageFlow flow, SocketLimits limits) {
        this.relay = relay;
        this.ends = ends;
        this.flow = flow;
        this.limits = limits;
        this.collector = new Collector(limits.message());
        this.held = new Held(ends);
    }

    @Override
    public void take(WebSocketFrame frame, Pings pings) throws EndedException {
        if (dropped) {
            return;
        }
        switch (frame) {
            case PingWebSocketFrame ping -> ends.toOrigin(new PingWebSocketFrame(pings.fromClient(ping.content())));
            case PongWebSocketFrame pong ->
                ends.toOrigin(new PongWebSocketFrame(pings.answeredByClient(pong.content())));
            case CloseWebSocketFrame close -> add(Waiting.goodbye(close));
            default -> {
                held.take(frame.content().readableBytes());
                Message message = collector.add(frame);
                if (message != null) {
                    add(new Waiting(message, null));
                }
            }
        }
    }

    private void add(Waiting waiting) {
        queue.add(waiting);
        queued += waiting.size();
        next();
    }

    private void next() {
        if (deciding || queue.isEmpty()) {
            return;
        }
        Waiting waiting = queue.remove();
        if (waiting.code() != null && waiting.size() == 0) {
            relay.passGoodbye(waiting.code(), "", true);
            return;
        }
        deciding = true;
        underWay = waiting.code() == null ? waiting.size() : 0;
        patience = ends.after(limits.decision().toMillis(), TimeUnit.MILLISECONDS, () -> relay.close(Ending.TOO_SLOW));
        ends.elsewhere(waiting.size(), () -> flow.decide(waiting.message()))
                .thenCompose(recorded -> recorded)
                .whenComplete((outcome, failure) -> ends.onLoop(() -> decided(waiting, outcome, failure)));
    }

    private void decided(Waiting waiting, @Nullable Outcome outcome, @Nullable Throwable failure) {
        patience.run();
        deciding = false;
        queued -= waiting.size();
        held.giveBack(underWay);
        underWay = 0;
        if (dropped) {
            if (outcome instanceof Send send) {
                send.abandoned().run();
            }
            return;
        }
        if (outcome == null) {
            Throwable cause = failure == null ? new IllegalStateException("no decision was made") : failure;
            relay.close(Ending.undecided(cause));
        } else if (waiting.code() == null) {
            carryOut(waiting.message(), outcome);
        } else {
            relay.passGoodbye(waiting.code(), reason(outcome), true);
        }
        next();
        relay.balance();
    }

    private void carryOut(Message message, Outcome outcome) {
        switch (outcome) {
            case Send send -> {
                relay.originFrame(message.text(), send.body());
                leaves(send);
            }
            case Reply reply -> reply.bodies().forEach(body -> relay.clientFrame(message.text(), body));
            case Refuse refuse -> relay.close(new Ending(Ending.POLICY, refuse.reason()));
        }
    }

    private void leaves(Send send) {
        if (!send.recorded()) {
            bytes += send.body().length;
        }
        send.sent().run();
    }

    private String reason(Outcome outcome) {
        if (outcome instanceof Send send) {
            leaves(send);
            return Ending.cut(new String(send.body(), StandardCharsets.UTF_8));
        }
        return "";
    }

    @Override
    public boolean hasRoom() {
        return queued <= limits.queue();
    }

    @Override
    public void drop() {
        dropped = true;
        patience.run();
        queue.clear();
        held.giveBackAllBut(underWay);
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
