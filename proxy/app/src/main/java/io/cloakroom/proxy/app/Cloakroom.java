package io.cloakroom.proxy.app;

import io.cloakroom.extension.backend.BackendConfig;
import io.cloakroom.extension.backend.BackendServer;
import io.cloakroom.extension.backend.BackendServices;
import io.cloakroom.proxy.app.Config.Identities;
import io.cloakroom.proxy.engine.PromptPath;
import io.cloakroom.proxy.engine.ProxyServer;
import io.cloakroom.proxy.engine.ProxySettings;
import io.cloakroom.proxy.engine.SiteRequest;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.engine.tls.OriginTrust;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview;
import io.cloakroom.rules.engine.TransferRegister;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.Policy;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.store.Durability;
import io.cloakroom.rules.store.Store;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running installation: the one place where everything is put together, with plain constructors. */
public final class Cloakroom implements AutoCloseable {

    static final String VERSION = "0.1.0";

    /** The shipped extension's origin; its id follows from the key in its manifest. */
    private static final String SHIPPED_EXTENSION = "chrome-extension://npmgnngoejmidgcebhgckiklbgganjkh";

    private static final Pattern WORD = Pattern.compile("|v[0-9]{1,2}|[a-z]{1,20}([_-][a-z]{1,20}){0,3}");

    private static final Logger LOG = LoggerFactory.getLogger(Cloakroom.class);

    private final Config config;
    private final SiteCatalogue catalogue;
    private final Store store;
    private final AtomicReference<PolicyEngine> policy;
    private final PolicyReload reload;
    private final ProxyServer proxy;
    private final Installed installation;
    private final BackendServer backend;

    private Cloakroom(
            Config config,
            SiteCatalogue catalogue,
            Store store,
            AtomicReference<PolicyEngine> policy,
            PolicyReload reload,
            ProxyServer proxy,
            Installed installation,
            BackendServer backend) {
        this.config = config;
        this.catalogue = catalogue;
        this.store = store;
        this.policy = policy;
        this.reload = reload;
        this.proxy = proxy;
        this.installation = installation;
        this.backend = backend;
    }

    /**
     * Starts everything; when this returns, proxy and console accept connections.
     *
     * @param base what relative paths in the configuration are relative to
     * @param dataDir where keys, vault and journal are kept; made when missing
     */
    public static Cloakroom start(Config config, Path base, Path dataDir) throws Exception {
        Clock clock = Clock.systemUTC();
        AtomicReference<PolicyEngine> policy =
                new AtomicReference<>(new PolicyEngine(Policies.load(config.policy(), base)));
        PolicyReload reload = new PolicyReload(policy, base);
        Started<Analyzer> analyzer = Started.beside(Engine::analyzer);
        try (Started<Store> opening = Started.beside(() -> Store.open(storeSettings(config, dataDir, clock)))) {
            SiteCatalogue catalogue = SiteCatalogue.shipped();
            Store store = opening.get();
            // After the store, whose lock keeps another process out of the directory.
            CertificateAuthority authority = CertificateAuthority.open(dataDir, catalogue.hostsByOperator(), clock);
            Inspector inspector = new Inspector(analyzer.get(), policy::get, store.vault());
            String runId = UUID.randomUUID().toString();
            PromptPath path = new PromptPath(
                    catalogue, inspector, policy::get, store.vault(), store.journal(), Cloakroom::drifted, clock);
            try (Started<ProxyServer> listening =
                    Started.beside(() -> ProxyServer.start(settings(config, base, runId), authority, path))) {
                Installed installation =
                        new Installed(authority, listening::now, catalogue, store, reload::health, runId);
                BackendServer backend = backend(config, installation, preview(catalogue, inspector), store);
                ProxyServer proxy = listening.get();
                backend.start();
                listening.keep();
                opening.keep();
                return new Cloakroom(config, catalogue, store, policy, reload, proxy, installation, backend);
            }
        }
    }

