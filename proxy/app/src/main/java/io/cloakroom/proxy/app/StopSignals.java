package io.cloakroom.proxy.app;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * Ends the program in order when it is told to. The JVM's own way, shutdown hooks, runs all of them at once, and LittleProxy's cuts every
 * stream that is under way.
 */
final class StopSignals {

    /** What service managers, terminals and people send; 128 and its number is the exit status of a program that a signal ended. */
    private static final String[] NAMES = {"TERM", "INT"};

    private static final int ENDED_BY_SIGNAL = 128;

    private StopSignals() {}

    /** @param stop called on the first signal, before the program ends; a second signal ends it at once */
    static void handle(Runnable stop) {
        AtomicBoolean stopping = new AtomicBoolean();
        for (String name : NAMES) {
            Signal.handle(new Signal(name), signal -> {
                int status = ENDED_BY_SIGNAL + signal.getNumber();
                if (stopping.getAndSet(true)) {
                    Runtime.getRuntime().halt(status);
                }
                try {
                    stop.run();
                } finally {
                    System.exit(status);
                }
            });
        }
    }
}
