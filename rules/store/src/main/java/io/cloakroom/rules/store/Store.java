package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Installation.Health;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one installation that must survive, in one data directory that one process at a time may write. Reading beside it
 * works: {@link JournalReader}, {@link JournalVerifier} and {@link JournalTransferRegister} take the same directory.
 */
public final class Store implements AutoCloseable {
    private final FileChannel lock;
    private final Keys keys;
    private final SqliteVault vault;
    private final FileJournal journal;
    private final JournalTransferRegister transfers;

    private Store(FileChannel lock, Keys keys, SqliteVault vault, FileJournal journal, Path dataDir) {
        this.lock = lock;
        this.keys = keys;
        this.vault = vault;
        this.journal = journal;
        this.transfers = new JournalTransferRegister(dataDir);
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
        FileChannel lock = directory.lock();
        try {
            return open(settings, directory, lock);
        } catch (RuntimeException | Error e) {
            release(lock);
            throw e;
        }
    }

    private static Store open(Settings settings, DataDirectory directory, FileChannel lock) {
        Path masterKey = settings.masterKeyFile() != null
                ? settings.masterKeyFile()
                : directory.keys().resolve("master.json");
        // Keys and database each take about a tenth of a second to load their libraries, so they are opened side by
        // side.
        boolean isNew = !Files.exists(directory.vault());
        CompletableFuture<Keys> opening = CompletableFuture.supplyAsync(
                () -> Keys.open(directory.keys(), masterKey, isNew), Thread.ofVirtual()::start);
        VaultDatabase database = isNew ? null : VaultDatabase.open(directory.vault(), settings.durability());
        try {
            Keys keys = opening.join();
            if (database == null) {
                database = VaultDatabase.open(directory.vault(), settings.durability());
            }
            SqliteVault vault = new SqliteVault(database, keys, settings.retention(), settings.clock());
            FileJournal journal = FileJournal.open(directory.journal(), settings.durability(), settings.clock());
            return new Store(lock, keys, vault, journal, settings.dataDir());
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            throw e instanceof CompletionException && e.getCause() instanceof StoreException cause ? cause : e;
        }
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
        return List.of(vault.health(), journal.health());
    }

    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            try {
                vault.close();
            } finally {
                release(lock);
            }
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("Cannot release the data directory (" + e.getMessage() + ").", e);
        }
    }
}
