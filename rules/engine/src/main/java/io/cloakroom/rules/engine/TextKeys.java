package io.cloakroom.rules.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Names texts by a hash whose key lives and dies with this process, so that a memory dump does not say which texts were seen. */
final class TextKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHUNK = 8192;

    private final SecretKeySpec secret;

    TextKeys() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = new SecretKeySpec(random, ALGORITHM);
    }

    Key of(String text, @Nullable String language, String version) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((version + '\n' + language + '\n').getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Character.BYTES);
            for (int from = 0; from < text.length(); from += CHUNK) {
                int to = Math.min(text.length(), from + CHUNK);
                bytes.clear();
                bytes.asCharBuffer().put(text, from, to);
                bytes.limit((to - from) * Character.BYTES);
                mac.update(bytes);
            }
            ByteBuffer hash = ByteBuffer.wrap(mac.doFinal());
            return new Key(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** 256 bits. */
    record Key(long a, long b, long c, long d) {}
}
