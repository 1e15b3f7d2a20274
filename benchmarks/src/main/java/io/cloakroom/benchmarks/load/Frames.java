package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.util.List;

/**
 * How long a WebSocket message takes to the origin, which sends it back, and from there: its text is inspected on the way there, and what it
 * got placeholders for restored on the way back.
 */
final class Frames implements Scenario {

    private static final int LENGTH = 200;
    private static final double PER_SECOND = 200;

    @Override
    public void run(Lab lab) throws InterruptedException {
        Report report = lab.report();
        report.heading("WebSocket messages with a new text of %d characters there and back, on %d connections"
                .formatted(LENGTH, Plan.USUAL));
        report.table(
                "",
                "frames/s, as many as possible",
                "CPU µs/frame",
                "at frames/s",
                "p50 ms",
                "p99 ms",
                "added p50 ms",
                "added p99 ms",
                "failed");
        Measured direct = null;
        for (Peer peer : List.of(Peer.DIRECT, Peer.LITTLEPROXY, Peer.CLOAKROOM)) {
            try {
                Party party = lab.required(peer);
                Measured most = asMany(lab, party);
                Measured paced = atPace(lab, party);
                direct = direct == null ? paced : direct;
                report.row(
                        peer.shown(),
                        number(most.perSecond()),
                        party.process() == null ? "–" : number(most.cpuMicrosEach()),
                        number(paced.perSecond()),
                        number(paced.p50()),
                        number(paced.p99()),
                        number(paced.p50() - direct.p50()),
                        number(paced.p99() - direct.p99()),
                        Long.toString(most.failures() + paced.failures()));
                if (peer == Peer.CLOAKROOM) {
                    report.put(Figure.FRAME_ADDED, paced.p99() - direct.p99());
                }
            } catch (IOException e) {
                report.failed(peer.shown(), 7, e);
            }
        }
        report.endTable();
    }

    private static Measured asMany(Lab lab, Party party) throws IOException, InterruptedException {
        Plan plan = lab.plan();
        return lab.loads().closed(party, Prompts.frames(LENGTH), Plan.USUAL, plan.first(), plan.window());
    }

    private static Measured atPace(Lab lab, Party party) throws IOException, InterruptedException {
        Plan plan = lab.plan();
        return lab.loads()
                .paced(
                        party,
                        Prompts.frames(LENGTH),
                        Plan.USUAL,
                        PER_SECOND,
                        plan.warmUp(),
                        plan.window().multipliedBy(2));
    }
}
