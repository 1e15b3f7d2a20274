package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.websocket.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of request bodies are held at once in one place, in all and for each person. */
final class BodyBudget {

    private final long total;
    private final long perUser;
    private final AtomicLong held = new AtomicLong();
    private final Map<String, Long> heldByUser = new ConcurrentHashMap<>();

    BodyBudget(Limits.Share limits) {
        this.total = limits.all();
        this.perUser = limits.ofOneUser();
    }

    /** Takes bytes, or takes nothing and says no. */
    boolean take(String user, int bytes) {
        if (held.addAndGet(bytes) > total) {
            held.addAndGet(-bytes);
            return false;
        }
        boolean[] taken = {false};
        heldByUser.compute(user, (name, before) -> {
            long after = (before == null ? 0 : before) + bytes;
            taken[0] = after <= perUser;
            return taken[0] ? Long.valueOf(after) : before;
        });
        if (!taken[0]) {
            held.addAndGet(-bytes);
        }
        return taken[0];
    }

    void giveBack(String user, int bytes) {
        held.addAndGet(-bytes);
        heldByUser.computeIfPresent(user, (name, before) -> before <= bytes ? null : Long.valueOf(before - bytes));
    }

    /** What one person may take of it. */
    Budget of(String user) {
        return new Budget() {
            @Override
            public boolean take(int bytes) {
                return BodyBudget.this.take(user, bytes);
            }

            @Override
            public void giveBack(int bytes) {
                BodyBudget.this.giveBack(user, bytes);
            }
        };
    }

    long held() {
        return held.get();
    }
}
