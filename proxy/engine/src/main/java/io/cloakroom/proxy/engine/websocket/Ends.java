package io.cloakroom.proxy.engine.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The two connections of one WebSocket, and where its messages are looked at. Called on the client's event loop only. */
public interface Ends extends Budget {

    /** Writes a frame, and owns it. */
    void toClient(WebSocketFrame frame);

    /** Writes a frame, and owns it. */
    void toOrigin(WebSocketFrame frame);

    /** Whether the client reads as fast as it is written to. */
    boolean clientTakes();

    /** Whether the origin reads as fast as it is written to. */
    boolean originTakes();

    void readClient(boolean on);

    void readOrigin(boolean on);

    /** Runs something long elsewhere; fails at once when there is too much of it already. */
    <T> CompletableFuture<T> elsewhere(int bytes, Callable<T> task);

    /** Runs something on the event loop later, also when the WebSocket is over then. Called from any thread. */
    void onLoop(Runnable task);

    /** Runs something on the event loop after a time; what is returned cancels that. */
    Runnable after(long time, TimeUnit unit, Runnable task);

    /**
     * Ends both connections once everything written so far is sent.
     *
     * @param outcome as in {@link io.cloakroom.proxy.engine.FlowHandler.Flow#end}
     */
    void end(String outcome, long bytesOut, long bytesIn);
}
