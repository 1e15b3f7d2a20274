package io.cloakroom.rules.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.MacConfig2026;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import io.cloakroom.rules.engine.EntityType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

/**
 * The secret keys of an installation, created at its first start. All are Tink keysets in Tink's JSON:
 *
 * <ul>
 *   <li>{@code master.json}, AES-256-GCM, in clear: encrypts the other two, and may be kept on another volume;
 *   <li>{@code vault.json}, AES-256-GCM: encrypts originals;
 *   <li>{@code lookup.json}, HMAC-SHA-256: look-up hashes and fingerprints.
 * </ul>
 */
public final class Keys {
    private static final Configuration AEAD = AeadConfig2026.get();
    private static final Configuration MAC = MacConfig2026.get();

    private final Aead vault;
    private final Mac lookup;

    private Keys(Aead vault, Mac lookup) {
        this.vault = vault;
        this.lookup = lookup;
    }

    /**
     * @param directory where the two encrypted keysets are
     * @param masterFile the master key's file
     * @param mayCreate whether missing keys are created; false once there is something that only the old keys can read
     * @throws StoreException when keys are missing, do not belong together, or can be read by others
     */
    static Keys open(Path directory, Path masterFile, boolean mayCreate) {
        Path vaultFile = directory.resolve("vault.json");
        Path lookupFile = directory.resolve("lookup.json");
        try {
            Aead master = master(masterFile, mayCreate && !Files.exists(vaultFile));
            if (mayCreate) {
                createKeyset(vaultFile, master, PredefinedAeadParameters.AES256_GCM, AEAD);
                createKeyset(lookupFile, master, PredefinedMacParameters.HMAC_SHA256_256BITTAG, MAC);
            }
            return new Keys(
                    readKeyset(vaultFile, master, AEAD).getPrimitive(AEAD, Aead.class),
                    readKeyset(lookupFile, master, MAC).getPrimitive(MAC, Mac.class));
        } catch (IOException e) {
            throw new StoreException(
                    "Cannot read the keys of this installation (" + e + "). Put back the files of " + directory
                            + " and " + masterFile
                            + " from a backup; without them the vault cannot be read. Nothing was changed.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "The master key " + masterFile + " does not belong to the keysets in " + directory
                            + ", or one of them was changed. Put back those that were saved together. Nothing was changed.",
                    e);
        }
    }

    private static Aead master(Path file, boolean create) throws IOException, GeneralSecurityException {
        if (create && !Files.exists(file)) {
            KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD);
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(fresh, AEAD, InsecureSecretKeyAccess.get());
            DataDirectory.replaceFile(file, json.getBytes(StandardCharsets.UTF_8));
        }
        DataDirectory.requireOwnerOnly(file);
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), AEAD, InsecureSecretKeyAccess.get())
                .getPrimitive(AEAD, Aead.class);
    }

    private static void createKeyset(Path file, Aead master, Parameters parameters, Configuration configuration)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            KeysetHandle fresh = KeysetHandle.generateNew(parameters, configuration);
            String json =
                    TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(fresh, master, purpose(file), configuration);
            DataDirectory.replaceFile(file, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static KeysetHandle readKeyset(Path file, Aead master, Configuration configuration)
            throws IOException, GeneralSecurityException {
        DataDirectory.requireOwnerOnly(file);
        return TinkJsonProtoKeysetFormat.parseEncryptedKeyset(
                Files.readString(file), master, purpose(file), configuration);
    }

    /** Bound into the keyset's encryption, so that one keyset cannot be put in another's place. */
    private static byte[] purpose(Path file) {
        return parts("cloakroom", String.valueOf(file.getFileName()));
    }

    /**
     * A keyed hash that tells whether two values are the same without telling the value: the same for equal values of a type anywhere
     * in this installation, meaningless outside it.
     *
     * @return hex
     */
    public String fingerprint(EntityType type, String value) {
        return HexFormat.of().formatHex(mac("fingerprint", type.name(), NormalizedValue.of(type, value)));
    }

    /** The same for equal values of one user only, so that the database does not show who shares a value with whom. */
    byte[] lookup(String user, EntityType type, String original) {
        return mac("lookup", user, type.name(), NormalizedValue.of(type, original));
    }

    /**
     * Encrypts so that it can only be decrypted under the same binding. Encodes char by char: half a surrogate pair, which UTF-8 would
     * replace, comes back as it was.
     *
     * @param binding what the ciphertext is bound to, in a fixed order
     */
    byte[] encrypt(String plain, String... binding) {
        try {
            ByteBuffer chars = ByteBuffer.allocate(plain.length() * Character.BYTES);
            chars.asCharBuffer().put(plain);
            return vault.encrypt(chars.array(), parts(binding));
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "Cannot encrypt (" + e + "). Check that this Java has its standard crypto providers.", e);
        }
    }

    /** @throws GeneralSecurityException when it was encrypted with another key or binding, or was changed */
    String decrypt(byte[] ciphertext, String... binding) throws GeneralSecurityException {
        return ByteBuffer.wrap(vault.decrypt(ciphertext, parts(binding)))
                .asCharBuffer()
                .toString();
    }

    private byte[] mac(String... parts) {
        try {
            return lookup.computeMac(parts(parts));
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    "Cannot compute an HMAC (" + e + "). Check that this Java has its standard crypto providers.", e);
        }
    }

    /** Each part with its length before it, so that no two lists of parts give the same bytes. */
    private static byte[] parts(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String part : parts) {
                out.writeInt(part.length());
                out.writeChars(part);
            }
        } catch (IOException e) {
            throw new AssertionError("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
