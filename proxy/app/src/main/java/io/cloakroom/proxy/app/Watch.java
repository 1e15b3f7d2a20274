package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.Alarms;
import io.cloakroom.proxy.engine.SiteRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes alarms to the log and counts them for {@code /metrics}. Names what is a path's form, never what may be content. */
final class Watch implements Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final Pattern WORD = Pattern.compile("|v[0-9]{1,2}|[a-z]{1,20}([_-][a-z]{1,20}){0,3}");

    private final MeterRegistry meters;

    Watch(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void drift(SiteRequest asked) {
        LOG.warn(
                "drift: {} is not as the descriptor of {} says; it was inspected as a whole", path(asked), site(asked));
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
        return asked.request().method() + " " + asked.request().host()
                + form(asked.request().target());
    }

    /** {@code /api/v0/chat/…}: words stay, and whatever may be an id, a name or an address goes. */
    private static String form(String target) {
        return Arrays.stream(target.replaceFirst("\\?.*", "").split("/", -1))
                .map(segment -> WORD.matcher(segment).matches() ? segment : "…")
                .collect(Collectors.joining("/"));
    }
}
