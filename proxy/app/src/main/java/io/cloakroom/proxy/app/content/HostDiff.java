package io.cloakroom.proxy.app.content;

import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Host;
import io.cloakroom.rules.wire.site.SiteDescriptor.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which hosts are opened: a host that no site has any more passes through unread. */
final class HostDiff {

    /** A label that nobody can have written a pattern for. */
    private static final String ANY = UUID.randomUUID().toString();

    private HostDiff() {}

    static List<Change> of(List<Site> before, List<Site> after) {
        SiteCatalogue now = SiteCatalogue.of(after);
        List<Change> changes = new ArrayList<>();
        for (Site site : before) {
            for (Host host : site.descriptor().hosts()) {
                Site other = now.site(example(host.pattern()));
                String name = host.pattern() + " of " + site.descriptor().name();
                if (other == null) {
                    changes.add(
                            Change.smaller("host " + name + " is no longer covered: what goes there passes unread"));
                } else {
                    compare(name, site, other, host, changes);
                }
            }
        }
        SiteCatalogue then = SiteCatalogue.of(before);
        for (Site site : after) {
            for (Host host : site.descriptor().hosts()) {
                if (then.site(example(host.pattern())) == null) {
                    changes.add(Change.other("host " + host.pattern() + " of "
                            + site.descriptor().name() + " is covered now"));
                }
            }
        }
        return changes;
    }

    /** A name that the pattern fits. */
    private static String example(String pattern) {
        return pattern.replace("*", ANY);
    }

    private static void compare(String name, Site site, Site other, Host host, List<Change> changes) {
        Role role = host.role();
        Host now = other.host(example(host.pattern()));
        Role newRole = now == null ? role : now.role();
        if (newRole == Role.LOGIN && role != Role.LOGIN) {
            changes.add(Change.smaller("host " + name + " is only for signing in now: bodies are not read"));
        } else if (newRole == Role.THIRD_PARTY && role != Role.THIRD_PARTY) {
            changes.add(
                    Change.smaller("requests to host " + name + " are no longer described: it is a third party's now"));
        }
        if (site.described() && !other.described()) {
            changes.add(
                    Change.smaller("requests to host " + name + " are no longer described: every string is looked at"));
        } else if (!site.id().equals(other.id())) {
            changes.add(
                    Change.other("host " + name + " is " + other.descriptor().name() + "'s now"));
        }
    }
}
