package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Installation.Health;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one installation that must survive, in one data directory that one process at a time may write. Reading beside it
 * works: {@link JournalReader}, {@link JournalVerifier} and {@link JournalTransferRegister} take the same directory.
 */
public final class Store implements AutoCloseable {
    /** Bytes that must be free for readiness. */
    private static final long LEAST_SPACE = 1 << 20;

    private final DirectoryLock lock;
    private final Keys keys;
    private final SqliteVault vault;
    private final FileJournal journal;
    private final JournalTransferRegister transfers;
    private final Path dataDir;

    private Store(DirectoryLock lock, Keys keys, SqliteVault vault, FileJournal journal, Path dataDir) {
        this.lock = lock;
        this.keys = keys;
        this.vault = vault;
        this.journal = journal;
        this.transfers = new JournalTransferRegister(dataDir);
        this.dataDir = dataDir;
    }

    /**
     * @param dataDir created when missing, for its owner alone
     * @param masterKeyFile where the master key is, or is created; null for {@code keys/master.json} in the data directory
     * @param durability what acknowledged writes survive
     * @param retention how long originals are kept
     */
    public record Settings(
            Path dataDir, @Nullable Path masterKeyFile, Durability durability, Duration retention, Clock clock) {

        public Settings {
            if (retention.isNegative() || retention.isZero()) {
                throw new IllegalArgumentException("originals must be kept for some time, not " + retention);
            }
        }
    }

    /** With the master key in the data directory and the default retention. */
    public static Store open(Path dataDir, Durability durability, Clock clock) {
        return open(new Settings(dataDir, null, durability, SqliteVault.DEFAULT_RETENTION, clock));
    }

    /** @throws StoreException when it cannot be used: in use by another process, open to others, wrong keys, bad disk */
    public static Store open(Settings settings) {
        DataDirectory directory = DataDirectory.prepare(settings.dataDir());
        DirectoryLock lock = DirectoryLock.acquire(directory.root());
        try {
            return open(settings, directory, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static Store open(Settings settings, DataDirectory directory, DirectoryLock lock) {
        Path masterKey = settings.masterKeyFile() != null
                ? settings.masterKeyFile()
                : directory.keys().resolve("master.json");
        boolean isNew = !Files.exists(directory.vault());
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            // A new installation's keys come before its vault: an existing vault says that the keys must be there.
            CompletableFuture<Keys> keys = opening(() -> Keys.open(directory.keys(), masterKey, isNew));
            if (isNew) {
                keys.join();
            }
            VaultDatabase database = VaultDatabase.open(directory.vault(), settings.durability());
            undo.push(database::close);
            FileJournal journal = FileJournal.open(directory.journal(), settings.durability(), settings.clock());
            undo.push(journal::close);
            SqliteVault vault = new SqliteVault(database, keys.join(), settings.retention(), settings.clock());
            return new Store(lock, keys.join(), vault, journal, settings.dataDir());
        } catch (RuntimeException e) {
            undo.forEach(Runnable::run);
            throw e instanceof CompletionException && e.getCause() instanceof StoreException cause ? cause : e;
        }
    }

    /** Beside the caller: keys and database each take a tenth of a second or more to load their libraries. */
    private static CompletableFuture<Keys> opening(Supplier<Keys> keys) {
        return CompletableFuture.supplyAsync(keys, task -> new Thread(task, "open keys").start());
    }

    public SqliteVault vault() {
        return vault;
    }

    public FileJournal journal() {
        return journal;
    }

    public JournalTransferRegister transfers() {
        return transfers;
    }

    /** For fingerprints. */
    public Keys keys() {
        return keys;
    }

    /** Readiness of what is written to; a part that failed is tried again. */
    public List<Health> health() {
        return List.of(vault.health(), journal.health(), disk());
    }

    /** A nearly full disk: small writes may still fit into blocks that files have already, so that a try proves nothing. */
    private Health disk() {
        try {
            long left = Files.getFileStore(dataDir).getUsableSpace();
            return left >= LEAST_SPACE
                    ? new Health("disk", true, "ok")
                    : new Health(
                            "disk",
                            false,
                            "Only " + left / 1024 + " KiB of space are left for " + dataDir
                                    + ". Free space on its disk.");
        } catch (IOException e) {
            return new Health("disk", false, "The disk of " + dataDir + " does not answer (" + e + "). Check it.");
        }
    }

    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            try {
                vault.close();
            } finally {
                lock.close();
            }
        }
    }
}
