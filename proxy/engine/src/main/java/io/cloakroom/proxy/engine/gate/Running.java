package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** The one exchange that is under way on a connection, if there is one. */
final class Running {

    private final Traffic traffic;
    private @Nullable Exchange exchange;
    private boolean answering;
    private int finished;

    Running(Traffic traffic) {
        this.traffic = traffic;
    }

    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /** Whether an answer has begun to go to the client. */
    boolean answering() {
        return answering;
    }

    /** How many were before this one. */
    int finishedBefore() {
        return finished;
    }

    /** Whether the origin was not asked anything on this connection. */
    boolean nothingAsked() {
        return finished == 0 && (exchange == null || !exchange.asked());
    }

    void start(Exchange started) {
        exchange = started;
        traffic.began();
        started.begin();
    }

    /** The same exchange goes on as another. */
    void becomes(Exchange other) {
        exchange = other;
    }

    void answerBegins() {
        answering = exchange != null;
    }

    /** Ends it; it goes on counting until its last part is sent, which a stop of the proxy waits for. Says whether there was one. */
    boolean finish(ChannelFuture end) {
        if (exchange == null) {
            return false;
        }
        exchange = null;
        answering = false;
        finished++;
        end.addListener(sent -> traffic.ended());
        return true;
    }

    boolean hasToWait() {
        return exchange != null && !exchange.wantsContent();
    }

    void requestSending() {
        if (exchange != null) {
            exchange.requestSending();
        }
    }

    void originGone() {
        if (exchange != null) {
            exchange.originGone();
        }
    }

    void clientGone() {
        if (exchange != null) {
            exchange.clientGone();
        }
    }

    // Of an exchange that became a WebSocket.

    private @Nullable SocketExchange socket() {
        return exchange instanceof SocketExchange socket ? socket : null;
    }

    boolean isSocket() {
        return socket() != null;
    }

    /** Takes a frame of the client, and owns it. */
    void frame(WebSocketFrame frame) {
        SocketExchange socket = socket();
        if (socket == null) {
            frame.release();
        } else {
            socket.fromClient(frame);
        }
    }

    /** Frames of one side cannot be read. */
    void unreadable(Throwable cause, boolean client) {
        SocketExchange socket = socket();
        if (socket != null) {
            socket.unreadable(cause, client);
        }
    }

    /** One side takes what it is sent. */
    void writable() {
        SocketExchange socket = socket();
        if (socket != null) {
            socket.writable();
        }
    }

    /** Nothing was said for as long as that is borne. */
    void idle() {
        SocketExchange socket = socket();
        if (socket != null) {
            socket.idle();
        }
    }

    /** The origin's end of it is gone; any other exchange hears that elsewhere. */
    void socketLost() {
        SocketExchange socket = socket();
        if (socket != null) {
            socket.originGone();
        }
    }
}
