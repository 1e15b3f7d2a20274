package io.cloakroom.rules.wire.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.UninspectableException.Reason;
import io.cloakroom.rules.wire.coding.ContentCoding.Limits;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BombTest {

    private static final int MEBIBYTE = 1 << 20;

    /** What decoding may allocate in all, which bounds what it can hold. */
    private static final long ALLOCATED_AT_MOST = 64L * MEBIBYTE;

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Refuses, and tells how much memory that took. */
    private static UninspectableException refused(String codings, byte[] bomb, String what) {
        long before = allocated();
        UninspectableException refused = catchThrowableOfType(
                UninspectableException.class, () -> ContentCoding.decode(codings, bomb, Limits.DEFAULT));
        long allocated = allocated() - before;
        assertThat(refused).as(codings).isNotNull();
        assertThat(allocated).as("bytes allocated").isLessThan(ALLOCATED_AT_MOST);
        System.out.printf(
                "trust 23: %s: %,d bytes in, refused after allocating %d MiB: %s%n",
                what, bomb.length, allocated / MEBIBYTE, refused.getMessage());
        return refused;
    }

    @DisplayName("trust 23: 1 GiB of zeros is refused, within 64 MiB of memory")
    @ParameterizedTest(name = "trust 23: 1 GiB of zeros, coded as {0}, is refused within 64 MiB of memory")
    @CsvSource({"gzip, TOO_LARGE", "deflate, TOO_LARGE", "br, TOO_LARGE", "zstd, BOMB"})
    void aGibibyteOfZeros(String coding, Reason reason) {
        byte[] bomb = Coded.zeros(coding, 1024);
        assertThat(bomb.length).isLessThan(2 * MEBIBYTE);
        assertThat(refused(coding, bomb, "1 GiB of zeros as " + coding).reason())
                .isEqualTo(reason);
    }

    @DisplayName("trust 23: 1 GiB of zeros, coded twice, is refused, within 64 MiB of memory")
    @ParameterizedTest(name = "trust 23: 1 GiB of zeros, coded as {0} and then {1}, is refused within 64 MiB of memory")
    @CsvSource({"gzip, gzip", "gzip, br", "gzip, zstd", "deflate, gzip", "zstd, zstd", "br, gzip"})
    void codedTwice(String inner, String outer) {
        byte[] bomb = Coded.as(outer, Coded.zeros(inner, 1024));
        UninspectableException refused =
                refused(inner + ", " + outer, bomb, "1 GiB of zeros as " + inner + ", " + outer);
        assertThat(refused.reason()).isIn(Reason.BOMB, Reason.TOO_LARGE);
    }

    @Test
    @DisplayName(
            "trust 23: a gzip of gzip of gzip of gzip is refused at the fifth coding, and bounded at every one before")
    void codedOftenerThanAnyoneDoes() {
        byte[] bomb = Coded.as("gzip,gzip,gzip", Coded.zeros("gzip", 1024));
        assertThat(refused("gzip,gzip,gzip,gzip", bomb, "1 GiB of zeros as gzip four times")
                        .reason())
                .isEqualTo(Reason.BOMB);
        assertThat(refused("gzip,gzip,gzip,gzip,gzip", bomb, "gzip five times"))
                .hasMessage("more than 4 content codings on top of each other");
    }

    @Test
    @DisplayName("trust 23: the reasons name the limit")
    void theReasonsNameTheLimit() {
        assertThat(refused("gzip", Coded.zeros("gzip", 1024), "gzip"))
                .hasMessage("decoded, the body is larger than 16777216 bytes");
        assertThat(refused("zstd", Coded.zeros("zstd", 1024), "zstd"))
                .hasMessage("decoded, the body is more than 100 times larger");
    }
}
