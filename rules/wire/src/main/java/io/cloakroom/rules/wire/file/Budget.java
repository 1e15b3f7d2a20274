package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;

/**
 * What may be spent on one upload and everything inside it. Counted across nested archives, so that many small bombs are one.
 *
 * @see Limits
 */
public final class Budget {

    /** Most bytes that one upload unpacks to. */
    static final long MOST_DECODED = 96L << 20;

    private final Limits limits;
    private long decodedLeft;
    private int entriesLeft;

    private Budget(Limits limits, int size) {
        this.limits = limits;
        long byRatio = Math.max(limits.alwaysDecoded(), (long) size * limits.expansion());
        this.decodedLeft = Math.min(limits.decoded(), byRatio);
        this.entriesLeft = limits.entries();
    }

    /** What may be spent on one upload of so many bytes. */
    public static Budget of(int size) {
        return new Budget(Limits.DEFAULT, size);
    }

    /** @throws LensException when an archive this deep is not opened any more */
    void depth(int depth) throws LensException {
        if (depth > limits.depth()) {
            throw new LensException("archives in archives more than " + limits.depth() + " deep");
        }
    }

    void entries(int count) throws LensException {
        entriesLeft -= count;
        if (entriesLeft < 0) {
            throw new LensException("more than " + limits.entries() + " files in one upload");
        }
    }

    /**
     * Takes note that so much was unpacked.
     *
     * @throws LensException when that is more than may be, or than can be now
     */
    public void decode(long bytes) throws LensException {
        decodedLeft -= bytes;
        if (decodedLeft < 0) {
            throw new LensException("unpacked, this upload is larger than can be inspected (" + limits.expansion()
                    + " times its size, or " + (limits.decoded() >> 20) + " MiB)");
        }
        Bounded.unpack(bytes);
    }

    /**
     * @param decoded most bytes all parts together unpack to
     * @param alwaysDecoded bytes that may be unpacked however small the upload is
     * @param expansion most times its own size an upload unpacks to, beyond {@code alwaysDecoded}
     * @param entries most files in archives
     * @param depth archives in archives in an archive
     */
    private record Limits(long decoded, long alwaysDecoded, int expansion, int entries, int depth) {

        static final Limits DEFAULT = new Limits(MOST_DECODED, 1L << 20, 100, 10_000, 3);
    }
}
