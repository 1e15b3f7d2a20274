package io.cloakroom.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.benchmarks.load.Report.Figure;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load command measures what it says it does; how much that is, is not looked at here. */
class LoadTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** A few hundred requests directly, and through {@code serve} in a process of its own. */
    @Test
    void requestsAreAnsweredAndCounted(@TempDir Path directory) throws Exception {
        Plan plan = new Plan(List.of(2), NONE, NONE, SHORT, 4, 2, 4, 1_000, Duration.ofSeconds(60));
        try (Lab lab = Lab.open(plan, new Report(), directory)) {
            for (Peer peer : List.of(Peer.DIRECT, Peer.CLOAKROOM)) {
                Party party = lab.start(peer);
                for (Prompts.Source requests : List.of(
                        Prompts.seen(),
                        Prompts.unseen(),
                        Prompts.numbers(),
                        Prompts.get(),
                        Prompts.stream(1, NONE),
                        Prompts.frames(200))) {
                    Measured measured = lab.loads().closed(party, requests, 2, NONE, SHORT);
                    assertThat(measured.failures()).isZero();
                    assertThat(measured.latencies().count()).isPositive();
                }
                Measured paced = lab.loads().paced(party, Prompts.seen(), 2, 50, NONE, SHORT);
                assertThat(paced.failures()).isZero();
                assertThat(paced.p99()).isPositive();
                if (peer == Peer.CLOAKROOM) {
                    assertThat(party.cpuMicros()).isPositive();
                    assertThat(lab.process(party).peakRss()).isGreaterThan(10 << 20);
                }
            }
        }
    }

    @Test
    void theAgeOfAnEventIsReadHoweverItIsCut() {
        List<Long> ages = new ArrayList<>();
        Stamps stamps = new Stamps(ages::add);
        String stream =
                "data: {\"id\":\"chatcmpl-%019d\"}\n\ndata: {\"id\":\"chatcmpl-%019d\"}\n\n".formatted(1_000, 2_000);
        for (int at = 0; at < stream.length(); at += 7) {
            String piece = stream.substring(at, Math.min(stream.length(), at + 7));
            stamps.take(Unpooled.copiedBuffer(piece, StandardCharsets.US_ASCII), 2_500);
        }
        assertThat(ages).containsExactly(1_500L, 500L);
    }

    @Test
    void percentilesAreThoseOfTheSamples() {
        Samples samples = new Samples();
        for (int i = 2_000; i >= 1; i--) {
            samples.add(i * 1_000_000L);
        }
        assertThat(samples.millis(50)).isEqualTo(1_000);
        assertThat(samples.millis(99)).isEqualTo(1_980);
        assertThat(samples.millis(100)).isEqualTo(2_000);
        assertThat(new Samples().millis(50)).isNaN();
    }

    @Test
    void targetsAreComparedWithWhatWasMeasured() {
        Report report = new Report();
        report.put(Figure.MITMPROXY_RATE, 500);
        report.put(Figure.SEEN_RATE, 4_100);
        report.put(Figure.SCAN_CPU, 1_000);
        report.put(Figure.LITTLEPROXY_CPU, 100);
        report.put(Figure.UNSEEN_CPU, 1_300);
        Targets.print(report);
        assertThat(report.markdown())
                .contains("| Text seen before, requests/s | ≥ 8.00 × mitmproxy | 8.20 × | yes |")
                .contains("| ≤ 1,250 µs | 1,300 µs | **no** |")
                .contains("| ≤ 60.0 KB | – KB | not measured |");
    }
}
