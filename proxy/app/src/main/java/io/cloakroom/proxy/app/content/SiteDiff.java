package io.cloakroom.proxy.app.content;

import static io.cloakroom.proxy.app.content.ContentDiff.differing;
import static io.cloakroom.proxy.app.content.ContentDiff.without;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.golden.Failure;
import io.cloakroom.rules.wire.golden.GoldenRequest;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteDescriptor;
import io.cloakroom.rules.wire.site.SiteDescriptor.Request;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import io.cloakroom.rules.wire.site.SiteDescriptor.Trust;
import io.cloakroom.rules.wire.site.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What descriptors and the catalogue say of services, beside their hosts. */
final class SiteDiff {

    private final String name;
    private final List<Change> changes;

    private SiteDiff(String name, List<Change> changes) {
        this.name = name;
        this.changes = changes;
    }

    /** @param content the one before, whose goldens are played against the new descriptors */
    static List<Change> of(List<Site> before, List<Site> after, Content content) throws InvalidYamlException {
        List<Change> changes = new ArrayList<>();
        Map<String, Site> now = ContentDiff.by(after, Site::id);
        for (Site site : before) {
            Site other = now.get(site.id());
            if (other == null) {
                changes.add(Change.other("service " + site.descriptor().name() + " is gone"));
            } else if (!site.descriptor().equals(other.descriptor())) {
                SiteDiff diff = new SiteDiff(site.descriptor().name(), changes);
                diff.compare(site.descriptor(), other.descriptor());
                diff.replay(Goldens.of(site, content), Goldens.of(other, content));
            }
        }
        Map<String, Site> then = ContentDiff.by(before, Site::id);
        after.stream()
                .filter(site -> !then.containsKey(site.id()))
                .forEach(site ->
                        changes.add(Change.other("service " + site.descriptor().name() + " of "
                                + site.operator() + " (" + site.descriptor().jurisdiction() + ") is new, "
                                + (site.described() ? "described" : "every string is looked at"))));
        return changes;
    }

    private void smaller(String text) {
        changes.add(Change.smaller(name + ": " + text));
    }

    private void compare(SiteDescriptor before, SiteDescriptor after) {
        if (before.trust() == Trust.LOW && after.trust() != Trust.LOW) {
            smaller("is trusted now, and was not");
        }
        if (after.restore().compareTo(before.restore()) < 0) {
            smaller("originals appear "
                    + (after.restore() == Restore.PAGE ? "in its page now" : "in the extension now")
                    + ", and did not");
        }
        if (before.transport() == Transport.INTERCEPT && after.transport() == Transport.PAGE) {
            smaller("is left to the extension now: the proxy no longer reads what goes there");
        }
        List<String> own = without(after.ownFields(), before.ownFields());
        if (!own.isEmpty()) {
            smaller("identifiers in " + String.join(", ", own) + " are left alone now");
        }
        tenant(before.tenant(), after.tenant());
        requests(before, after);
        List<String> fields = without(differing(before, after), List.of("hosts", "requests"));
        if (!fields.isEmpty()) {
            changes.add(Change.other(name + ": changed " + String.join(", ", fields)));
        }
    }

    private void tenant(@Nullable Tenant before, @Nullable Tenant after) {
        if (before == null) {
            return;
        }
        if (after == null
                || !after.headers().keySet().containsAll(before.headers().keySet())) {
            smaller("is no longer told whose accounts may be used");
        } else if (!without(before.bypass(), after.bypass()).isEmpty()) {
            smaller("some addresses that need no account are no longer refused");
        }
    }

    private void requests(SiteDescriptor before, SiteDescriptor after) {
        Map<String, Request> now = ContentDiff.by(after.requests(), Request::name);
        for (Request request : before.requests()) {
            Request other = now.get(request.name());
            if (other == null) {
                smaller("request '" + request.name() + "' is no longer described");
            } else {
                compare(request, other);
            }
        }
        Map<String, Request> then = ContentDiff.by(before.requests(), Request::name);
        after.requests().stream()
                .filter(request -> !then.containsKey(request.name()))
                .forEach(request ->
                        changes.add(Change.other(name + ": request '" + request.name() + "' is described now")));
    }

    private void compare(Request before, Request after) {
        String request = "request '" + before.name() + "': ";
        List<String> text = without(before.text(), after.text());
        if (!text.isEmpty() || (before.text().isEmpty() && !after.text().isEmpty())) {
            smaller(request + "text is no longer looked for "
                    + (text.isEmpty() ? "in every string" : "at " + String.join(", ", text)));
        }
        List<String> methods = without(before.methods(), after.methods());
        if (!methods.isEmpty()) {
            smaller(request + "no longer for " + String.join(", ", methods));
        }
        List<String> strip = without(before.strip(), after.strip());
        if (!strip.isEmpty()) {
            smaller(request + String.join(", ", strip) + " is no longer taken out");
        }
        if (before.reply() != null && after.reply() == null) {
            smaller(request + "is sent now, and was answered here");
        }
        List<String> fields = differing(before, after);
        if (!fields.isEmpty()) {
            changes.add(Change.other(name + ": " + request + "changed " + String.join(", ", fields)));
        }
    }

    /** Plays the samples of the descriptor before against the one after. */
    private void replay(Goldens before, Goldens after) {
        after.strangers().forEach(this::noLonger);
        for (int i = 0; i < before.requests().size(); i++) {
            GoldenRequest then = before.requests().get(i);
            GoldenRequest now = after.requests().get(i);
            if (then.rule() != null && now.rule() == null) {
                smaller("request '" + then.name() + "' is no longer described: its address changed");
            }
            now.failures().forEach(this::noLonger);
        }
    }

    private void noLonger(Failure failure) {
        smaller("what showed that it was right no longer holds: " + failure);
    }
}
