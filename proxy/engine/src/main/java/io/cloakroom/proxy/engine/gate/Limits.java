package io.cloakroom.proxy.engine.gate;

import java.time.Duration;

/**
 * How much one proxy takes on.
 *
 * @param body largest request body on an intercepted host, bytes
 * @param inFlight bytes of request bodies held at once, all people together
 * @param inFlightPerUser bytes of request bodies held at once for one person
 * @param header largest request head, bytes
 * @param headTime within which a request head must be complete
 * @param bodyTime within which a request body must make progress of at least 8 KiB, or end
 * @param idle after which a silent connection is closed, at least five minutes: slow models think for minutes
 * @param connect within which an origin must accept a connection
 * @param decide within which it must be decided what may leave; what takes longer is refused
 * @param drain how long {@code stop} lets running answers finish
 * @param connections connections of clients at once, all addresses together
 * @param connectionsPerAddress connections of clients at once from one address
 */
public record Limits(
        int body,
        long inFlight,
        long inFlightPerUser,
        int header,
        Duration headTime,
        Duration bodyTime,
        Duration idle,
        Duration connect,
        Duration decide,
        Duration drain,
        int connections,
        int connectionsPerAddress) {

    private static final int MIB = 1024 * 1024;

    /** The limits of the design. */
    public static Limits standard() {
        return new Limits(
                16 * MIB,
                256L * MIB,
                32L * MIB,
                64 * 1024,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                8192,
                2048);
    }

    /** The same with other sizes of bodies. */
    public Limits withBodies(int one, long all, long allOfOneUser) {
        return new Limits(
                one,
                all,
                allOfOneUser,
                header,
                headTime,
                bodyTime,
                idle,
                connect,
                decide,
                drain,
                connections,
                connectionsPerAddress);
    }

    /** The same with other deadlines for requests. */
    public Limits withDeadlines(Duration ofHeads, Duration ofBodies) {
        return new Limits(
                body,
                inFlight,
                inFlightPerUser,
                header,
                ofHeads,
                ofBodies,
                idle,
                connect,
                decide,
                drain,
                connections,
                connectionsPerAddress);
    }

    /** The same with another deadline for decisions. */
    public Limits withDecisions(Duration within) {
        return new Limits(
                body,
                inFlight,
                inFlightPerUser,
                header,
                headTime,
                bodyTime,
                idle,
                connect,
                within,
                drain,
                connections,
                connectionsPerAddress);
    }

    /** The same with other patience for connections that are silent, and for those still running at the end. */
    public Limits withPatience(Duration forSilence, Duration atTheEnd) {
        return new Limits(
                body,
                inFlight,
                inFlightPerUser,
                header,
                headTime,
                bodyTime,
                forSilence,
                connect,
                decide,
                atTheEnd,
                connections,
                connectionsPerAddress);
    }

    /** The same with other numbers of connections. */
    public Limits withConnections(int all, int fromOneAddress) {
        return new Limits(
                body,
                inFlight,
                inFlightPerUser,
                header,
                headTime,
                bodyTime,
                idle,
                connect,
                decide,
                drain,
                all,
                fromOneAddress);
    }
}
