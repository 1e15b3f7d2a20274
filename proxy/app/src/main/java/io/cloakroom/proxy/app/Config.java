package io.cloakroom.proxy.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import io.cloakroom.rules.wire.site.SiteDescriptor.Trust;
import io.cloakroom.rules.wire.site.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that {@code cloakroom.yaml} can say; what it leaves out takes the defaults that stand here. The JSON Schema for editors is
 * {@code cloakroom.schema.json} beside this class's resources.
 *
 * @param policy a shipped preset's name or the path of a policy file, relative to the configuration file
 * @param sites id of a site descriptor → what this installation thinks of the site
 * @param tenants vendor → the organisations whose accounts may be used there
 * @param content whose content bundles may be used
 */
public record Config(
        Listener proxy,
        Listener console,
        Identities identity,
        Upstream upstream,
        String policy,
        JournalSettings journal,
        VaultSettings vault,
        ExtensionSettings extension,
        NetworkLimits limits,
        Map<String, SiteSettings> sites,
        Map<String, Tenant.Required> tenants,
        ContentSettings content) {

    public Config {
        proxy = proxy == null ? new Listener("127.0.0.1", 8180) : proxy.orPort(8180);
        console = console == null ? new Listener("127.0.0.1", 8181) : console.orPort(8181);
        identity = identity == null ? new Identities("local", List.of()) : identity;
        upstream = upstream == null ? Upstream.standard() : upstream;
        policy = policy == null ? "default" : policy;
        journal = journal == null ? new JournalSettings(Durability.DISK) : journal;
        vault = vault == null ? new VaultSettings(30) : vault;
        extension = extension == null ? new ExtensionSettings(List.of()) : extension;
        limits = limits == null ? NetworkLimits.standard() : limits;
        sites = sites == null ? Map.of() : sites;
        sites.forEach(
                (id, site) -> require(site != null, "sites." + id + ": write trust, restore or transport below it"));
        sites = Map.copyOf(sites);
        tenants = tenants == null ? Map.of() : tenants;
        tenants.forEach((vendor, tenant) -> require(tenant != null, "tenants." + vendor + ": write allowed below it"));
        tenants = Map.copyOf(tenants);
        content = content == null ? ContentSettings.standard() : content;
    }

    /** What an empty file says. */
    public static Config defaults() {
        return new Config(
                new Listener("127.0.0.1", 8180),
                new Listener("127.0.0.1", 8181),
                new Identities("local", List.of()),
                Upstream.standard(),
                "default",
                new JournalSettings(Durability.DISK),
                new VaultSettings(30),
                new ExtensionSettings(List.of()),
                NetworkLimits.standard(),
                Map.of(),
                Map.of(),
                ContentSettings.standard());
    }

    static Config read(Path file) throws IOException, InvalidYamlException {
        if (!Files.isReadable(file)) {
            throw new InvalidYamlException(file.toString(), 1, "cannot be read", "name an existing file with --config");
        }
        String text = Files.readString(file);
        return saysNothing(text) ? defaults() : StrictYaml.read(file.toString(), text, Config.class);
    }

    private static boolean saysNothing(String yaml) {
        return yaml.lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
    }

    /** The same with other ports; 0 lets the system choose. */
    public Config withPorts(int proxyPort, int consolePort) {
        return new Config(
                new Listener(proxy.bind(), proxyPort),
                new Listener(console.bind(), consolePort),
                identity,
                upstream,
                policy,
                journal,
                vault,
                extension,
                limits,
                sites,
                tenants,
                content);
    }

    /** The same with other ways upstream. */
    public Config withUpstream(Map<String, String> hosts, List<String> trust) {
        Upstream changed = new Upstream(hosts, trust, upstream.revocation(), upstream.crls(), upstream.uncovered());
        return new Config(
                proxy, console, identity, changed, policy, journal, vault, extension, limits, sites, tenants, content);
    }

    private static <T> List<T> copy(String key, @Nullable List<T> list) {
        require(list == null || list.stream().allMatch(Objects::nonNull), key + ": an entry of the list is empty");
        return list == null ? List.of() : List.copyOf(list);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** @param port 0 lets the system choose */
    public record Listener(String bind, Integer port) {
        public Listener {
            bind = bind == null ? "127.0.0.1" : bind;
            require(port == null || (port >= 0 && port <= 65535), "port is between 0 and 65535");
        }

        Listener orPort(int other) {
            return port == null ? new Listener(bind, other) : this;
        }
    }

    /**
     * @param defaultUser who a person on this machine is when no proxy credentials are asked for
     * @param users when not empty, the proxy asks everybody for credentials
     */
    public record Identities(String defaultUser, List<User> users) {
        public Identities {
            defaultUser = defaultUser == null ? "local" : defaultUser;
            users = copy("identity.users", users);
        }
    }

    /** @param passwordBcrypt bcrypt hash of the proxy password, {@code $2b$…} */
    public record User(String name, String passwordBcrypt, List<String> groups) {
        public User {
            require(name != null && !name.isBlank(), "every user needs a name");
            require(
                    passwordBcrypt != null && passwordBcrypt.startsWith("$2"),
                    "user '" + name + "' needs password_bcrypt, as printed by: htpasswd -nbB " + name + " PASSWORD");
            groups = copy("identity.users.groups", groups);
        }
    }

    /**
     * @param hosts {@code host} or {@code host:port} → {@code address:port} to dial instead; the certificate is still checked for the host
     * @param trust PEM files of further certificate authorities to trust upstream
     * @param revocation how much it matters whether a site's certificate was revoked
     * @param crls files or directories with revocation lists, besides those that certificates name
     * @param uncovered what happens to an inspected site for which this installation has no certificate, as before {@code ca import}
     */
    public record Upstream(
            Map<String, String> hosts,
            List<String> trust,
            Revocation revocation,
            List<String> crls,
            Uncovered uncovered) {
        public Upstream {
            hosts = hosts == null ? Map.of() : hosts;
            trust = copy("upstream.trust", trust);
            revocation = revocation == null ? Revocation.SOFT : revocation;
            crls = copy("upstream.crls", crls);
            uncovered = uncovered == null ? Uncovered.BLOCK : uncovered;
            hosts.forEach((host, address) -> require(
                    address != null && address.matches("(\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-fA-F:]+\\]):\\d+"),
                    "upstream.hosts." + host + ": write an address and a port, 192.0.2.7:443, not '" + address + "'"));
            hosts = Map.copyOf(hosts);
        }

        static Upstream standard() {
            return new Upstream(Map.of(), List.of(), Revocation.SOFT, List.of(), Uncovered.BLOCK);
        }
    }

    /** What is done about revocation: nothing, refuse what is known to be revoked, or refuse what is not known to be valid. */
    public enum Revocation {
        OFF,
        SOFT,
        HARD;

        /** In YAML 1.1, an unquoted {@code off} is the boolean false. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Revocation of(Object value) {
            String name = Boolean.FALSE.equals(value) ? "off" : String.valueOf(value);
            return Arrays.stream(values())
                    .filter(known -> known.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "upstream.revocation: '" + name + "' is none of off, soft, hard"));
        }
    }

    /** What happens to a site that should be inspected and cannot be. */
    public enum Uncovered {
        BLOCK,
        TUNNEL
    }

    /** How much a start record survives: a power loss, or only the death of the process. */
    public enum Durability {
        DISK,
        PROCESS
    }

    public record JournalSettings(Durability durability) {
        public JournalSettings {
            durability = durability == null ? Durability.DISK : durability;
        }
    }

    /** @param retentionDays how long originals are kept, 1–3650 */
    public record VaultSettings(Integer retentionDays) {
        public VaultSettings {
            retentionDays = retentionDays == null ? 30 : retentionDays;
            require(retentionDays >= 1 && retentionDays <= 3650, "retention_days is between 1 and 3650");
        }
    }

    /**
     * What an installation thinks of one site, beside what its descriptor says.
     *
     * @param trust how far its operator is trusted with what its page shows
     * @param restore where originals appear; left out, it follows from {@code trust}
     * @param transport how the site is reached
     */
    public record SiteSettings(
            @Nullable Trust trust,
            @Nullable Restore restore,
            @Nullable Transport transport) {
        public SiteSettings {
            require(
                    trust != null || restore != null || transport != null,
                    "a site under sites needs trust, restore or transport");
        }

        /** Whether {@link #place} has something to say. */
        boolean places() {
            return trust != null || restore != null;
        }

        /** Where originals appear. A page that signs its requests would sign them back out, so it never gets them by trust alone. */
        Restore place(boolean signed) {
            if (restore != null) {
                return restore;
            }
            return trust == Trust.LOW || signed ? Restore.EXTENSION : Restore.PAGE;
        }
    }

    /** @param origins further origins the API answers, {@code chrome-extension://…}, beside the shipped extension's */
    public record ExtensionSettings(List<String> origins) {
        public ExtensionSettings {
            origins = copy("extension.origins", origins);
        }
    }
}
