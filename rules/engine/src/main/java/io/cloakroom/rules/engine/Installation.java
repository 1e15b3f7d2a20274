package io.cloakroom.rules.engine;

import java.util.List;

/** What the rest of the program tells the backend about this installation; implemented where everything is put together. */
public interface Installation {

    /** The installation's root certificate, PEM. */
    String caPem();

    /** SHA-256 of the root certificate, as hex pairs with colons. */
    String caFingerprint();

    /** {@code host:port} that browsers use as their proxy. */
    String proxyAddress();

    /** Host patterns that go through the proxy, {@code chatgpt.com} or {@code *.volces.com}. */
    List<String> proxiedHosts();

    /** Random id of this run. The proxy answers it on {@code /.well-known/cloakroom} of intercepted hosts, and to nobody else. */
    String runId();

    /** Readiness by part; every part must be ready for {@code /readyz} to be green. */
    List<Health> health();

    /** @param detail what is wrong and what to do, or {@code "ok"} */
    record Health(String part, boolean ready, String detail) {}
}
