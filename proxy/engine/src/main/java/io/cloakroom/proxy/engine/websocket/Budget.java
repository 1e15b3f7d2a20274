package io.cloakroom.proxy.engine.websocket;

/** How many bytes may be held at once, together with whatever else counts against the same limit. Called from any thread. */
public interface Budget {

    /** Takes so many bytes, or takes nothing and says no. */
    boolean take(int bytes);

    void giveBack(int bytes);
}
