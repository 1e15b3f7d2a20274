package io.cloakroom.proxy.app.replay;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A vault for one run over recordings: one person, one scope, nothing kept. */
public final class MemoryVault implements Vault {

    private final Map<String, Placeholder> byValue = new LinkedHashMap<>();
    private final Map<EntityType, Integer> numbers = new EnumMap<>(EntityType.class);

    @Override
    public Placeholder issue(Binding binding, EntityType type, String original, String avoid) {
        return byValue.computeIfAbsent(type + "\n" + original, ignored -> {
            int number = numbers.merge(type, 1, Integer::sum);
            while (avoid.contains(token(type, number))) {
                number = numbers.merge(type, 1, Integer::sum);
            }
            return new Placeholder(token(type, number), type, original, binding.operator(), binding.scope(), 0);
        });
    }

    private static String token(EntityType type, int number) {
        return "[" + type + "_" + number + "]";
    }

    @Override
    public boolean isIssued(String user, String token) {
        return byValue.values().stream().anyMatch(p -> p.token().equals(token));
    }

    @Override
    public Originals originals(String user, String operator) {
        Map<String, String> map = new LinkedHashMap<>();
        byValue.values().forEach(p -> map.put(p.token(), p.original()));
        return Originals.of(map);
    }

    @Override
    public List<Placeholder> values(String user) {
        return List.copyOf(byValue.values());
    }

    @Override
    public CompletableFuture<?> rebind(Binding provisional, String scope) {
        byValue.replaceAll((value, p) -> p.scope().equals(provisional.scope())
                ? new Placeholder(p.token(), p.type(), p.original(), p.operator(), scope, p.issuedAtMillis())
                : p);
        return CompletableFuture.completedFuture(true);
    }
}
