package io.cloakroom.proxy.engine.gate;

import java.util.concurrent.atomic.AtomicInteger;

/** What is going on in one proxy: connections, exchanges under way, and bytes of request bodies held. */
public final class Traffic {

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final BodyBudget bodies;

    public Traffic(Limits limits) {
        this.bodies = new BodyBudget(limits.inFlight(), limits.inFlightPerUser());
    }

    /** Connections of clients. */
    public int connections() {
        return connections.get();
    }

    /** Requests that have begun and whose answers have not ended. */
    public int exchanges() {
        return exchanges.get();
    }

    /** Bytes of request bodies held for inspection. */
    public long heldBytes() {
        return bodies.held();
    }

    int connected() {
        return connections.incrementAndGet();
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    void began() {
        exchanges.incrementAndGet();
    }

    void ended() {
        exchanges.decrementAndGet();
    }

    BodyBudget bodies() {
        return bodies;
    }
}
