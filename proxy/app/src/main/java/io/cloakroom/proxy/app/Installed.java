package io.cloakroom.proxy.app;

import io.cloakroom.proxy.engine.ProxyServer;
import io.cloakroom.proxy.engine.tls.CertificateAuthority;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.Installation;
import io.cloakroom.rules.store.Store;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the backend learns of the rest of the program.
 *
 * @param proxy asked only once the backend serves, when the proxy listens
 * @param content the one in use
 * @param policy which one is active
 */
record Installed(
        CertificateAuthority authority,
        Supplier<ProxyServer> proxy,
        SiteCatalogue catalogue,
        Store store,
        Content content,
        Supplier<Health> policy,
        String runId)
        implements Installation {

    @Override
    public String caPem() {
        return authority.exportPem();
    }

    @Override
    public String caFingerprint() {
        return authority.fingerprint();
    }

    @Override
    public String proxyAddress() {
        return proxy.get().address().getHostString() + ":"
                + proxy.get().address().getPort();
    }

    @Override
    public List<String> proxiedHosts() {
        return catalogue.hosts();
    }

    @Override
    public List<Health> health() {
        List<Health> health = new ArrayList<>(store.health());
        health.add(policy.get());
        health.add(new Health("content", true, content.name() + " is in use"));
        boolean stopping = proxy.get().traffic().isStopping();
        health.add(new Health("proxy", !stopping, stopping ? "stopping: running answers may finish" : "ok"));
        return health;
    }
}
