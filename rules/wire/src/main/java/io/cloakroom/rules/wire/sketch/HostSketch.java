package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Host;
import io.cloakroom.rules.wire.site.SiteDescriptor.Kind;
import io.cloakroom.rules.wire.site.SiteDescriptor.Request;
import io.cloakroom.rules.wire.site.SiteDescriptor.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which of the recorded hosts are the site's own.
 *
 * @param hosts for the descriptor, that of the prompts first
 * @param strangers hosts that got nothing but what many pages send, or belong to somebody else
 */
record HostSketch(List<Host> hosts, List<String> strangers) {

    private static final Pattern REGION = Pattern.compile(
            "\\b(us|eu|ap|ca|sa|me|af|il|europe|asia|australia|northamerica|southamerica)-[a-z]+-?[0-9]+\\b");

    /** What was seen of a host: kinds of requests, whether it answers prompts piece by piece, whether it holds a WebSocket. */
    private record Seen(Set<Kind> kinds, boolean streams, boolean socket) {

        static Seen of(List<Request> requests) {
            return new Seen(
                    requests.stream().map(Request::kind).collect(Collectors.toSet()),
                    requests.stream().anyMatch(request -> request.kind() == Kind.PROMPT && request.stream() != null),
                    requests.stream()
                            .anyMatch(request -> request.methods().contains(Site.WS_SEND)
                                    || request.methods().contains(Site.WS_RECV)));
        }

        /** Whether it serves the site, whatever it is called; programs of others get words too, such as titles of pages. */
        boolean serves(boolean named) {
            return streams || socket || kinds.contains(Kind.UPLOAD) || (named && kinds.contains(Kind.PROMPT));
        }

        Role role() {
            if (socket) {
                return Role.WEBSOCKET;
            }
            if (kinds.equals(Set.of(Kind.UPLOAD))) {
                return Role.UPLOAD;
            }
            return kinds.equals(Set.of(Kind.TELEMETRY)) ? Role.TELEMETRY : Role.API;
        }
    }

    /**
     * @param requests what is proposed for the recorded requests
     * @param named hosts that the recording itself names as the service's
     */
    static HostSketch of(List<RequestSketch> requests, List<String> named) {
        Map<String, Seen> seen = seen(requests);
        String main = main(seen);
        Map<String, Host> hosts = new LinkedHashMap<>();
        hosts.put(pattern(main, named), host(pattern(main, named), Role.CHAT));
        List<String> strangers = new ArrayList<>();
        seen.forEach((name, said) -> {
            String pattern = pattern(name, named);
            if (family(name).equals(family(main)) || said.serves(named.contains(pattern))) {
                hosts.putIfAbsent(pattern, host(pattern, said.role()));
            } else if (named.contains(pattern)) {
                hosts.putIfAbsent(pattern, stranger(pattern));
            } else {
                strangers.add(name);
            }
        });
        for (String pattern : named) {
            if (!hosts.containsKey(pattern) && family(pattern).equals(family(main))) {
                hosts.put(pattern, new Host(pattern, Role.API, null, null, "named by the recording", null));
            } else if (!hosts.containsKey(pattern)) {
                strangers.add(pattern);
            }
        }
        return new HostSketch(List.copyOf(hosts.values()), List.copyOf(strangers));
    }

    private static Map<String, Seen> seen(List<RequestSketch> requests) {
        Map<String, List<Request>> byHost = new LinkedHashMap<>();
        for (RequestSketch request : requests) {
            request.exchanges()
                    .forEach(exchange -> byHost.computeIfAbsent(exchange.host(), host -> new ArrayList<>())
                            .add(request.request()));
        }
        Map<String, Seen> seen = new LinkedHashMap<>();
        byHost.forEach((host, received) -> seen.put(host, Seen.of(received)));
        return seen;
    }

    private static Host host(String pattern, Role role) {
        return new Host(pattern, role, null, null, null, null);
    }

    private static Host stranger(String pattern) {
        return new Host(pattern, Role.THIRD_PARTY, family(pattern), SiteSketch.UNKNOWN, "owner not known", null);
    }

    /** The pattern a recording itself names for a host; else its name, with {@code *} for a region of a cloud. */
    private static String pattern(String host, List<String> named) {
        return named.stream()
                .filter(pattern -> SiteCatalogue.fits(pattern, host))
                .findFirst()
                .orElseGet(() -> REGION.matcher(host).replaceAll("*"));
    }

    /** The host of the prompts, that of streams before others. */
    private static String main(Map<String, Seen> seen) {
        return seen.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<String, Seen> host) ->
                                !host.getValue().streams())
                        .thenComparing(host -> !host.getValue().kinds().contains(Kind.PROMPT)))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalArgumentException("nothing was recorded that a site could be told from"));
    }

    /** The last two labels, which mostly belong to one owner. */
    static String family(String host) {
        String[] labels = host.split("\\.");
        return labels.length < 2 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
    }
}
