package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a flow exactly once, off the event loop, whoever notices first. */
final class FlowEnd {

    static final String COMPLETE = "complete";
    static final String ABORTED = "aborted";
    static final String FAILED = "failed";

    private static final Logger LOG = LoggerFactory.getLogger(FlowEnd.class);

    private final Lanes lanes;
    private final Flow flow;
    private final AtomicBoolean ended = new AtomicBoolean();

    FlowEnd(Lanes lanes, Flow flow) {
        this.lanes = lanes;
        this.flow = flow;
    }

    void end(int status, long bytesOut, long bytesIn, String outcome) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        var recorded = lanes.record(() -> {
            flow.end(status, bytesOut, bytesIn, outcome);
            return true;
        });
        recorded.exceptionally(failure -> {
            LOG.error(
                    "the end of a flow could not be recorded: {}",
                    failure.getClass().getName());
            return false;
        });
    }
}
