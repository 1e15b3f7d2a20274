package io.cloakroom.proxy.engine.gate;

import java.time.Duration;

/**
 * How much one proxy takes on.
 *
 * @param header largest request head, bytes
 */
public record Limits(int header, Bodies bodies, Deadlines deadlines, Clients clients, Sockets sockets) {

    private static final int MIB = 1024 * 1024;

    /**
     * Request bodies on intercepted hosts, in bytes.
     *
     * @param one the largest
     * @param inMemory the largest that waits for its end in memory; larger ones wait on disk, encrypted
     * @param memory how much is held in memory at once, not counting what was on disk
     * @param disk how much is held on disk at once
     * @param loaded how much of what was on disk is in memory at once, from its analysis until it is sent
     */
    public record Bodies(int one, int inMemory, Share memory, Share disk, long loaded) {}

    /**
     * How much may be held at once, in bytes.
     *
     * @param all for all people together
     * @param ofOneUser for one person
     */
    public record Share(long all, long ofOneUser) {}

    /**
     * How long things may take.
     *
     * @param head within which a request head must be complete
     * @param body within which a request body must make progress of at least 8 KiB, or end
     * @param decision within which it must be decided what may leave; what takes longer is refused
     * @param connect within which an origin must accept a connection
     * @param idle after which a silent connection is closed, at least five minutes: slow models think for minutes
     * @param drain how long {@code stop} lets running answers finish
     * @param confirmation within which is noticed that a browser no longer sees to it that nothing leaves unseen
     */
    public record Deadlines(
            Duration head,
            Duration body,
            Duration decision,
            Duration connect,
            Duration idle,
            Duration drain,
            Duration confirmation) {

        /** The same with others for the parts of requests. */
        public Deadlines withRequests(Duration ofHeads, Duration ofBodies) {
            return new Deadlines(ofHeads, ofBodies, decision, connect, idle, drain, confirmation);
        }

        /** The same with another for decisions. */
        public Deadlines withDecision(Duration within) {
            return new Deadlines(head, body, within, connect, idle, drain, confirmation);
        }

        /** The same with other patience for connections that are silent, and for those still running at the end. */
        public Deadlines withPatience(Duration forSilence, Duration atTheEnd) {
            return new Deadlines(head, body, decision, connect, forSilence, atTheEnd, confirmation);
        }

        /** The same with another for browsers that confirmed something. */
        public Deadlines withConfirmation(Duration within) {
            return new Deadlines(head, body, decision, connect, idle, drain, within);
        }
    }

    /**
     * Connections of clients at once.
     *
     * @param all from all addresses together
     * @param fromOneAddress from one address
     */
    public record Clients(int all, int fromOneAddress) {}

    /**
     * WebSockets on intercepted hosts.
     *
     * @param ofOneUser at once
     * @param queue bytes of messages that wait in one direction before no more is read from that side
     */
    public record Sockets(int ofOneUser, int queue) {}

    /** The limits of the design. */
    public static Limits standard() {
        return new Limits(
                64 * 1024,
                new Bodies(
                        100 * MIB,
                        16 * MIB,
                        new Share(256L * MIB, 32L * MIB),
                        new Share(2048L * MIB, 256L * MIB),
                        200L * MIB),
                new Deadlines(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30)),
                new Clients(8192, 2048),
                new Sockets(256, 256 * 1024));
    }

    /** The same with others for bodies. */
    public Limits with(Bodies other) {
        return new Limits(header, other, deadlines, clients, sockets);
    }

    /** The same with other deadlines. */
    public Limits with(Deadlines other) {
        return new Limits(header, bodies, other, clients, sockets);
    }

    /** The same with others for clients. */
    public Limits with(Clients other) {
        return new Limits(header, bodies, deadlines, other, sockets);
    }

    /** The same with others for WebSockets. */
    public Limits with(Sockets other) {
        return new Limits(header, bodies, deadlines, clients, other);
    }
}
