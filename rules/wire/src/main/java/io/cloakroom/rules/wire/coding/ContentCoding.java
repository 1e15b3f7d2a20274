package io.cloakroom.rules.wire.coding;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;

/** Undoes the content codings of a whole body (RFC 9110 section 8.4), within limits. */
public final class ContentCoding {

    private ContentCoding() {}

    /**
     * How large a body may get.
     *
     * @param maxDecoded bytes after decoding, &gt; 0
     * @param maxExpansion times the coded size, &gt; 0; a body that decodes to 64 KiB or less is no bomb whatever its size was
     */
    public record Limits(int maxDecoded, int maxExpansion) {

        /** 16 MiB and 100 times. */
        public static final Limits DEFAULT = new Limits(16 * 1024 * 1024, 100);

        private static final int NEVER_A_BOMB = 64 * 1024;

        public Limits {
            if (maxDecoded <= 0 || maxExpansion <= 0) {
                throw new IllegalArgumentException("limits must be positive: " + maxDecoded + ", " + maxExpansion);
            }
        }

        private Bound bound(int coded) {
            long expanded = Math.max(NEVER_A_BOMB, (long) coded * maxExpansion);
            return expanded < maxDecoded
                    ? new Bound(
                            (int) expanded,
                            Reason.BOMB,
                            "decoded, the body is more than " + maxExpansion + " times larger")
                    : new Bound(
                            maxDecoded, Reason.TOO_LARGE, "decoded, the body is larger than " + maxDecoded + " bytes");
        }
    }

    /**
     * The decoded body; the same array when there is no coding, however large it is. Every coding's result, not only the last one's, is within limits, and
     * decoding stops as soon as it is not.
     *
     * @param contentEncoding value of the Content-Encoding header, {@code gzip}, {@code br}, {@code gzip, br}; {@code ""} for none
     * @throws UninspectableException for an unknown coding, bytes that are not what the coding says or end too early, or a body beyond
     *     the limits
     */
    public static byte[] decode(String contentEncoding, byte[] body, Limits limits) throws UninspectableException {
        if (StreamDecoder.isIdentity(contentEncoding)) {
            return body;
        }
        try (StreamDecoder decoder = new StreamDecoder(contentEncoding, limits.bound(body.length))) {
            byte[] decoded = decoder.push(body);
            if (body.length > 0) {
                decoder.finish();
            }
            return decoded;
        }
    }
}
