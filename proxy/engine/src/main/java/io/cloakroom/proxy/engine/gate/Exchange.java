package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;

/** One request and its answer. Everything here is called on the client's event loop. */
abstract sealed class Exchange permits InspectedExchange, PassedExchange, SocketExchange {

    /** Starts with the request's head. */
    abstract void begin();

    /** Whether the next part of the request's body is taken now; otherwise it waits. */
    abstract boolean wantsContent();

    /** Takes a part of the request's body, and owns it. */
    abstract void content(HttpContent content);

    /** Takes a part of the answer on its way to the client. */
    abstract void write(Object message, ChannelPromise promise);

    /** Whether the origin was asked, or is about to be. */
    boolean asked() {
        return true;
    }

    /** The request's head is being written to the origin. */
    abstract void requestSending();

    /** The origin's connection ended. */
    abstract void originGone();

    /** The client's connection ended, or is about to be closed. Called at most once, and not after the exchange finished. */
    abstract void clientGone();
}
