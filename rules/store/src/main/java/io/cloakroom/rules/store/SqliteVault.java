package io.cloakroom.rules.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Installation.Health;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.store.UserPlaceholders.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The vault on one machine. Writes go through one connection, many at a time ({@link GroupCommit}); a user's live placeholders are held
 * decrypted in memory while they are in use, so that restoring costs no query.
 */
public final class SqliteVault implements Vault, AutoCloseable {
    /** How long an original is kept unless configured otherwise. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    private static final long CACHED_PLACEHOLDERS = 500_000;
    private static final Duration CACHED_AFTER_USE = Duration.ofMinutes(15);

    private final VaultDatabase database;
    private final VaultRows rows;
    private final Duration retention;
    private final Clock clock;
    private final GroupCommit<Write<?>> writes = new GroupCommit<>("vault", this::commit);
    private final Cache<String, UserPlaceholders> users = Caffeine.newBuilder()
            .maximumWeight(CACHED_PLACEHOLDERS)
            .weigher((String user, UserPlaceholders placeholders) -> 1 + placeholders.size())
            .expireAfterAccess(CACHED_AFTER_USE)
            .executor(Runnable::run)
            .build();
    private volatile @Nullable String problem;

    SqliteVault(VaultDatabase database, Keys keys, Duration retention, Clock clock) {
        this.database = database;
        this.rows = new VaultRows(keys, database.file());
        this.retention = retention;
        this.clock = clock;
        write(
                connection -> {
                    rows.checkKey(connection);
                    return true;
                },
                done -> {});
    }

    @Override
    public Placeholder issue(Binding binding, EntityType type, String original, String avoid) {
        return issueAll(binding, List.of(new Value(type, original)), avoid).getFirst();
    }

    @Override
    public List<Placeholder> issueAll(Binding binding, List<Value> values, String avoid) {
        long now = clock.millis();
        UserPlaceholders user = user(binding.user());
        List<Placeholder> known = values.stream()
                .map(value -> user.find(binding, value.type(), value.original(), now))
                .filter(Objects::nonNull)
                .toList();
        if (known.size() == values.size()) {
            return known;
        }
        Map<EntityType, Set<Long>> avoided = new EnumMap<>(EntityType.class);
        values.forEach(value -> avoided.computeIfAbsent(value.type(), type -> Tokens.numbersIn(avoid, type)));
        List<Entry> issued = write(
                connection -> issueAll(connection, binding, values, avoided, now),
                entries -> updateCached(binding.user(), cached -> entries.forEach(cached::issued)));
        return issued.stream().map(Entry::placeholder).toList();
    }

    private List<Entry> issueAll(
            Connection connection, Binding binding, List<Value> values, Map<EntityType, Set<Long>> avoided, long now)
            throws SQLException {
        long expiresAt = now + retention.toMillis();
        List<Entry> entries = new ArrayList<>(values.size());
        for (Value value : values) {
            Set<Long> avoid = avoided.getOrDefault(value.type(), Set.of());
            entries.add(rows.issue(connection, binding, value, avoid, now, expiresAt));
        }
        return entries;
    }

    @Override
    public boolean isIssued(String user, String token) {
        return Tokens.parse(token) != null && user(user).isIssued(token);
    }

    @Override
    public Originals originals(String user, String operator) {
        return new LiveOriginals(user, operator, clock.millis());
    }

    @Override
    public List<Placeholder> values(String user) {
        return user(user).values(clock.millis());
    }

    @Override
    public CompletableFuture<?> rebind(Binding provisional, String scope) {
        return writes.submit(new Write<>(
                connection -> rows.rebind(connection, provisional, scope),
                count -> updateCached(provisional.user(), cached -> cached.rebind(provisional, scope))));
    }

    /**
     * Deletes what has expired, for good. Their numbers stay used.
     *
     * @return how many originals were deleted
     */
    public int purgeExpired() {
        int purged = write(connection -> rows.purge(connection, clock.millis()), count -> {});
        if (purged > 0) {
            database.compact();
            users.invalidateAll();
        }
        return purged;
    }

