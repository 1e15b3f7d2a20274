package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a flow exactly once, whoever notices first. */
final class FlowEnd {

    static final String COMPLETE = "complete";
    static final String ABORTED = "aborted";
    static final String FAILED = "failed";

    private static final Logger LOG = LoggerFactory.getLogger(FlowEnd.class);

    private final Flow flow;
    private final AtomicBoolean ended = new AtomicBoolean();

    FlowEnd(Flow flow) {
        this.flow = flow;
    }

    void end(int status, long bytesOut, long bytesIn, String outcome) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            flow.end(status, bytesOut, bytesIn, outcome).whenComplete((recorded, failure) -> {
                if (failure != null) {
                    unrecorded(failure);
                }
            });
        } catch (Throwable e) {
            unrecorded(e);
        }
    }

    private static void unrecorded(Throwable failure) {
        LOG.error(
                "the end of a flow could not be recorded: {}",
                failure.getClass().getName());
    }
}
