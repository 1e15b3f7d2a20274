package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.ProxyServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What is going on in the proxy at this moment, for {@code /metrics}. */
final class Gauges {

    private Gauges() {}

    static void bind(MeterRegistry meters, ProxyServer proxy) {
        gauge(
                meters,
                proxy,
                "connections",
                "Connections of clients",
                p -> p.traffic().connections());
        gauge(
                meters,
                proxy,
                "exchanges",
                "Requests whose answers have not ended",
                p -> p.traffic().exchanges());
        gauge(
                meters,
                proxy,
                "held.bytes",
                "Bytes of request bodies held in memory for inspection",
                p -> p.traffic().heldBytes());
        gauge(
                meters,
                proxy,
                "spooled.bytes",
                "Bytes of request bodies that wait on disk, encrypted",
                p -> p.traffic().spooledBytes());
        gauge(meters, proxy, "queue", "Requests that wait to be inspected", ProxyServer::waiting);
    }

    private static void gauge(
            MeterRegistry meters,
            ProxyServer proxy,
            String name,
            String description,
            ToDoubleFunction<ProxyServer> value) {
        Gauge.builder("cloakroom." + name, proxy, value)
                .description(description)
                .register(meters);
    }
}
