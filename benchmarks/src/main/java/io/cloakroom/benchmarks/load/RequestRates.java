package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prompts of 2 KB on connections that are kept: as many as there can be, then at a pace that leaves the machine room. */
final class RequestRates implements Scenario {

    /** Of what is possible with new texts, so that latency is not that of a queue. */
    private static final double SHARE = 0.3;

    private record Job(
            Peer peer,
            String what,
            Prompts.Source requests,
            @Nullable Figure rate,
            @Nullable Figure cpu) {
        String shown() {
            return what.isEmpty() ? peer.shown() : peer.shown() + ", " + what;
        }
    }

    private final List<Job> jobs = List.of(
            new Job(Peer.DIRECT, "", Prompts.seen(), null, null),
            new Job(Peer.LITTLEPROXY, "", Prompts.seen(), null, Figure.LITTLEPROXY_CPU),
            new Job(Peer.GATE, "", Prompts.seen(), Figure.GATE_RATE, null),
            new Job(Peer.CLOAKROOM, "no text in the body", Prompts.numbers(), Figure.NOTHING_RATE, null),
            new Job(Peer.CLOAKROOM, "text seen before", Prompts.seen(), Figure.SEEN_RATE, null),
            new Job(Peer.CLOAKROOM, "new text", Prompts.unseen(), null, Figure.UNSEEN_CPU),
            new Job(Peer.MITMPROXY, "", Prompts.seen(), Figure.MITMPROXY_RATE, null),
            new Job(Peer.SQUID, "", Prompts.seen(), null, null));

    private double unseenRate = Double.NaN;

    @Override
    public void run(Lab lab) throws InterruptedException {
        Report report = lab.report();
        report.heading("Prompts of 2 KB, keep-alive, as many as possible");
        report.table("", "connections", "requests/s", "p50 ms", "p99 ms", "CPU µs/request", "RSS MB", "failed");
        for (Job job : jobs) {
            try {
                asMany(lab, job);
            } catch (IOException e) {
                report.failed(job.shown(), 6, e);
            }
        }
        report.endTable();
        double pace = Double.isNaN(unseenRate) ? 50 : SHARE * unseenRate;
        report.heading("The same at %s requests/s on %d connections".formatted(number(pace), Plan.USUAL));
        report.table("", "requests/s", "p50 ms", "p99 ms", "CPU µs/request", "failed");
        for (Job job : jobs) {
            try {
                atPace(lab, job, pace);
            } catch (IOException e) {
                report.failed(job.shown(), 4, e);
            }
        }
        report.endTable();
    }

    private void asMany(Lab lab, Job job) throws IOException, InterruptedException {
        Party party = lab.required(job.peer());
        Plan plan = lab.plan();
        if (job.peer().isJava()) {
            lab.loads().closed(party, job.requests(), Plan.USUAL, plan.first(), plan.warmUp());
        }
        for (int connections : plan.connections()) {
            Measured measured = lab.loads().closed(party, job.requests(), connections, plan.warmUp(), plan.window());
            Child process = party.process();
            lab.report()
                    .row(
                            job.shown(),
                            Integer.toString(connections),
                            number(measured.perSecond()),
                            number(measured.p50()),
                            number(measured.p99()),
                            process == null ? "–" : number(measured.cpuMicrosEach()),
                            process == null ? "–" : Report.megabytes(process.rss()),
                            Long.toString(measured.failures()));
            if (connections == Plan.USUAL) {
                keep(lab.report(), job, measured);
            }
        }
    }

    private void keep(Report report, Job job, Measured measured) {
        if (job.rate() != null) {
            report.put(job.rate(), measured.perSecond());
        }
        if (job.cpu() != null) {
            report.put(job.cpu(), measured.cpuMicrosEach());
        }
        if (job.cpu() == Figure.UNSEEN_CPU) {
            unseenRate = measured.perSecond();
        }
    }

    private static void atPace(Lab lab, Job job, double pace) throws IOException, InterruptedException {
        Party party = lab.required(job.peer());
        Plan plan = lab.plan();
        Measured measured = lab.loads()
                .paced(
                        party,
                        job.requests(),
                        Plan.USUAL,
                        pace,
                        plan.warmUp(),
                        plan.window().multipliedBy(2));
        lab.report()
                .row(
                        job.shown(),
                        number(measured.perSecond()),
                        number(measured.p50()),
                        number(measured.p99()),
                        party.process() == null ? "–" : number(measured.cpuMicrosEach()),
                        Long.toString(measured.failures()));
        if (job.peer() == Peer.DIRECT) {
            lab.report().put(Figure.DIRECT_P99, measured.p99());
        }
        if (job.cpu() == Figure.UNSEEN_CPU) {
            lab.report().put(Figure.UNSEEN_P99, measured.p99());
        }
    }
}