    /** Whether the vault can be written. After a failure this tries again, so that it turns ready without traffic. */
    public Health health() {
        if (problem != null) {
            try {
                write(rows::probe, count -> {});
            } catch (StoreException e) {
                return new Health("vault", false, String.valueOf(e.getMessage()));
            }
        }
        return new Health("vault", true, "ok");
    }

    private UserPlaceholders user(String user) {
        return users.get(user, id -> database.read(connection -> rows.load(connection, id)));
    }

    /** Through {@code compute}, which waits for a load of the same user that may have begun before the commit. */
    private void updateCached(String user, Consumer<UserPlaceholders> change) {
        users.asMap().compute(user, (id, cached) -> {
            if (cached != null) {
                change.accept(cached);
            }
            return cached;
        });
    }

    private <R> R write(VaultDatabase.Work<R> work, Consumer<R> afterCommit) {
        Write<R> write = new Write<>(work, afterCommit);
        GroupCommit.await(writes.submit(write));
        return write.result();
    }

    /** All in one transaction; when that fails, each alone, so that one bad write does not take the others with it. */
    private void commit(List<Write<?>> batch) {
        try {
            database.transaction(connection -> {
                for (Write<?> write : batch) {
                    write.run(connection);
                }
                return batch;
            });
        } catch (SQLException | RuntimeException e) {
            if (batch.size() > 1) {
                batch.forEach(write -> commit(List.of(write)));
            } else {
                batch.getFirst().fail(failure(e));
            }
            return;
        }
        problem = null;
        batch.forEach(Write::committed);
    }

    private StoreException failure(Exception e) {
        if (e instanceof StoreException known) {
            return known;
        }
        String message = "Cannot write the vault " + database.file() + " (" + e.getMessage()
                + "). Check that the disk has space and is healthy; requests are refused until then. Nothing was lost.";
        problem = message;
        return new StoreException(message, e);
    }

    @Override
    public void close() {
        writes.close();
        users.invalidateAll();
        database.close();
    }

    /** Asks the cache each time, so that what is issued later is seen even if the user's entry was evicted in between. */
    private final class LiveOriginals implements Originals {
        private final String user;
        private final String operator;
        private final long asOfMillis;

        LiveOriginals(String user, String operator, long asOfMillis) {
            this.user = user;
            this.operator = operator;
            this.asOfMillis = asOfMillis;
        }

        @Override
        public @Nullable String original(String token) {
            Entry entry = user(user).find(token);
            if (entry == null || !entry.isLive(asOfMillis)) {
                return null;
            }
            return entry.placeholder().operator().equals(operator)
                    ? entry.placeholder().original()
                    : null;
        }

        @Override
        public Iterable<String> tokens() {
            return user(user).values(asOfMillis).stream()
                    .filter(placeholder -> placeholder.operator().equals(operator))
                    .map(Placeholder::token)
                    .toList();
        }
    }

    /** One caller's part of a transaction. May run twice, when the first transaction was rolled back. */
    private static final class Write<R> {
        private final VaultDatabase.Work<R> work;
        private final Consumer<R> afterCommit;
        private @Nullable R result;
        private @Nullable StoreException failure;

        Write(VaultDatabase.Work<R> work, Consumer<R> afterCommit) {
            this.work = work;
            this.afterCommit = afterCommit;
        }

        void run(Connection connection) throws SQLException {
            result = work.run(connection);
        }

        void committed() {
            afterCommit.accept(Objects.requireNonNull(result));
        }

        void fail(StoreException e) {
            failure = e;
        }

        R result() {
            if (failure != null) {
                throw new StoreException(String.valueOf(failure.getMessage()), failure);
            }
            return Objects.requireNonNull(result);
        }
    }
}
