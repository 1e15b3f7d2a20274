package io.cloakroom.proxy.engine.tls;

import io.cloakroom.proxy.engine.tls.Certificates.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Keys on disk: encrypted PKCS#12 files of mode 0600 in a directory of mode 0700, their password in a file of its own. A looser mode is
 * an error, never repaired: somebody else may have read the key already.
 */
final class KeyFiles {

    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");
    private static final int PASSWORD_BYTES = 32;
    private static final int SALT_BYTES = 20;
    private static final String ENCRYPTION = "PBEWithHmacSHA256AndAES_256";

    /** Few, since the password is 256 random bits, which nobody guesses however fast. */
    private static final int ITERATIONS = 1_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final char[] password;

    private KeyFiles(Path directory, char[] password) {
        this.directory = directory;
        this.password = password;
    }

    static KeyFiles open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().resolve("..").normalize();
            Files.createDirectories(parent);
            Files.createDirectory(directory, attributes(parent, DIRECTORY_MODE));
        }
        requireMode(directory, DIRECTORY_MODE, "700");
        Path file = directory.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            RANDOM.nextBytes(random);
            write(file, Base64.getUrlEncoder().withoutPadding().encode(random));
        }
        requireMode(file, FILE_MODE, "600");
        return new KeyFiles(directory, Files.readString(file).strip().toCharArray());
    }

    /** All keys of a file by name; empty when there is no such file. */
    Map<String, Signer> read(String name) throws IOException, GeneralSecurityException {
        return kept(name).all();
    }

    /** @throws IOException when others can read a file */
    void check(String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            requireMode(file, FILE_MODE, "600");
        }
    }

    /** The keys of a file, each decrypted when it is asked for; none when there is no such file. */
    Kept kept(String name) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(name);
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (!Files.exists(file)) {
            store.load(null, null);
            return new Kept(store);
        }
        check(name);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be opened with the password in " + directory.resolve("password")
                            + "; restore both from the same backup, or move both away to start with a new certificate authority",
                    e);
        }
        return new Kept(store);
    }

    /** Not thread-safe. */
    final class Kept {

        private final KeyStore store;

        private Kept(KeyStore store) {
            this.store = store;
        }

        @Nullable
        X509Certificate certificate(String alias) throws GeneralSecurityException {
            return store.getCertificate(alias) instanceof X509Certificate certificate ? certificate : null;
        }

        @Nullable
        Signer signer(String alias) throws GeneralSecurityException {
            X509Certificate certificate = certificate(alias);
            return certificate != null && store.getKey(alias, password) instanceof PrivateKey key
                    ? new Signer(certificate, key)
                    : null;
        }

        /** By name. */
        Map<String, Signer> all() throws GeneralSecurityException {
            Map<String, Signer> signers = new TreeMap<>();
            for (String alias : Collections.list(store.aliases())) {
                Signer signer = signer(alias);
                if (signer != null) {
                    signers.put(alias, signer);
                }
            }
            return signers;
        }
    }

    void write(String name, Map<String, Signer> signers) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Map.Entry<String, Signer> entry : signers.entrySet()) {
            Signer signer = entry.getValue();
            store.setEntry(
                    entry.getKey(),
                    new KeyStore.PrivateKeyEntry(signer.key(), new Certificate[] {signer.certificate()}),
                    protection());
        }
        Path file = directory.resolve(name);
        Path fresh = directory.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, attributes(directory, FILE_MODE));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, password);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private KeyStore.PasswordProtection protection() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new KeyStore.PasswordProtection(password, ENCRYPTION, new PBEParameterSpec(salt, ITERATIONS));
    }

    /** The certificate in a PEM file; nothing when there is no such file. */
    Optional<X509Certificate> certificate(String name) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        requireMode(file, FILE_MODE, "600");
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
    }

    void writeCertificate(String name, X509Certificate certificate) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        write(fresh, Certificates.pem(certificate).getBytes(StandardCharsets.US_ASCII));
        Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives a file another name, in the place of what had it before. */
    void rename(String from, String to) throws IOException {
        Files.move(
                directory.resolve(from),
                directory.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, attributes(file.toAbsolutePath().resolve("..").normalize(), FILE_MODE));
        Files.write(file, content, StandardOpenOption.WRITE);
    }

    private static FileAttribute<?>[] attributes(Path where, Set<PosixFilePermission> mode) throws IOException {
        return isPosix(where)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static void requireMode(Path path, Set<PosixFilePermission> allowed, String octal) throws IOException {
        if (isPosix(path) && !allowed.containsAll(Files.getPosixFilePermissions(path))) {
            throw new IOException(
                    path + " holds secrets and can be read or changed by others; if nobody did, run: chmod " + octal
                            + " " + path);
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
