package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.engine.Vault.Value;
import io.cloakroom.rules.store.UserPlaceholders.Entry;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The vault's rows: every statement there is, and the encryption of what they hold. Stateless; transactions are the caller's. */
final class VaultRows {
    private static final String KEY_CHECK = "cloakroom vault";

    private final Keys keys;
    private final Path file;

    /** @param file the database, for messages */
    VaultRows(Keys keys, Path file) {
        this.keys = keys;
        this.file = file;
    }

    /** Proves that the key belongs to this database; a new database is given its proof. */
    void checkKey(Connection connection) throws SQLException {
        byte[] proof = bytes(connection, "SELECT ciphertext FROM key_check");
        if (proof == null) {
            update(
                    connection,
                    "INSERT INTO key_check (id, ciphertext) VALUES (1, ?)",
                    keys.encrypt(KEY_CHECK, "key_check"));
            return;
        }
        try {
            keys.decrypt(proof, "key_check");
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "The keys of this installation do not belong to the vault " + file
                            + ". Put back the keys directory (and master key) that was saved with it. To start with an empty vault, move "
                            + file + " aside: placeholders issued so far then stay unrestored. Nothing was changed.",
                    e);
        }
    }

    /** Writes something that changes nothing, to learn whether writing works. */
    int probe(Connection connection) throws SQLException {
        return update(connection, "UPDATE key_check SET ciphertext = ciphertext");
    }

    /** Everything of one user, expired rows included. */
    UserPlaceholders load(Connection connection, String user) throws SQLException {
        UserPlaceholders loaded = new UserPlaceholders();
        try (PreparedStatement select = prepare(connection, "SELECT type, last FROM counter WHERE user = ?", user);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                loaded.numbers(EntityType.valueOf(row.getString(1))).countedUpTo(row.getLong(2));
            }
        }
        try (PreparedStatement select =
                        prepare(connection, "SELECT type, first, last FROM skipped WHERE user = ?", user);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                loaded.numbers(EntityType.valueOf(row.getString(1))).skip(row.getLong(2), row.getLong(3));
            }
        }
        String sql = Row.SELECT + "WHERE user = ? ORDER BY id";
        try (PreparedStatement select = prepare(connection, sql, user);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                loaded.add(decrypt(Row.read(rows)));
            }
        }
        return loaded;
    }

    /**
     * The live placeholder of a value, or a new one.
     *
     * @param avoid numbers that must not be issued
     */
    Entry issue(Connection connection, Binding binding, Value value, Set<Long> avoid, long now, long expiresAt)
            throws SQLException {
        byte[] lookup = keys.lookup(binding.user(), value.type(), value.original());
        Entry known = find(connection, binding, lookup, now);
        if (known != null) {
            return known;
        }
        long number = nextNumber(connection, binding.user(), value.type(), avoid);
        String token = Tokens.format(value.type(), number);
        update(
                connection,
                "INSERT INTO placeholder (user, operator, scope, type, number, token, lookup, ciphertext, issued_at, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                binding.user(),
                binding.operator(),
                binding.scope(),
                value.type().name(),
                number,
                token,
                lookup,
                encrypt(value.original(), binding, token),
                now,
                expiresAt);
        return new Entry(
                new Placeholder(token, value.type(), value.original(), binding.operator(), binding.scope(), now),
                expiresAt);
    }

    private @Nullable Entry find(Connection connection, Binding binding, byte[] lookup, long now) throws SQLException {
        String sql = Row.SELECT
                + "WHERE user = ? AND operator = ? AND scope = ? AND lookup = ? AND expires_at > ? ORDER BY expires_at DESC LIMIT 1";
        try (PreparedStatement select =
                        prepare(connection, sql, binding.user(), binding.operator(), binding.scope(), lookup, now);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? decrypt(Row.read(rows)) : null;
        }
    }

    private static long nextNumber(Connection connection, String user, EntityType type, Set<Long> avoid)
            throws SQLException {
        long last = 0;
        try (PreparedStatement select =
                        prepare(connection, "SELECT last FROM counter WHERE user = ? AND type = ?", user, type.name());
                ResultSet row = select.executeQuery()) {
            if (row.next()) {
                last = row.getLong(1);
            }
        }
        long number = last + 1;
        while (avoid.contains(number)) {
            number++;
        }
        if (number > last + 1) {
            update(
                    connection,
                    "INSERT INTO skipped (user, type, first, last) VALUES (?, ?, ?, ?)",
                    user,
                    type.name(),
                    last + 1,
                    number - 1);
        }
        update(
                connection,
                "INSERT INTO counter (user, type, last) VALUES (?, ?, ?) ON CONFLICT (user, type) DO UPDATE SET last = excluded.last",
                user,
                type.name(),
                number);
        return number;
    }

    /** Gives all placeholders of a provisional scope their final one; the scope is part of their encryption. */
    int rebind(Connection connection, Binding provisional, String scope) throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql = Row.SELECT + "WHERE user = ? AND operator = ? AND scope = ?";
        try (PreparedStatement select =
                        prepare(connection, sql, provisional.user(), provisional.operator(), provisional.scope());
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add(Row.read(found));
            }
        }
        Binding bound = new Binding(provisional.user(), provisional.operator(), scope);
        for (Row row : rows) {
            byte[] ciphertext = encrypt(decrypt(row).placeholder().original(), bound, row.token());
            update(
                    connection,
                    "UPDATE placeholder SET scope = ?, ciphertext = ? WHERE id = ?",
                    scope,
                    ciphertext,
                    row.id());
        }
        return rows.size();
    }

    int purge(Connection connection, long now) throws SQLException {
        return update(connection, "DELETE FROM placeholder WHERE expires_at <= ?", now);
    }

    private byte[] encrypt(String original, Binding binding, String token) {
        return keys.encrypt(original, binding.user(), binding.operator(), binding.scope(), token);
    }

    private Entry decrypt(Row row) {
        try {
            String original = keys.decrypt(row.ciphertext(), row.user(), row.operator(), row.scope(), row.token());
            EntityType type = EntityType.valueOf(row.type());
            return new Entry(
                    new Placeholder(row.token(), type, original, row.operator(), row.scope(), row.issuedAt()),
                    row.expiresAt());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StoreException(
                    "Row " + row.id() + " of the vault " + file + " (" + row.token() + " of user " + row.user()
                            + ") cannot be decrypted: it was changed, or encrypted with another key. Restore the vault from a backup,"
                            + " or delete that row from table placeholder; until then this user's requests are refused. Nothing was deleted.",
                    e);
        }
    }

    private static byte @Nullable [] bytes(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : null;
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private record Row(
            long id,
            String user,
            String operator,
            String scope,
            String type,
            String token,
            byte[] ciphertext,
            long issuedAt,
            long expiresAt) {
        static final String SELECT =
                "SELECT id, user, operator, scope, type, token, ciphertext, issued_at, expires_at FROM placeholder ";

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getBytes(7),
                    row.getLong(8),
                    row.getLong(9));
        }
    }
}
