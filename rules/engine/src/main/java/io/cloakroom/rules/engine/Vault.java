package io.cloakroom.rules.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps originals, encrypted, under their placeholders. Every method is thread-safe and, unless it says otherwise, durable when it returns. A failure of the
 * storage is an {@link java.io.UncheckedIOException}: callers fail closed.
 */
public interface Vault {

    /**
     * The placeholder for a value: the one it already has in this scope, else a new one. Numbers rise per user and type and are
     * never used again.
     *
     * @param avoid text in which a new placeholder must not occur (a token that the input holds literally is never issued)
     */
    Placeholder issue(Binding binding, EntityType type, String original, String avoid);

    /**
     * The placeholders for several values of one text, in their order; equal values get the same. Costs one durable write instead of
     * one per value.
     */
    default List<Placeholder> issueAll(Binding binding, List<Value> values, String avoid) {
        return values.stream()
                .map(value -> issue(binding, value.type(), value.original(), avoid))
                .toList();
    }

    /** Whether this user was ever issued this token, with any operator. Own tokens are never redacted again. */
    boolean isIssued(String user, String token);

    /** The live placeholders of a user with one operator: what an answer from that operator may restore. */
    Originals originals(String user, String operator);

    /** All live values of a user, for finding them again at every mention. The same list object as long as nothing changed. */
    List<Placeholder> values(String user);

    /** Binds placeholders issued under a provisional scope to the conversation's id, once the answer names it. Does not block; completes when durable. */
    CompletableFuture<?> rebind(Binding provisional, String scope);

    /** A value to be kept, as it stands in the text. */
    record Value(EntityType type, String original) {}

    /** A placeholder and what it stands for. {@code operator} and {@code scope} are those it was issued under. */
    record Placeholder(
            String token, EntityType type, String original, String operator, String scope, long issuedAtMillis) {}

    /** The originals one answer may restore; a consistent view taken once per answer that also sees later issues. */
    interface Originals {

        /** None at all. */
        Originals NONE = of(Map.of());

        /** Those of a map, placeholder → original. */
        static Originals of(Map<String, String> originals) {
            Map<String, String> held = new LinkedHashMap<>(originals);
            return new Originals() {
                @Override
                public @Nullable String original(String token) {
                    return held.get(token);
                }

                @Override
                public Iterable<String> tokens() {
                    return held.keySet();
                }
            };
        }

        /** The original of a token, or null when it was not issued to this user and operator. */
        @Nullable
        String original(String token);

        /** The tokens that {@link #original} knows. */
        Iterable<String> tokens();
    }
}
