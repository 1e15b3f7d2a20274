package io.cloakroom.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Reads in what arrives, however it is cut, when the origin sent each event: {@link #MARK} and so many digits of {@link System#nanoTime}. */
final class Stamps {

    /** Comes before the time, and nowhere else in an answer. */
    static final String MARK = "chatcmpl-";

    static final int DIGITS = 19;

    private static final byte[] BYTES = MARK.getBytes(StandardCharsets.US_ASCII);

    private final LongConsumer ages;
    private int matched;
    private long value;

    /** @param ages given the time each event was under way, nanoseconds */
    Stamps(LongConsumer ages) {
        this.ages = ages;
    }

    void take(ByteBuf bytes, long now) {
        bytes.forEachByte(b -> {
            next(b, now);
            return true;
        });
    }

    private void next(byte b, long now) {
        if (matched < BYTES.length) {
            matched = b == BYTES[matched] ? matched + 1 : b == BYTES[0] ? 1 : 0;
            value = 0;
            return;
        }
        value = value * 10 + (b - '0');
        matched++;
        if (matched == BYTES.length + DIGITS) {
            ages.accept(now - value);
            matched = 0;
        }
    }
}
