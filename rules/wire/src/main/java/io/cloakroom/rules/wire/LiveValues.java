package io.cloakroom.rules.wire;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.engine.recognize.KnownValues;
import java.time.Duration;
import java.util.List;

/** What each person's vault holds now, ready to be searched for. */
final class LiveValues {

    private static final int PEOPLE_AT_ONCE = 10_000;

    private final Vault vault;
    private final Cache<String, Values> people = Caffeine.newBuilder()
            .maximumSize(PEOPLE_AT_ONCE)
            .expireAfterAccess(Duration.ofMinutes(10))
            .executor(Runnable::run)
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

        private static Values of(List<Placeholder> built, KnownValues all) {
            return new Values(built, all, all.specific());
        }

        Values with(List<Placeholder> now) {
            int known = built.size();
            boolean grown = now.size() > known;
            for (int i = 0; grown && i < known; i++) {
                // A token never stands for anything else.
                grown = now.get(i).token().equals(built.get(i).token());
            }
            return of(now, grown ? all.with(now.subList(known, now.size())) : KnownValues.of(now));
        }
    }

    Values of(String user) {
        List<Placeholder> now = vault.values(user);
        Values known = people.getIfPresent(user);
        if (known == null) {
            known = Values.of(now, KnownValues.of(now));
            people.put(user, known);
        } else if (known.built() != now) {
            // The vault gives the same list as long as nothing changed.
            known = known.with(now);
            people.put(user, known);
        }
        return known;
    }
}
