package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.FlowHandler.Passage;
import io.cloakroom.rules.engine.Person;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection that passes encrypted: recorded before it is opened, counted, and cut off when the browser it passes for no longer confirms. */
final class Tunnel {

    private static final int OPENED = 200;

    private final ClientGate gate;
    private final Person person;
    private final String host;
    private @Nullable FlowEnd end;
    private @Nullable ScheduledFuture<?> asking;
    private long sent;
    private long received;

    Tunnel(ClientGate gate, Person person, String host) {
        this.gate = gate;
        this.person = person;
        this.host = host;
    }

    /**
     * @param open called on the event loop once its start is durable
     * @param refused called on the event loop when it cannot be recorded
     */
    void record(Runnable open, Consumer<Throwable> refused) {
        try {
            gate.services()
                    .handler()
                    .tunnel(UUID.randomUUID().toString(), person, host)
                    .whenComplete((flow, failure) -> gate.onLoop(() -> recorded(flow, failure, open, refused)));
        } catch (Throwable e) {
            recorded(null, e, open, refused);
        }
    }

    private void recorded(
            @Nullable Flow flow, @Nullable Throwable failure, Runnable open, Consumer<Throwable> refused) {
        if (flow == null) {
            refused.accept(failure == null ? new IllegalStateException("no flow was begun") : failure);
            return;
        }
        end = new FlowEnd(flow);
        if (gate.ctx().channel().isActive()) {
            open.run();
        } else {
            end(FlowEnd.ABORTED);
        }
    }

    /** From now on a browser that confirmed once is asked again and again, since it may work without the extension by now. */
    void askAgain(String browser) {
        long period = gate.services().limits().deadlines().confirmation().toMillis();
        Runnable ask = () -> {
            if (gate.services().handler().passage(person, host, browser) != Passage.TUNNEL) {
                end(OPENED, FlowEnd.ABORTED);
                gate.close();
            }
        };
        asking = gate.ctx()
                .executor()
                .scheduleWithFixedDelay(() -> gate.onLoop(ask), period, period, TimeUnit.MILLISECONDS);
    }

    private void stopAsking() {
        if (asking != null) {
            asking.cancel(false);
            asking = null;
        }
    }

    void sent(int bytes) {
        sent += bytes;
    }

    void received(int bytes) {
        received += bytes;
    }

    void end(String outcome) {
        end(outcome.equals(FlowEnd.COMPLETE) ? OPENED : 0, outcome);
    }

    private void end(int status, String outcome) {
        stopAsking();
        if (end != null) {
            end.end(status, sent, received, outcome);
        }
    }
}
