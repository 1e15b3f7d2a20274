package io.cloakroom.proxy.engine.guard;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Person;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. Without accounts everybody is the default person, which is why such a proxy only listens on loopback; with accounts,
 * everybody proves who they are by proxy credentials (Basic, RFC 7617).
 */
public final class Identity {

    private static final Duration VERIFIED_FOR = Duration.ofMinutes(5);
    private static final Duration FAILURES_COUNT_FOR = Duration.ofMinutes(5);
    private static final int MAX_FAILURES = 10;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 10;
    private static final int MAX_REMEMBERED = 10_000;
    private static final int KEY_BYTES = 32;
    /** What bcrypt looks at; the rest of a longer password would not count. */
    private static final int MAX_PASSWORD_BYTES = 72;

    private final Person defaultPerson;
    private final Map<String, Account> accounts;
    private final byte[] key = random();
    private final Cache<ByteBuffer, Person> verified = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(VERIFIED_FOR)
            .executor(Runnable::run)
            .build();
    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(FAILURES_COUNT_FOR)
            .executor(Runnable::run)
            .build();

    private final Cache<InetAddress, AtomicInteger> failuresByAddress = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(FAILURES_COUNT_FOR)
            .executor(Runnable::run)
            .build();

    /** What {@link Identity#of} does. */
    @FunctionalInterface
    public interface Source {
        Person of(HttpHeaders headers, InetAddress from) throws RefusedException;
    }

    /** @param passwordHash bcrypt, {@code $2b$…} */
    public record Account(String passwordHash, Set<String> groups) {
        public Account {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * @param defaultUser who everybody is while there are no accounts
     * @param accounts user → account; empty when no credentials are asked for
     */
    public Identity(String defaultUser, Map<String, Account> accounts) {
        this.defaultPerson = Person.of(defaultUser);
        this.accounts = Map.copyOf(accounts);
    }

    /** Whether people must prove who they are. */
    public boolean asks() {
        return !accounts.isEmpty();
    }

    /**
     * The person behind a request. Blocks for about a tenth of a second when credentials were not seen lately.
     *
     * @throws RefusedException with 407 when nobody is known to be asking, 429 after too many wrong passwords
     */
    public Person of(HttpHeaders headers, InetAddress from) throws RefusedException {
        if (!asks()) {
            return defaultPerson;
        }
        List<String> values = headers.getAll(HttpHeaderNames.PROXY_AUTHORIZATION);
        byte[] credentials = values.size() == 1 ? decoded(values.getFirst()) : null;
        if (credentials == null) {
            throw new RefusedException(Refusal.unauthenticated());
        }
        ByteBuffer fingerprint = fingerprint(credentials);
        Person known = verified.getIfPresent(fingerprint);
        if (known != null) {
            return known;
        }
        String user = user(credentials);
        // Counted per address and name: a stranger cannot lock out somebody elsewhere.
        AtomicInteger failed = failures.get(from.getHostAddress() + " " + user, name -> new AtomicInteger());
        // One comparison for all connections that a browser opens at once.
        Person person = verified.get(fingerprint, key -> matching(user, credentials, failed));
        if (person == null) {
            Refusal refusal = failed.get() > MAX_FAILURES
                    ? Refusal.lockedOut((int) FAILURES_COUNT_FOR.toSeconds())
                    : Refusal.unauthenticated();
            throw new RefusedException(refusal.after(delay(from)));
        }
        return person;
    }

    /** Doubles with each failure from an address, whatever names were tried. */
    private Duration delay(InetAddress from) {
        int count = failuresByAddress.get(from, address -> new AtomicInteger()).incrementAndGet();
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    private static String user(byte[] credentials) {
        return new String(credentials, 0, colon(credentials), StandardCharsets.UTF_8);
    }

    private static int colon(byte[] credentials) {
        int colon = 0;
        while (colon < credentials.length && credentials[colon] != ':') {
            colon++;
        }
        return colon;
    }

    /** Counted before it is compared, so that guesses side by side count too. */
    private @Nullable Person matching(String user, byte[] credentials, AtomicInteger failed) {
        if (failed.incrementAndGet() > MAX_FAILURES) {
            return null;
        }
        int start = Math.min(colon(credentials) + 1, credentials.length);
        byte[] password = Arrays.copyOfRange(credentials, start, credentials.length);
        Account account = accounts.get(user);
        // An unknown name costs as much time as a wrong password, so that names cannot be guessed by the clock.
        Account compared = account == null ? accounts.values().iterator().next() : account;
        boolean right = password.length <= MAX_PASSWORD_BYTES
                && BCrypt.verifyer()
                        .verify(password, compared.passwordHash().getBytes(StandardCharsets.US_ASCII))
                        .verified;
        if (account == null || !right) {
            return null;
        }
        failed.decrementAndGet();
        return new Person(user, account.groups(), "");
    }

    private static byte @Nullable [] decoded(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(header.substring(6).strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private ByteBuffer fingerprint(byte[] credentials) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return ByteBuffer.wrap(mac.doFinal(credentials));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
