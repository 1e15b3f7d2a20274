package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Whether somebody's long text delays everybody else: it occupies one thread of a lane, the others are free. */
final class StalledAnalysis implements Scenario {

    private static final double PACE = 200;

    /** Characters; the longest bodies that share a lane with prompts have 64 KB. */
    private static final int IN_THE_SAME_LANE = 60_000;

    @Override
    public void run(Lab lab) throws IOException, InterruptedException {
        Party party = lab.required(Peer.CLOAKROOM);
        Report report = lab.report();
        report.heading("Prompts seen before, %s/s on %d connections, while one other connection has long texts analysed"
                .formatted(number(PACE), Plan.USUAL));
        report.table("", "p50 ms", "p99 ms", "added p99 ms", "failed");
        lab.loads()
                .closed(
                        party,
                        Prompts.seen(),
                        Plan.USUAL,
                        lab.plan().first(),
                        lab.plan().warmUp());
        Measured calm = measure(lab, party);
        row(report, "nothing else", calm, calm);
        int[] lengths = {IN_THE_SAME_LANE, lab.plan().longText()};
        double worst = 0;
        for (int length : lengths) {
            Measured stalled = besideTexts(lab, party, length);
            worst = Math.max(worst, stalled.p99() - calm.p99());
            row(report, "%,d characters, one text after the other".formatted(length), stalled, calm);
        }
        report.endTable();
        report.put(Figure.STALLED_ADDED, worst);
    }

    private static void row(Report report, String what, Measured measured, Measured calm) {
        report.row(
                what,
                number(measured.p50()),
                number(measured.p99()),
                number(measured.p99() - calm.p99()),
                Long.toString(measured.failures()));
    }

    private static Measured measure(Lab lab, Party party) throws IOException, InterruptedException {
        return lab.loads()
                .paced(
                        party,
                        Prompts.seen(),
                        Plan.USUAL,
                        PACE,
                        lab.plan().warmUp(),
                        lab.plan().window());
    }

    private static Measured besideTexts(Lab lab, Party party, int length) throws IOException, InterruptedException {
        Generator generator = lab.generator();
        List<Connection> sender = generator.open(party.way(), 1, 1, Duration.ofSeconds(10));
        Prompts.Source texts = Prompts.unseen(length);
        generator.call(() -> {
            again(sender.getFirst(), texts);
            return true;
        });
        try {
            return measure(lab, party);
        } finally {
            generator.close(sender);
        }
    }

    private static void again(Connection connection, Prompts.Source texts) {
        connection.ask(texts, answer -> {
            if (answer.status() != Connection.NONE) {
                again(connection, texts);
            }
        });
    }
}
