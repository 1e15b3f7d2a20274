package io.cloakroom.rules.store;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.PemKeyType;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.signature.EcdsaPublicKey;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import com.google.crypto.tink.signature.SignatureConfig2026;
import com.google.crypto.tink.signature.SignaturePemKeysetReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who may publish content: public keys, each in a file of its own, PEM (ECDSA on P-256 with SHA-256, as {@link #generate} writes it) or a
 * public keyset in Tink's JSON.
 */
public final class ContentKeys {

    private static final Configuration SIGNATURE = SignatureConfig2026.get();
    private static final String PEM = "-----BEGIN";

    private final List<Trusted> trusted;

    private ContentKeys(List<Trusted> trusted) {
        this.trusted = trusted;
    }

    private record Trusted(Path file, PublicKeyVerify key) {}

    /** @throws StoreException when a file is not a public key; the message names it */
    public static ContentKeys read(List<Path> files) {
        List<Trusted> trusted = new ArrayList<>();
        for (Path file : files) {
            try {
                String text = Files.readString(file);
                KeysetHandle keys = text.startsWith(PEM)
                        ? SignaturePemKeysetReader.newBuilder()
                                .addPem(text, PemKeyType.ECDSA_P256_SHA256)
                                .buildPublicKeysetHandle()
                        : TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(text, SIGNATURE);
                trusted.add(new Trusted(file, keys.getPrimitive(SIGNATURE, PublicKeyVerify.class)));
            } catch (IOException | GeneralSecurityException e) {
                throw new StoreException(
                        "content.trust: " + file + " is not a public key (" + e
                                + "). Name PEM files as cloakroom content key writes them, or public Tink keysets in JSON.",
                        e);
            }
        }
        return new ContentKeys(List.copyOf(trusted));
    }

    public boolean isEmpty() {
        return trusted.isEmpty();
    }

    /** The file of the key that made a signature; empty when none of these did. */
    Optional<Path> signer(byte[] signature, byte[] signed) {
        for (Trusted each : trusted) {
            try {
                each.key().verify(signature, signed);
                return Optional.of(each.file());
            } catch (GeneralSecurityException e) {
                // Not this one.
            }
        }
        return Optional.empty();
    }

    /**
     * Makes a pair of keys.
     *
     * @param privateFile for whoever publishes, readable by its owner alone; Tink's JSON
     * @param publicFile for {@code content.trust}; PEM
     * @throws FileAlreadyExistsException when one of the files is there: a key is never overwritten
     */
    public static void generate(Path privateFile, Path publicFile) throws IOException {
        for (Path file : List.of(privateFile, publicFile)) {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(
                        file.toString(), null, "it exists, and a key is never overwritten; name another with --out");
            }
        }
        try {
            KeysetHandle keys = KeysetHandle.generateNew(PredefinedSignatureParameters.ECDSA_P256_NO_PREFIX, SIGNATURE);
            DataDirectory.replaceFile(
                    privateFile,
                    TinkJsonProtoKeysetFormat.serializeKeyset(keys, SIGNATURE, InsecureSecretKeyAccess.get())
                            .getBytes(StandardCharsets.UTF_8));
            Files.writeString(publicFile, pem((EcdsaPublicKey)
                    keys.getPublicKeysetHandle().getPrimary().getKey()));
        } catch (GeneralSecurityException e) {
            throw new StoreException("Cannot make keys (" + e + ").", e);
        }
    }

    @AccessesPartialKey
    private static String pem(EcdsaPublicKey key) throws GeneralSecurityException {
        byte[] encoded = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        key.getPublicPoint(), key.getParameters().getCurveType().toParameterSpec()))
                .getEncoded();
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** @throws StoreException when the file is not a private key */
    static byte[] sign(Path privateFile, byte[] message) throws IOException {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(privateFile), SIGNATURE, InsecureSecretKeyAccess.get())
                    .getPrimitive(SIGNATURE, PublicKeySign.class)
                    .sign(message);
        } catch (GeneralSecurityException e) {
            throw new StoreException(
                    privateFile + " is not a private key for signing (" + e
                            + "). Name the file that cloakroom content key made.",
                    e);
        }
    }
}
