package io.cloakroom.rules.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The vault's SQLite file: one connection that writes, one that reads beside it, and the schema both rely on. */
final class VaultDatabase implements AutoCloseable {
    /** Version of the newest migration. */
    static final int SCHEMA = 1;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final Path file;
    private final Connection writer;
    private final Connection reader;
    private final ReentrantLock readerTurn = new ReentrantLock();

    private VaultDatabase(Path file, Connection writer, Connection reader) {
        this.file = file;
        this.writer = writer;
        this.reader = reader;
    }

    /** What is done with a connection. */
    interface Work<R> {
        R run(Connection connection) throws SQLException;
    }

    static VaultDatabase open(Path file, Durability durability) {
        try {
            // SQLite gives its other files the mode of the database file, so it has to exist with the right one.
            DataDirectory.createFile(file);
            SQLiteDataSource source = source(file, durability);
            prepareSchema(file, source);
            return new VaultDatabase(file, source.getConnection(), source.getConnection());
        } catch (SQLException | IOException | FlywayException e) {
            throw new StoreException(
                    "Cannot open the vault " + file + " (" + e.getMessage()
                            + "). Check the disk, or restore the file from a backup. Nothing was deleted.",
                    e);
        }
    }

    /** Flyway takes half a second to find that nothing has to be done, so it is asked only when the version differs. */
    private static void prepareSchema(Path file, SQLiteDataSource source) throws SQLException {
        int schema;
        try (Connection connection = source.getConnection()) {
            schema = pragma(connection, "user_version");
        }
        if (schema > SCHEMA) {
            throw new StoreException(
                    "The vault " + file + " was written by a newer Cloakroom (schema " + schema + ", this one knows "
                            + SCHEMA + "). Use that version, or another --data-dir. Nothing was changed.");
        }
        if (schema < SCHEMA) {
            Flyway.configure()
                    .dataSource(source)
                    .loggers("slf4j")
                    .locations("classpath:io/cloakroom/rules/store/schema")
                    .load()
                    .migrate();
        }
    }

    private static SQLiteDataSource source(Path file, Durability durability) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(
                durability == Durability.DISK
                        ? SQLiteConfig.SynchronousMode.FULL
                        : SQLiteConfig.SynchronousMode.NORMAL);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Runs work on the connection that writes, as one transaction. Only the vault's {@link GroupCommit} calls this. */
    void transaction(Work<?> work) throws SQLException {
        // By hand: without auto-commit the driver begins the next transaction at once, and so keeps the write lock for
        // good.
        execute("BEGIN IMMEDIATE");
        try {
            work.run(writer);
            execute("COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private void rollback(Exception because) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite rolls back by itself on errors such as a full disk, and then has nothing to roll back.
            because.addSuppressed(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a query on the connection that reads; it sees what was committed before. */
    <R> R read(Work<R> work) {
        readerTurn.lock();
        try {
            return work.run(reader);
        } catch (SQLException e) {
            throw new StoreException(
                    "Cannot read the vault " + file + " (" + e.getMessage()
                            + "). Check the disk, or restore the file from a backup. Nothing was deleted.",
                    e);
        } finally {
            readerTurn.unlock();
        }
    }

    /** Moves what was written into the database file and empties the log beside it, so that deleted rows leave the disk. */
    void compact() {
        read(connection -> pragma(connection, "wal_checkpoint(TRUNCATE)"));
    }

    static int pragma(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            reader.close();
            writer.close();
        } catch (SQLException e) {
            throw new StoreException("Cannot close the vault " + file + " (" + e.getMessage() + ").", e);
        }
    }
}
