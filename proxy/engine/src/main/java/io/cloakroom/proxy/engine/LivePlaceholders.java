package io.cloakroom.proxy.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.Vault.Originals;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.engine.restore.Asked;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What answers may restore, ready to be matched; arranged again only when the person's vault changed. */
final class LivePlaceholders {

    private static final int AT_ONCE = 10_000;
    private static final KnownPlaceholders.Index NOTHING = KnownPlaceholders.Index.of(List.of());

    private final Vault vault;
    private final Cache<Owner, Arranged> arranged = Caffeine.newBuilder()
            .maximumSize(AT_ONCE)
            .expireAfterAccess(Duration.ofMinutes(10))
            .executor(Runnable::run)
            .build();

    LivePlaceholders(Vault vault) {
        this.vault = vault;
    }

    private record Owner(String user, String operator) {}

    /**
     * @param built the very list this was built from
     * @param scopes of the tokens
     */
    private record Arranged(List<Placeholder> built, KnownPlaceholders.Index index, Map<String, String> scopes) {

        static Arranged of(List<Placeholder> values, String operator) {
            Map<String, String> scopes = new HashMap<>();
            for (Placeholder value : values) {
                if (value.operator().equals(operator)) {
                    scopes.put(value.token(), value.scope());
                }
            }
            return new Arranged(values, KnownPlaceholders.Index.of(scopes.keySet()), Map.copyOf(scopes));
        }
    }

    /**
     * What one answer may restore, settled now.
     *
     * @param standing placeholders that stand in the request because of its inspection
     * @param inPage whether originals may be shown in the page; otherwise nothing is restored, and what is asked for is noted all the same
     */
    KnownPlaceholders of(Binding binding, Set<String> standing, boolean inPage) {
        Owner owner = new Owner(binding.user(), binding.operator());
        List<Placeholder> now = vault.values(binding.user());
        Arranged known = arranged.getIfPresent(owner);
        // The vault gives the same list as long as nothing changed.
        if (known == null || known.built != now) {
            known = Arranged.of(now, binding.operator());
            arranged.put(owner, known);
        }
        Asked mayAsk = mayAsk(binding, standing, known.scopes);
        return inPage
                ? KnownPlaceholders.of(known.index, vault.originals(binding.user(), binding.operator()), mayAsk)
                : KnownPlaceholders.of(NOTHING, Originals.NONE, mayAsk);
    }

    /** A conversation was given what was issued in it; a request that belongs to none, what it holds itself. */
    private static Asked mayAsk(Binding binding, Set<String> standing, Map<String, String> scopes) {
        return binding.scope().equals(SiteRequest.WHOLE_USER)
                ? new Asked(standing::contains, Asked.ELSEWHERE)
                : new Asked(token -> binding.scope().equals(scopes.get(token)), Asked.IN_CONVERSATION);
    }
}
