package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A vault for tests, with one row of numbers for everybody. */
final class KeptInMemory implements Vault {

    final Map<String, Placeholder> issued = new TreeMap<>();
    private final Map<String, String> owners = new TreeMap<>();

    @Override
    public Placeholder issue(Binding binding, EntityType type, String original, String avoid) {
        for (int number = 1; ; number++) {
            String token = "[" + type + "_" + number + "]";
            Placeholder known = issued.get(token);
            if (known != null && known.original().equals(original)) {
                return known;
            }
            if (known == null && !avoid.contains(token)) {
                Placeholder fresh = new Placeholder(token, type, original, binding.operator(), binding.scope(), 0);
                issued.put(token, fresh);
                owners.put(token, binding.user());
                return fresh;
            }
        }
    }

    @Override
    public boolean isIssued(String user, String token) {
        return user.equals(owners.get(token));
    }

    @Override
    public Originals originals(String user, String operator) {
        throw new UnsupportedOperationException("inspecting restores nothing");
    }

    @Override
    public List<Placeholder> values(String user) {
        return issued.values().stream()
                .filter(placeholder -> isIssued(user, placeholder.token()))
                .toList();
    }

    @Override
    public CompletableFuture<?> rebind(Binding provisional, String scope) {
        throw new UnsupportedOperationException("inspecting binds nothing anew");
    }
}
