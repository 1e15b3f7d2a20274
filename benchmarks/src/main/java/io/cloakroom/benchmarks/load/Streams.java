package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** How long the first token takes while many other answers are being streamed slowly. */
final class SlowStreams implements Scenario {

    private static final int OPENED_AT_ONCE = 32;
    private static final Duration OPENING = Duration.ofSeconds(60);
    private static final Duration RAMP = Duration.ofSeconds(10);
    private static final int PROBES_PER_SECOND = 50;
    private static final int PROBING_CONNECTIONS = 16;

    @Override
    public void run(Lab lab) throws InterruptedException {
        Report report = lab.report();
        report.heading("First token of a streamed answer while %,d others run, an event every %d s each"
                .formatted(lab.plan().streams(), Origin.EVENT_MILLIS / 1_000));
        report.table("", "streams", "first token p50 ms", "p99 ms", "added p50 ms", "added p99 ms", "CPU %", "failed");
        Measured direct = null;
        for (Peer peer : List.of(Peer.DIRECT, Peer.LITTLEPROXY, Peer.CLOAKROOM)) {
            try {
                Party party = lab.required(peer);
                Measured measured = measure(lab, party);
                direct = direct == null ? measured : direct;
                double added = measured.p99() - direct.p99();
                report.row(
                        peer.shown(),
                        Integer.toString(lab.plan().streams()),
                        number(measured.p50()),
                        number(measured.p99()),
                        number(measured.p50() - direct.p50()),
                        number(added),
                        party.process() == null ? "–" : number(measured.cpuMicros() / 1e4 / measured.seconds()),
                        Long.toString(measured.failures()));
                if (peer == Peer.CLOAKROOM) {
                    report.put(Figure.FIRST_TOKEN_ADDED, added);
                }
            } catch (IOException e) {
                report.failed(peer.shown(), 6, e);
            }
        }
        report.endTable();
    }

    private static Measured measure(Lab lab, Party party) throws IOException, InterruptedException {
        Plan plan = lab.plan();
        Generator generator = lab.generator();
        Duration probing = Duration.ofMillis(1_000L * plan.probes() / PROBES_PER_SECOND);
        long streaming = RAMP.plus(probing).toMillis() + 2L * Origin.EVENT_MILLIS;
        Prompts.Source stream = Prompts.stream((int) (streaming / Origin.EVENT_MILLIS));
        lab.loads().closed(party, Prompts.stream(1), Plan.USUAL, plan.first(), plan.warmUp());
        List<Connection> probes = generator.open(party.way(), PROBING_CONNECTIONS, PROBING_CONNECTIONS, OPENING);
        List<Connection> streams = generator.open(party.way(), plan.streams(), OPENED_AT_ONCE, OPENING);
        try {
            if (streams.size() < plan.streams()) {
                throw new IOException("only " + streams.size() + " connections could be opened");
            }
            Probing measuring = new Probing(probes);
            generator.call(() -> begin(generator, streams, stream, measuring));
            Thread.sleep(RAMP);
            ScheduledFuture<?> ticking = tick(generator, measuring);
            try {
                return Measured.during(probing, generator, measuring.recording, party);
            } finally {
                ticking.cancel(false);
            }
        } finally {
            generator.close(streams);
            generator.close(probes);
        }
    }

    private static ScheduledFuture<?> tick(Generator generator, Probing probing) {
        return generator
                .loop()
                .scheduleAtFixedRate(probing::tick, 0, 1_000_000 / PROBES_PER_SECOND, TimeUnit.MICROSECONDS);
    }

    private static boolean begin(
            Generator generator, List<Connection> connections, Prompts.Source stream, Probing failures) {
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            long at = RAMP.toMillis() * 800 * i / connections.size();
            generator.loop().schedule(() -> connection.ask(stream, failures::streamEnded), at, TimeUnit.MICROSECONDS);
        }
        return true;
    }

    /** Short streams, one by one; lives on the event loop. */
    private static final class Probing {

        private final List<Connection> connections;
        private final Prompts.Source requests = Prompts.stream(1);
        private final Recording recording = new Recording();
        private int next;

        Probing(List<Connection> connections) {
            this.connections = connections;
        }

        void tick() {
            Connection connection = connections.get(next++ % connections.size());
            if (connection.isBusy()) {
                recording.failed("a probe is still waiting for its answer");
                return;
            }
            connection.ask(requests, answer -> {
                if (answer.status() == 200) {
                    recording.add(answer.first() - answer.sent());
                } else {
                    recording.failed("status " + answer.status());
                }
            });
        }

        void streamEnded(Connection.Answer answer) {
            if (answer.status() != 200) {
                recording.failed("a stream ended with status " + answer.status());
            }
        }
    }
}
