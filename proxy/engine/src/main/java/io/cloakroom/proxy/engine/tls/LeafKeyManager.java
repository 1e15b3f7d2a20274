package io.cloakroom.proxy.engine.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Lets one TLS context serve every intercepted host: the alias is the host of the CONNECT, which the engine was made for. */
final class LeafKeyManager extends X509ExtendedKeyManager {

    private final Function<String, @Nullable List<X509Certificate>> chains;
    private final PrivateKey key;

    LeafKeyManager(Function<String, @Nullable List<X509Certificate>> chains, PrivateKey key) {
        this.chains = chains;
        this.key = key;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        String host = engine.getPeerHost();
        return keyType.startsWith("EC") && host != null && chains.apply(host) != null ? host : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        List<X509Certificate> chain = chains.apply(alias);
        return chain == null ? null : chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
