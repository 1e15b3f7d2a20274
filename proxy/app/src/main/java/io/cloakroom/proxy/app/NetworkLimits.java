package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.gate.Limits;
import java.time.Duration;

/**
 * What the configuration says under {@code limits}; what it leaves out is as {@link Limits#standard()} says.
 *
 * @param idleSeconds after which a connection on which nothing moves is closed, 300–86400; slow models think for minutes
 * @param drainSeconds how long running answers may finish when the program is stopped, 0–3600
 * @param connections of clients at once, at least 1
 * @param connectionsPerAddress of clients at once from one address, at least 1
 */
record NetworkLimits(Integer idleSeconds, Integer drainSeconds, Integer connections, Integer connectionsPerAddress) {

    private static final Limits STANDARD = Limits.standard();
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;
    private static final int MANY = 1_000_000;

    NetworkLimits {
        idleSeconds = idleSeconds == null
                ? Integer.valueOf((int) STANDARD.deadlines().idle().toSeconds())
                : idleSeconds;
        drainSeconds = drainSeconds == null
                ? Integer.valueOf((int) STANDARD.deadlines().drain().toSeconds())
                : drainSeconds;
        connections = connections == null ? Integer.valueOf(STANDARD.clients().all()) : connections;
        connectionsPerAddress = connectionsPerAddress == null
                ? Integer.valueOf(STANDARD.clients().fromOneAddress())
                : connectionsPerAddress;
        between("idle_seconds", idleSeconds, 300, DAY);
        between("drain_seconds", drainSeconds, 0, HOUR);
        between("connections", connections, 1, MANY);
        between("connections_per_address", connectionsPerAddress, 1, MANY);
    }

    static NetworkLimits standard() {
        return new NetworkLimits(
                (int) STANDARD.deadlines().idle().toSeconds(),
                (int) STANDARD.deadlines().drain().toSeconds(),
                STANDARD.clients().all(),
                STANDARD.clients().fromOneAddress());
    }

    Limits limits() {
        return STANDARD.with(STANDARD.deadlines()
                        .withPatience(Duration.ofSeconds(idleSeconds), Duration.ofSeconds(drainSeconds)))
                .with(new Limits.Clients(connections, connectionsPerAddress));
    }

    private static void between(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is between " + least + " and " + most);
        }
    }
}
