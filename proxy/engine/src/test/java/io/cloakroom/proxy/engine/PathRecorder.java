package io.cloakroom.proxy.engine;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A vault and a journal that keep what they are given, in the order in which it came. */
final class PathRecorder implements Vault, Journal {

    final List<String> order = new ArrayList<>();
    final List<Start> starts = new ArrayList<>();
    final List<End> ends = new ArrayList<>();
    final List<Placeholder> placeholders = new ArrayList<>();
    Runnable beforeIssue = () -> {};
    Runnable beforeStart = () -> {};
    boolean vaultFails;
    boolean journalFails;

    private static void work(boolean fails, String what) {
        if (fails) {
            throw new UncheckedIOException(new IOException("the disk of the " + what + " is full"));
        }
    }

    @Override
    public Placeholder issue(Binding binding, EntityType type, String original, String avoid) {
        beforeIssue.run();
        work(vaultFails, "vault");
        String token = "[" + type + "_" + (placeholders.size() + 1) + "]";
        Placeholder placeholder =
                new Placeholder(token, type, original, binding.operator(), binding.scope(), placeholders.size());
        placeholders.add(placeholder);
        order.add("issue " + token);
        return placeholder;
    }

    @Override
    public CompletableFuture<?> start(Start record) {
        beforeStart.run();
        work(journalFails, "journal");
        starts.add(record);
        order.add("start " + record.flow());
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<?> end(End record) {
        ends.add(record);
        order.add("end " + record.flow());
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public boolean isIssued(String user, String token) {
        return placeholders.stream().anyMatch(placeholder -> placeholder.token().equals(token));
    }

    @Override
    public Originals originals(String user, String operator) {
        Map<String, String> map = placeholders.stream()
                .filter(placeholder -> placeholder.operator().equals(operator))
                .collect(Collectors.toMap(Placeholder::token, Placeholder::original));
        return new Originals() {
            @Override
            public @Nullable String original(String token) {
                return map.get(token);
            }

            @Override
            public Iterable<String> tokens() {
                return map.keySet();
            }
        };
    }

    @Override
    public List<Placeholder> values(String user) {
        return List.copyOf(placeholders);
    }

    @Override
    public CompletableFuture<?> rebind(Binding provisional, String scope) {
        order.add("rebind " + provisional.scope() + " to " + scope);
        return CompletableFuture.completedFuture(true);
    }
}
