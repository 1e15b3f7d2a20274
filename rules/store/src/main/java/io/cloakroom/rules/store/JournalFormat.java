package io.cloakroom.rules.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line: {@code {"seq":2,"prev":"…","start":{…},"hash":"…"}}. The hash covers the bytes before {@code ,"hash":}, and with
 * {@code prev} the whole journal up to there; {@code head -c} and {@code sha256sum} can check it.
 */
final class JournalFormat {
    /** What the first record has as {@code prev}. */
    static final String GENESIS = "0".repeat(64);

    private static final int HASH_LENGTH = 64;
    private static final int TAIL_LENGTH = ",\"hash\":\"".length() + HASH_LENGTH + "\"}".length();
    private static final Pattern LINE = Pattern.compile(
            "\\{\"seq\":([1-9][0-9]{0,17}),\"prev\":\"([0-9a-f]{64})\",.*,\"hash\":\"([0-9a-f]{64})\"}",
            Pattern.DOTALL);

    private JournalFormat() {}

    /** A line without its newline, and the hash the next one refers to. */
    record Line(byte[] bytes, String hash) {}

    /** Where a line says it stands in the chain. */
    record Link(long seq, String prev, String hash) {}

    /** @param body what the record says, {@code "start":{…}} */
    static Line line(long seq, String prev, String body) {
        String head = "{\"seq\":" + seq + ",\"prev\":\"" + prev + "\"," + body;
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        String hash = sha256(bytes, bytes.length);
        return new Line((head + ",\"hash\":\"" + hash + "\"}").getBytes(StandardCharsets.UTF_8), hash);
    }

    /** Null when the line is not a record. */
    static @Nullable Link link(byte[] line) {
        Matcher matcher = LINE.matcher(new String(line, StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? new Link(Long.parseLong(matcher.group(1)), matcher.group(2), matcher.group(3))
                : null;
    }

    /** Whether a record has the hash that it says it has. */
    static boolean isIntact(byte[] line, Link link) {
        return link.hash().equals(sha256(line, line.length - TAIL_LENGTH));
    }

    private static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
