package io.cloakroom.proxy.app;

import com.github.benmanes.caffeine.cache.Ticker;
import io.cloakroom.extension.backend.BackendConfig;
import io.cloakroom.extension.backend.BackendServer;
import io.cloakroom.extension.backend.BackendServices;
import io.cloakroom.proxy.app.Config.Identities;
import io.cloakroom.proxy.engine.PromptPath;
import io.cloakroom.proxy.engine.ProxyServer;
import io.cloakroom.proxy.engine.ProxySettings;
import io.cloakroom.proxy.engine.guard.Identity;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.proxy.engine.tls.OriginTrust;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview;
import io.cloakroom.rules.engine.TransferRegister;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Policy;
import io.cloakroom.rules.store.Durability;
import io.cloakroom.rules.store.InstalledContent;
import io.cloakroom.rules.store.Store;
import io.cloakroom.rules.wire.Inspector;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running installation: the one place where everything is put together, with plain constructors. */
public final class Cloakroom implements AutoCloseable {

    static final String VERSION = "0.1.0";

    /** The shipped extension's origin; its id follows from the key in its manifest. */
    private static final String SHIPPED_EXTENSION = "chrome-extension://npmgnngoejmidgcebhgckiklbgganjkh";

    private static final Duration PURGE_EVERY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Cloakroom.class);

    private final Config config;
    private final SiteCatalogue catalogue;
    private final Store store;
    private final PolicyReload policy;
    private final ProxyServer proxy;
    private final Installed installation;
    private final BackendServer backend;
    private final ScheduledExecutorService purging;

    private Cloakroom(
            Config config,
            SiteCatalogue catalogue,
            Store store,
            PolicyReload policy,
            ProxyServer proxy,
            Installed installation,
            BackendServer backend,
            ScheduledExecutorService purging) {
        this.config = config;
        this.catalogue = catalogue;
        this.store = store;
        this.policy = policy;
        this.proxy = proxy;
        this.installation = installation;
        this.backend = backend;
        this.purging = purging;
    }

    /**
     * Starts everything; when this returns, proxy and console accept connections.
     *
     * @param base what relative paths in the configuration are relative to
     * @param dataDir where keys, vault and journal are kept; made when missing
     */
    public static Cloakroom start(Config config, Path base, Path dataDir) throws Exception {
        Clock clock = Clock.systemUTC();
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Content content = new InstalledContent(dataDir)
                .open(config.content().keys(base), config.content().atLeast());
        Started<Analyzer> analyzer = Started.beside(() -> Engine.analyzer(content, Engine.ownRules(dataDir)));
        try (Started<Store> opening = Started.beside(() -> Store.open(storeSettings(config, dataDir, clock)))) {
            SiteCatalogue catalogue = catalogue(config, content);
            PolicyReload policy = new PolicyReload(config.policy(), base, catalogue.recipients());
            Store store = opening.get();
            // After the store, whose lock keeps another process out of the directory.
            CertificateAuthority authority = CertificateAuthority.open(dataDir, catalogue.hostsByOperator(), clock);
            Inspector inspector = new Inspector(analyzer.get(), policy::active, store.vault());
            String runId = UUID.randomUUID().toString();
            Confirmations confirmations = new Confirmations(Ticker.systemTicker());
            PromptPath path = new PromptPath(
                    catalogue,
                    inspector,
                    policy::active,
                    store.vault(),
                    new CountedJournal(store.journal(), meters),
                    new Watch(meters),
                    confirmations,
                    clock);
            try (Started<ProxyServer> listening =
                    Started.beside(() -> ProxyServer.start(settings(config, base, dataDir, runId), authority, path))) {
                Installed installation =
                        new Installed(authority, listening::now, catalogue, store, content, policy::health, runId);
                BackendServer backend = backend(
                        config, installation, preview(catalogue, inspector), store, catalogue, confirmations, meters);
                ProxyServer proxy = listening.get();
                Gauges.bind(meters, proxy);
                backend.start();
                listening.keep();
                opening.keep();
                return new Cloakroom(config, catalogue, store, policy, proxy, installation, backend, purging(store));
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

    private static ProxySettings settings(Config config, Path base, Path dataDir, String runId) {
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
                config.limits().limits(),
                dataDir.resolve("spool"));
    }

    private static Identity identity(Identities identities) {
        return new Identity(
                identities.defaultUser(),
                identities.users().stream()
                        .collect(Collectors.toMap(
                                Config.User::name,
                                user -> new Identity.Account(user.passwordBcrypt(), Set.copyOf(user.groups())))));
    }

    /** @throws IllegalArgumentException when the configuration names a site or a vendor that the content does not have */
    static SiteCatalogue catalogue(Config config, Content content) {
        SiteCatalogue described = SiteCatalogue.of(content, config.tenants());
        Map<String, Restore> places = new HashMap<>();
        Map<String, Transport> ways = new HashMap<>();
        config.sites().forEach((id, settings) -> {
            boolean signed = described.sites().stream()
                    .anyMatch(site -> site.id().equals(id) && site.descriptor().signed());
            if (settings.places()) {
                places.put(id, settings.place(signed));
            }
            if (settings.transport() != null) {
                ways.put(id, settings.transport());
            }
        });
        return described.restoring(places).reached(ways);
    }

    /** Deletes originals whose time is over, at once and then from time to time. A failure shows in the vault's health, not here. */
    private static ScheduledExecutorService purging(Store store) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("purge").factory());
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        store.vault().purgeExpired();
                    } catch (RuntimeException e) {
                        LOG.warn("expired originals could not be deleted yet: {}", e.getMessage());
                    }
                },
                0,
                PURGE_EVERY.toMinutes(),
                TimeUnit.MINUTES);
        return timer;
    }

    private static BackendServer backend(
            Config config,
            Installation installation,
            PromptPreview preview,
            Store store,
            SiteCatalogue catalogue,
            Confirmations confirmations,
            PrometheusMeterRegistry meters) {
        Set<String> origins = new HashSet<>(config.extension().origins());
        origins.add(SHIPPED_EXTENSION);
        Person owner = Person.of(config.identity().defaultUser());
        return new BackendServer(
                new BackendConfig(config.console().bind(), config.console().port(), Set.of(), origins, VERSION),
                new BackendServices(
                        installation,
                        preview,
                        new Readable(catalogue, store.vault()),
                        store.transfers(),
                        address -> owner,
                        confirmations,
                        meters));
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

    /** Makes another policy the active one, for requests from now on. */
    public void activate(Policy other) {
        policy.use(other);
    }

    /** How another policy is taken into use from a file. */
    PolicyReload reload() {
        return policy;
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
            purging.close();
        }
    }
}
