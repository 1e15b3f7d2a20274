package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.MessageFlow;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;

/**
 * One WebSocket between a client and an origin. Messages go through whole and in order; pings and pongs go at once, as they may between
 * the frames of a message (RFC 6455 5.4), so that a long look at a message does not make either side think the other is gone. Everything
 * here happens on the client's event loop.
 */
public final class Relay {

    /** How long an end may take to answer a close before its connection is cut, ms. */
    private static final long GOODBYE_MILLIS = 1_000;

    /** What Netty calls the code of a goodbye without one. */
    private static final int NO_CODE = -1;

    private static final String COMPLETE = "complete";
    private static final String ABORTED = "aborted";
    private static final String FAILED = "failed";

    private enum State {
        OPEN,
        /** This proxy or one side said goodbye; nothing but goodbyes passes. */
        CLOSING,
        OVER
    }

    private final Ends ends;
    private final Pings pings = new Pings();
    private final Upward up;
    private final Downward down;
    private State state = State.OPEN;
    private boolean clientSaidGoodbye;
    private boolean originSaidGoodbye;
    private String outcome = COMPLETE;
    private Runnable patience = () -> {};

    public Relay(Ends ends, MessageFlow flow, SocketLimits limits) {
        this.ends = ends;
        this.up = new Upward(this, ends, flow, limits);
        this.down = new Downward(this, ends, flow.restoring(), limits);
    }

    /** Takes a frame of the client, and owns it. */
    public void fromClient(WebSocketFrame frame) {
        take(frame, up, true);
    }

    /** Takes a frame of the origin, and owns it. */
    public void fromOrigin(WebSocketFrame frame) {
        take(frame, down, false);
    }

    private void take(WebSocketFrame frame, Direction direction, boolean client) {
        try {
            if (state == State.OPEN) {
                direction.take(frame, pings);
            } else if (frame instanceof CloseWebSocketFrame) {
                answered(client);
            }
        } catch (EndedException e) {
            violated(e.ending(), client);
        } catch (RuntimeException e) {
            close(Ending.undecided(e));
        } finally {
            frame.release();
        }
        balance();
    }

    /** What was read from one side cannot be understood. */
    public void unreadable(Throwable cause, boolean client) {
        violated(Ending.unreadable(cause), client);
    }

    private void violated(Ending ending, boolean client) {
        if (client || ending.equals(Ending.TOO_BUSY)) {
            close(ending);
        } else {
            end(ending.elsewhere(false), ending);
        }
    }

    /** One side's goodbye, in its place among its messages, is passed on. */
    void passGoodbye(int code, String reason, boolean client) {
        if (client) {
            clientSaidGoodbye = true;
            ends.toOrigin(goodbye(code, reason));
        } else {
            originSaidGoodbye = true;
            down.finish();
            ends.toClient(goodbye(code, reason));
        }
        waitForGoodbye();
    }

    private static CloseWebSocketFrame goodbye(int code, String reason) {
        return code == NO_CODE ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, reason);
    }

    private void waitForGoodbye() {
        if (clientSaidGoodbye && originSaidGoodbye) {
            over();
        } else {
            patience.run();
            patience = ends.after(GOODBYE_MILLIS * 10, TimeUnit.MILLISECONDS, this::over);
        }
    }

    private void answered(boolean client) {
        clientSaidGoodbye |= client;
        originSaidGoodbye |= !client;
        if (clientSaidGoodbye) {
            over();
        }
    }

    /** Ends the WebSocket; what was not decided does not leave. */
    void close(Ending ending) {
        end(ending, ending.elsewhere(true));
    }

    private void end(Ending toClient, Ending toOrigin) {
        if (state != State.OPEN) {
            return;
        }
        outcome = FAILED;
        try {
            down.finish();
        } catch (RuntimeException e) {
            // Restoring is what broke: what it held is lost, and the end is told all the same.
        }
        state = State.CLOSING;
        ends.toClient(toClient.frame());
        ends.toOrigin(toOrigin.frame());
        up.drop();
        down.drop();
        patience.run();
        patience = ends.after(GOODBYE_MILLIS, TimeUnit.MILLISECONDS, this::over);
        balance();
    }

    /** The proxy stops. */
    public void stop() {
        close(Ending.STOPPING);
    }

    /** Nothing was read or written for as long as that is borne. */
    public void idle() {
        close(Ending.IDLE);
    }

    /** The origin's connection ended; what it said before still reaches the client. */
    public void originGone() {
        if (state == State.OVER) {
            return;
        }
        if (state == State.OPEN && !originSaidGoodbye) {
            outcome = FAILED;
        }
        originSaidGoodbye = true;
        up.drop();
        down.whenDone(this::over);
    }

    /** The client's connection ended. */
    public void clientGone() {
        if (!clientSaidGoodbye) {
            outcome = ABORTED;
        }
        over();
    }

    /** One side took what it was sent. */
    public void writable() {
        balance();
    }

    /** Reads on from a side whose messages find room. */
    void balance() {
        if (state == State.OVER) {
            return;
        }
        ends.readClient(state == State.CLOSING || (up.hasRoom() && ends.originTakes()));
        ends.readOrigin(state == State.CLOSING || (down.hasRoom() && ends.clientTakes()));
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    void clientFrame(boolean text, byte[] body) {
        ends.toClient(frame(text, body));
    }

    void originFrame(boolean text, byte[] body) {
        ends.toOrigin(frame(text, body));
    }

    private static WebSocketFrame frame(boolean text, byte[] body) {
        return text
                ? new TextWebSocketFrame(Unpooled.wrappedBuffer(body))
                : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(body));
    }

    private void over() {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        patience.run();
        up.drop();
        down.drop();
        down.whenBack(() -> ends.end(outcome, up.bytes(), down.bytes()));
    }
}
