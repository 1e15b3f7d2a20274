package io.cloakroom.proxy.engine.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** What becomes of the frames of one side. */
interface Direction {

    /** Takes a frame, which stays the caller's. */
    void take(WebSocketFrame frame, Pings pings) throws EndedException;

    /** Whether more may be read. */
    boolean hasRoom();

    /** Lets go of everything that waits. */
    void drop();

    /** Bytes of messages that passed, and that no other record counts. */
    long bytes();
}
