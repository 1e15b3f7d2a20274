package io.cloakroom.extension.backend;

import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.Installation.Health;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What those who watch the program ask: is it alive, is it ready, how does it do. */
final class HealthApi {

    /** Prometheus text exposition format. */
    static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Installation installation;
    private final PrometheusMeterRegistry meters;

    HealthApi(Installation installation, PrometheusMeterRegistry meters) {
        this.installation = installation;
        this.meters = meters;
    }

    record Readiness(boolean ready, List<Health> parts) {}

    void alive(Context context) {
        context.contentType("text/plain").result("ok\n");
    }

    void ready(Context context) {
        List<Health> parts = installation.health();
        boolean ready = parts.stream().allMatch(Health::ready);
        context.status(ready ? 200 : 503);
        Json.answer(context, new Readiness(ready, parts));
    }

    void metrics(Context context) {
        context.contentType(METRICS_TYPE).result(meters.scrape());
    }
}
