package io.cloakroom.proxy.engine.gate;

import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is going on in one proxy: connections, exchanges under way, and bytes of request bodies held. */
public final class Traffic {

    private final Limits limits;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<InetAddress, Integer> connectionsByAddress = new ConcurrentHashMap<>();
    private final Map<String, Integer> sockets = new ConcurrentHashMap<>();
    private final Set<Runnable> whenStopping = ConcurrentHashMap.newKeySet();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final BodyBudget bodies;
    private final BodyBudget spooled;
    private final BodyBudget loaded;
    private volatile boolean stopping;

    public Traffic(Limits limits) {
        this.limits = limits;
        this.bodies = new BodyBudget(limits.bodies().memory());
        this.spooled = new BodyBudget(limits.bodies().disk());
        long forLarge = limits.bodies().loaded();
        this.loaded = new BodyBudget(new Limits.Share(forLarge, forLarge));
    }

    /** Connections of clients. */
    public int connections() {
        return connections.get();
    }

    /** Requests that have begun and whose answers have not ended. */
    public int exchanges() {
        return exchanges.get();
    }

    /** Bytes of request bodies held in memory for inspection. */
    public long heldBytes() {
        return bodies.held() + loaded.held();
    }

    /** Bytes of request bodies that wait on disk for their end, or for their inspection. */
    public long spooledBytes() {
        return spooled.held();
    }

    /** Whether the proxy lets running answers finish and takes no more requests. */
    public boolean isStopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
        whenStopping.forEach(Runnable::run);
    }

    /** Counts a connection, and says whether it is within the limits. To be followed by {@link #disconnected} in any case. */
    boolean connected(InetAddress from) {
        int all = connections.incrementAndGet();
        int fromThere = connectionsByAddress.merge(from, 1, Integer::sum);
        return all <= limits.clients().all() && fromThere <= limits.clients().fromOneAddress();
    }

    void disconnected(InetAddress from) {
        connections.decrementAndGet();
        connectionsByAddress.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }

    /** Counts a WebSocket, unless the person has too many. To be followed by {@link #socketEnded} when it was counted. */
    boolean socketBegins(String user) {
        boolean[] counted = {false};
        sockets.compute(user, (name, before) -> {
            int now = before == null ? 0 : before;
            counted[0] = now < limits.sockets().ofOneUser();
            return counted[0] ? Integer.valueOf(now + 1) : before;
        });
        return counted[0];
    }

    void socketEnded(String user) {
        sockets.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Runs something when the proxy stops; at once when it is stopping. */
    void onStop(Runnable task) {
        whenStopping.add(task);
        if (stopping) {
            task.run();
        }
    }

    void noMoreStops(Runnable task) {
        whenStopping.remove(task);
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

    BodyBudget spooled() {
        return spooled;
    }

    BodyBudget loaded() {
        return loaded;
    }
}