    private static Store.Settings storeSettings(Config config, Path dataDir, Clock clock) {
        return new Store.Settings(
                dataDir,
                null,
                Durability.valueOf(config.journal().durability().name()),
                Duration.ofDays(config.vault().retentionDays()),
                clock);
    }

    private static ProxySettings settings(Config config, Path base, String runId) {
        Config.Upstream upstream = config.upstream();
        OriginTrust trust = new OriginTrust(
                upstream.trust().stream().map(base::resolve).toList(),
                OriginTrust.Mode.valueOf(upstream.revocation().name()),
                upstream.crls().stream().map(base::resolve).toList());
        return new ProxySettings(
                new InetSocketAddress(config.proxy().bind(), config.proxy().port()),
                identity(config.identity()),
                upstream.hosts(),
                trust,
                upstream.uncovered() == Config.Uncovered.TUNNEL,
                Set.of(80, 443),
                runId,
                config.limits().limits());
    }

    private static Identity identity(Identities identities) {
        return new Identity(
                identities.defaultUser(),
                identities.users().stream()
                        .collect(Collectors.toMap(
                                Config.User::name,
                                user -> new Identity.Account(user.passwordBcrypt(), Set.copyOf(user.groups())))));
    }

    private static BackendServer backend(Config config, Installation installation, PromptPreview preview, Store store) {
        Set<String> origins = new HashSet<>(config.extension().origins());
        origins.add(SHIPPED_EXTENSION);
        Person owner = Person.of(config.identity().defaultUser());
        return new BackendServer(
                new BackendConfig(config.console().bind(), config.console().port(), Set.of(), origins, VERSION),
                new BackendServices(
                        installation,
                        preview,
                        store.vault(),
                        store.transfers(),
                        address -> owner,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
    }

    private static PromptPreview preview(SiteCatalogue catalogue, Inspector inspector) {
        Map<String, Site> byId = catalogue.sites().stream().collect(Collectors.toMap(Site::id, site -> site));
        return (person, id, text) -> {
            Site site = byId.get(id);
            if (site == null) {
                throw new IllegalArgumentException(
                        "unknown site '" + id + "'; known: " + String.join(", ", byId.keySet()));
            }
            String host = site.descriptor().hosts().getFirst().pattern();
            return inspector.preview(person, site.recipient(host, "prompt"), text);
        };
    }

    /** The drift alarm: a person who keeps the descriptors should look. Names what is a path's form, never what may be content. */
    private static void drifted(SiteRequest asked) {
        LOG.warn(
                "drift: {} {}{} is not as the descriptor of {} says; it was inspected as a whole",
                asked.request().method(),
                asked.request().host(),
                form(asked.request().target()),
                asked.site().id());
    }

    /** {@code /api/v0/chat/…}: words stay, and whatever may be an id, a name or an address goes. */
    private static String form(String target) {
        return Arrays.stream(target.replaceFirst("\\?.*", "").split("/", -1))
                .map(segment -> WORD.matcher(segment).matches() ? segment : "…")
                .collect(Collectors.joining("/"));
    }

    /** Makes another policy the active one, for requests from now on. */
    public void activate(Policy other) {
        policy.set(new PolicyEngine(other));
    }

    /** How another policy is taken into use from a file. */
    PolicyReload reload() {
        return reload;
    }

    public Config config() {
        return config;
    }

    public SiteCatalogue catalogue() {
        return catalogue;
    }

    public Vault vault() {
        return store.vault();
    }

    public TransferRegister transfers() {
        return store.transfers();
    }

    public Installation installation() {
        return installation;
    }

    public int proxyPort() {
        return proxy.address().getPort();
    }

    /** {@code http://127.0.0.1:8181}. */
    public String consoleUrl() {
        return "http://" + config.console().bind() + ":" + backend.port();
    }

    /** Stops accepting, lets running answers finish for a while, then closes what is kept. */
    @Override
    public void close() {
        // The backend stays until the last answer is through, to say that this is stopping.
        try (store;
                backend) {
            proxy.close();
        }
    }
}
