package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.policy.Recipients;
import io.cloakroom.rules.engine.recognize.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which site a host belongs to. Immutable; a look-up is cheap enough for an event loop. */
public final class SiteCatalogue {

    private static final String INDEX = "sites/index.txt";
    private static final String SERVICES = "catalogue/services.yaml";

    private final List<Site> sites;
    private final HostMap<Site> hosts = new HostMap<>();

    private SiteCatalogue(List<Site> sites) {
        this.sites = List.copyOf(sites);
        Set<String> ids = new HashSet<>();
        for (Site site : sites) {
            Checks.require(
                    ids.add(site.id()),
                    "two sites have the id '" + site.id() + "'; give one of them another, or another name in "
                            + SERVICES);
            for (SiteDescriptor.Host host : site.descriptor().hosts()) {
                String pattern = host.pattern();
                Site other = hosts.put(pattern, site);
                Checks.require(
                        other == null,
                        "host " + pattern + " is in site '" + site.id()
                                + "' and described before; a host has one site");
            }
        }
    }

    private record Services(List<AiService> services) {}

    /** The services that come with Cloakroom without a descriptor, in the order of their file. */
    public static List<AiService> services() {
        return services(Content.SHIPPED);
    }

    /** The services of a content that have no descriptor, in the order of their file. */
    public static List<AiService> services(Content content) {
        return usable(content, () -> readServices(content));
    }

    /** The sites that come with Cloakroom: those described, then those whose hosts alone are known. */
    public static SiteCatalogue shipped() {
        return shipped(Map.of());
    }

    /** As {@link #of(Content, Map)}, of what comes with Cloakroom. */
    public static SiteCatalogue shipped(Map<String, Tenant.Required> tenants) {
        return of(Content.SHIPPED, tenants);
    }

    /**
     * The sites of a content, let to accounts of these organisations only; without those that are only for signing in and of whose vendor
     * nothing is required.
     *
     * @param tenants vendor → organisations
     * @throws IllegalArgumentException when nobody can be told so; the message says what to write
     * @throws IllegalStateException when this version of the program cannot read the content
     */
    public static SiteCatalogue of(Content content, Map<String, Tenant.Required> tenants) {
        return of(usable(content, () -> sites(content))).requiring(tenants);
    }

    /**
     * All sites of a content: those described, then those whose hosts alone are known, those for signing in too.
     *
     * @throws InvalidYamlException when one is no descriptor, or the catalogue is none
     */
    public static List<Site> sites(Content content) throws InvalidYamlException {
        return sites(descriptors(content), content);
    }

