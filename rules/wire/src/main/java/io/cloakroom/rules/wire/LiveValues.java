package io.cloakroom.rules.wire;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.engine.recognize.KnownValues;
import java.time.Duration;
import java.util.List;

/** What each person's vault holds now, ready to be searched for; built again only when the vault changed. */
final class LiveValues {

    private static final int PEOPLE_AT_ONCE = 10_000;

    private final Vault vault;
    private final Cache<String, Values> people = Caffeine.newBuilder()
            .maximumSize(PEOPLE_AT_ONCE)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    LiveValues(Vault vault) {
        this.vault = vault;
    }

    /**
     * @param built the very list these were built from
     * @param all for text that people write
     * @param specific for everything else that is sent
     */
    record Values(List<Placeholder> built, KnownValues all, KnownValues specific) {

        private static Values of(List<Placeholder> values) {
            KnownValues all = KnownValues.of(values);
            return new Values(values, all, all.specific());
        }
    }

    Values of(String user) {
        List<Placeholder> now = vault.values(user);
        Values known = people.getIfPresent(user);
        // The vault gives the same list as long as nothing changed.
        if (known == null || known.built() != now) {
            known = Values.of(now);
            people.put(user, known);
        }
        return known;
    }
}
