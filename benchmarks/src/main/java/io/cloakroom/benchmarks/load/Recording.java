package io.cloakroom.benchmarks.load;

import io.cloakroom.benchmarks.load.Connection.Answer;

/** Keeps durations while it is on; lives on the generator's event loop. */
final class Recording {

    private Samples samples = new Samples();
    private boolean on;
    private volatile long failures;
    private volatile String lastFailure = "";

    boolean begin() {
        samples = new Samples();
        failures = 0;
        on = true;
        return true;
    }

    Samples end() {
        on = false;
        return samples;
    }

    /** @param since when the request was due, {@link System#nanoTime} */
    void add(Answer answer, long since) {
        if (answer.status() == 200) {
            add(answer.end() - since);
        } else {
            failed(answer.status() == Connection.NONE ? "the connection was closed" : "status " + answer.status());
        }
    }

    void add(long duration) {
        if (on) {
            samples.add(duration);
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written on the event loop only
    void failed(String reason) {
        failures++;
        lastFailure = reason;
    }

    long failures() {
        return failures;
    }

    /** Why the last one failed; empty when none did. */
    String lastFailure() {
        return lastFailure;
    }
}
