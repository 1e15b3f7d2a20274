package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.Alarms;
import io.cloakroom.proxy.engine.SiteRequest;
import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.rules.wire.Drift;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alarms to the log and counts them for {@code /metrics}. Names a path by the words its site's descriptor knows, never what may be content. */
final class Watch implements Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** What stands between the words of a descriptor's paths. */
    private static final Pattern NO_WORD = Pattern.compile("[^A-Za-z0-9_-]+");

    private final MeterRegistry meters;

    Watch(MeterRegistry meters) {
        this.meters = meters;
        // A series that begins with its first event hides that event from every rate.
        for (Refusal.Kind kind : Refusal.Kind.values()) {
            refusals(kind);
        }
    }

    @Override
    public void drift(SiteRequest asked, Drift drift, String sketch) {
        LOG.warn(
                "drift ({}): {} is not as the descriptor of {} says; it was inspected as a whole; its structure is {}",
                drift.word(),
                path(asked),
                site(asked),
                sketch);
        count("drift", asked);
    }

    @Override
    public void enumeration(SiteRequest asked) {
        LOG.warn(
                "enumeration: the answer of {} to {} asks for more placeholders than its conversation explains; none of these was restored",
                site(asked),
                path(asked));
        count("enumeration", asked);
    }

    @Override
    public void turnedAway(Refusal.Kind why) {
        refusals(why).increment();
    }

    private Counter refusals(Refusal.Kind why) {
        return Counter.builder("cloakroom.refusals")
                .description("Requests and connections the proxy itself refused, by reason")
                .tag("reason", why.word())
                .register(meters);
    }

    private void count(String kind, SiteRequest asked) {
        Counter.builder("cloakroom.alarms")
                .description("Things a person who keeps the installation should look at")
                .tag("kind", kind)
                .tag("site", site(asked))
                .register(meters)
                .increment();
    }

    private static String site(SiteRequest asked) {
        return asked.site().id();
    }

    private static String path(SiteRequest asked) {
        Set<String> known = asked.site().descriptor().requests().stream()
                .flatMap(request -> NO_WORD.splitAsStream(request.path()))
                .collect(Collectors.toSet());
        return asked.request().method() + " " + asked.request().host()
                + form(asked.request().target(), known);
    }

    /** {@code /api/v0/chat/…}: words of the site's own paths stay; whatever else may be an id, a name or an address goes. */
    static String form(String target, Set<String> known) {
        return Arrays.stream(target.replaceFirst("\\?.*", "").split("/", -1))
                .map(segment -> segment.isEmpty() || known.contains(segment) ? segment : "…")
                .collect(Collectors.joining("/"));
    }
}
