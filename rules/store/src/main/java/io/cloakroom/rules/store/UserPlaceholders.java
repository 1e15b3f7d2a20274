package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault.Placeholder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decrypted placeholders of one user, as held in memory between requests. Thread-safe. */
final class UserPlaceholders {
    private final Map<String, Entry> byToken = new LinkedHashMap<>();
    private final Map<ValueKey, Entry> byValue = new HashMap<>();
    private final Map<EntityType, IssuedNumbers> numbers = new EnumMap<>(EntityType.class);
    private @Nullable Snapshot snapshot;

    /** A placeholder with the epoch millisecond from which it is gone. */
    record Entry(Placeholder placeholder, long expiresAtMillis) {
        boolean isLive(long nowMillis) {
            return nowMillis < expiresAtMillis;
        }
    }

    private record ValueKey(String operator, String scope, EntityType type, String normalized) {
        static ValueKey of(String operator, String scope, EntityType type, String original) {
            return new ValueKey(operator, scope, type, NormalizedValue.of(type, original));
        }

        static ValueKey of(Placeholder p) {
            return of(p.operator(), p.scope(), p.type(), p.original());
        }
    }

    private record Snapshot(List<Placeholder> values, long validUntilMillis) {}

    synchronized void add(Entry entry) {
        byToken.put(entry.placeholder().token(), entry);
        // A rebind can bring two placeholders of one value into one scope: the one that lasts longer is used from then
        // on.
        byValue.merge(
                ValueKey.of(entry.placeholder()),
                entry,
                (old, fresh) -> fresh.expiresAtMillis() > old.expiresAtMillis() ? fresh : old);
        snapshot = null;
    }

    synchronized IssuedNumbers numbers(EntityType type) {
        return numbers.computeIfAbsent(type, unused -> new IssuedNumbers());
    }

    synchronized boolean isIssued(String token) {
        Tokens.Numbered parsed = Tokens.parse(token);
        return parsed != null && numbers(parsed.type()).contains(parsed.number());
    }

    synchronized void issued(Entry entry) {
        Tokens.Numbered parsed = Tokens.parse(entry.placeholder().token());
        if (parsed != null) {
            numbers(parsed.type()).issue(parsed.number());
        }
        add(entry);
    }

    synchronized @Nullable Entry find(String token) {
        return byToken.get(token);
    }

    synchronized @Nullable Placeholder find(Binding binding, EntityType type, String original, long nowMillis) {
        Entry entry = byValue.get(ValueKey.of(binding.operator(), binding.scope(), type, original));
        return entry != null && entry.isLive(nowMillis) ? entry.placeholder() : null;
    }

    /** The same list object until something is issued, rebound or expires. */
    synchronized List<Placeholder> values(long nowMillis) {
        Snapshot current = snapshot;
        if (current == null || nowMillis >= current.validUntilMillis()) {
            List<Placeholder> live = new ArrayList<>(byToken.size());
            long validUntil = Long.MAX_VALUE;
            for (Entry entry : byToken.values()) {
                if (entry.isLive(nowMillis)) {
                    live.add(entry.placeholder());
                    validUntil = Math.min(validUntil, entry.expiresAtMillis());
                }
            }
            current = new Snapshot(List.copyOf(live), validUntil);
            snapshot = current;
        }
        return current.values();
    }

    synchronized void rebind(Binding provisional, String scope) {
        for (Entry entry : List.copyOf(byToken.values())) {
            Placeholder old = entry.placeholder();
            if (old.operator().equals(provisional.operator()) && old.scope().equals(provisional.scope())) {
                byValue.remove(ValueKey.of(old));
                add(new Entry(
                        new Placeholder(
                                old.token(), old.type(), old.original(), old.operator(), scope, old.issuedAtMillis()),
                        entry.expiresAtMillis()));
            }
        }
    }

    synchronized int size() {
        return byToken.size();
    }
}