    private static Map<String, String> descriptors(Content content) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String id : content.text(INDEX).lines().toList()) {
            String file = "sites/" + id + ".yaml";
            files.put(file, content.text(file));
        }
        return files;
    }

    private static List<Site> sites(Map<String, String> descriptors, Content content) throws InvalidYamlException {
        List<Site> sites = new ArrayList<>();
        for (Map.Entry<String, String> descriptor : descriptors.entrySet()) {
            sites.add(read(descriptor.getKey(), descriptor.getValue()));
        }
        readServices(content).forEach(service -> sites.add(service.site()));
        return List.copyOf(sites);
    }

    private static List<AiService> readServices(Content content) throws InvalidYamlException {
        return List.copyOf(StrictYaml.read(SERVICES, content.text(SERVICES), Services.class)
                .services());
    }

    private interface Reading<T> {
        List<T> read() throws InvalidYamlException;
    }

    private static <T> List<T> usable(Content content, Reading<T> reading) {
        try {
            return reading.read();
        } catch (InvalidYamlException e) {
            throw new IllegalStateException(content.name() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when two sites have the same id, or claim the same host */
    public static SiteCatalogue of(List<Site> sites) {
        return new SiteCatalogue(sites);
    }

    /**
     * Reads one descriptor.
     *
     * @param source name of the file, for messages
     * @throws InvalidYamlException when it is not a descriptor; the message names file and line and says what to write instead
     */
    public static Site read(String source, String yaml) throws InvalidYamlException {
        SiteDescriptor descriptor = StrictYaml.read(source, yaml, SiteDescriptor.class);
        try {
            return Site.of(descriptor);
        } catch (IllegalArgumentException e) {
            throw new InvalidYamlException(source, 1, String.valueOf(e.getMessage()), "mend the descriptor");
        }
    }

    /** What is wrong with the descriptors that come with Cloakroom. */
    public static List<Problem> lint() {
        return lint(descriptors(Content.SHIPPED));
    }

    /**
     * What is wrong with descriptors, beside those of Cloakroom's own that they do not replace.
     *
     * @param files descriptors by the names of their files
     */
    public static List<Problem> lint(Map<String, String> files) {
        Set<String> names = files.keySet().stream().map(SiteCatalogue::name).collect(Collectors.toSet());
        Map<String, String> kept = descriptors(Content.SHIPPED);
        kept.keySet().removeIf(file -> names.contains(name(file)));
        List<Site> others = usable(Content.SHIPPED, () -> sites(kept, Content.SHIPPED));
        return SiteLint.of(files, others);
    }

    private static String name(String file) {
        return String.valueOf(Path.of(file).getFileName());
    }

    /**
     * The same sites with originals appearing where an installation wants them.
     *
     * @param places id of the site → where its originals appear
     * @throws IllegalArgumentException when no site has such an id; the message names those there are
     */
    public SiteCatalogue restoring(Map<String, SiteDescriptor.Restore> places) {
        requireSites(places.keySet());
        return of(sites.stream()
                .map(site -> places.containsKey(site.id()) ? site.restoring(places.get(site.id())) : site)
                .toList());
    }

    /**
     * The same sites reached as an installation wants it.
     *
     * @param ways id of the site → how
     * @throws IllegalArgumentException when no site has such an id; the message names those there are
     */
    public SiteCatalogue reached(Map<String, SiteDescriptor.Transport> ways) {
        requireSites(ways.keySet());
        return of(sites.stream()
                .map(site -> ways.containsKey(site.id()) ? site.reached(ways.get(site.id())) : site)
                .toList());
    }

    private void requireSites(Set<String> wanted) {
        List<String> ids = sites.stream().map(Site::id).toList();
        wanted.forEach(id -> Checks.require(
                ids.contains(id), "sites." + id + ": no such site; the sites are " + String.join(", ", ids)));
    }

    private SiteCatalogue requiring(Map<String, Tenant.Required> tenants) {
        Map<String, Boolean> vendors = new TreeMap<>();
        for (Site site : sites) {
            Tenant tenant = site.descriptor().tenant();
            if (tenant != null) {
                vendors.merge(tenant.vendor(), tenant.needsContext(), Boolean::logicalOr);
            }
        }
        tenants.forEach((vendor, required) -> {
            Boolean context = vendors.get(vendor);
            Checks.require(
                    context != null,
                    "tenants." + vendor + ": no such vendor; those that can be told are "
                            + String.join(", ", vendors.keySet()));
            Checks.require(
                    !Boolean.TRUE.equals(context) || required.context() != null,
                    "tenants." + vendor + " needs context: the id of the directory that asks for the restriction");
        });
        return of(sites.stream()
                .map(site -> requiring(site, tenants))
                .filter(site -> !site.onlyLogin() || !site.tenantHeaders().isEmpty())
                .toList());
    }

    private static Site requiring(Site site, Map<String, Tenant.Required> tenants) {
        Tenant tenant = site.descriptor().tenant();
        Tenant.Required required = tenant == null ? null : tenants.get(tenant.vendor());
        return required == null ? site : site.requiring(required);
    }

    public List<Site> sites() {
        return sites;
    }

    /** All host patterns but those of this machine, sorted. */
    public List<String> hosts() {
        return sites.stream()
                .flatMap(site -> site.descriptor().hosts().stream())
                .map(SiteDescriptor.Host::pattern)
                .filter(pattern -> !pattern.equals(HostMap.THIS_MACHINE))
                .distinct()
                .sorted()
                .toList();
    }

    /** The site of a host, null when no site describes it; see {@link HostMap} for which pattern wins. */
    public @Nullable Site site(String host) {
        return hosts.get(host);
    }

    /** Whom policies can name. */
    public Recipients recipients() {
        Stream<Recipient> all = sites.stream()
                .flatMap(site -> site.descriptor().hosts().stream().map(host -> site.recipient(host.pattern(), "")));
        Stream<String> kinds = Arrays.stream(SiteDescriptor.Kind.values()).map(SiteDescriptor.Kind::word);
        return Recipients.of(all.toList(), kinds.toList());
    }

    /** Whether a host pattern of a descriptor fits a host. */
    public static boolean fits(String pattern, String host) {
        HostMap<Boolean> map = new HostMap<>();
        map.put(pattern, true);
        return map.get(host) != null;
    }

    /**
     * Host patterns by the operator who runs them, sorted: what the certificates of each operator are constrained to. A pattern with
     * {@code *} within a label is widened to all names around it, since constraints know no other.
     */
    public Map<String, List<String>> hostsByOperator() {
        Map<String, List<String>> byOperator = new TreeMap<>();
        for (Site site : sites) {
            for (SiteDescriptor.Host host : site.descriptor().hosts()) {
                String operator = host.operator() == null ? site.descriptor().operator() : host.operator();
                if (!host.pattern().equals(HostMap.THIS_MACHINE)) {
                    byOperator.computeIfAbsent(operator, o -> new ArrayList<>()).add(HostMap.widened(host.pattern()));
                }
            }
        }
        byOperator.replaceAll(
                (operator, hosts) -> hosts.stream().distinct().sorted().toList());
        return byOperator;
    }
}
