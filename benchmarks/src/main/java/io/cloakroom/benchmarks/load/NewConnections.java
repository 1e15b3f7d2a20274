package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** CONNECT, TLS on both sides with full handshakes, one small request, and the end: what opening a page costs. */
final class NewConnections implements Scenario {

    private static final int AT_ONCE = 16;

    @Override
    public void run(Lab lab) throws InterruptedException {
        Report report = lab.report();
        report.heading("New intercepted connections with one GET each, " + AT_ONCE + " at once");
        report.table("", "connections/s", "p50 ms", "p99 ms", "CPU ms/connection", "failed");
        for (Peer peer : Peer.values()) {
            try {
                Party party = lab.required(peer);
                Measured measured = measure(lab, party);
                report.row(
                        peer.shown(),
                        number(measured.perSecond()),
                        number(measured.p50()),
                        number(measured.p99()),
                        party.process() == null ? "–" : number(measured.cpuMicrosEach() / 1_000),
                        Long.toString(measured.failures()));
                if (peer == Peer.CLOAKROOM) {
                    report.put(Figure.CLOAKROOM_OPENED, measured.perSecond());
                } else if (peer == Peer.MITMPROXY) {
                    report.put(Figure.MITMPROXY_OPENED, measured.perSecond());
                }
            } catch (IOException e) {
                report.failed(peer.shown(), 4, e);
            }
        }
        report.endTable();
    }

    private static Measured measure(Lab lab, Party party) throws IOException, InterruptedException {
        Generator generator = lab.generator();
        Openers openers = new Openers(generator, party.way());
        generator.loop().execute(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
                openers.open();
            }
        });
        try {
            Thread.sleep(lab.plan().warmUp().multipliedBy(2));
            Measured measured = Measured.during(lab.plan().window(), generator, openers.recording, party);
            if (measured.latencies().count() == 0) {
                throw new IOException("none could be opened: " + openers.recording.lastFailure());
            }
            return measured;
        } finally {
            generator.call(() -> openers.stopped = true);
        }
    }

    /** Open one connection after the other; live on the event loop. */
    private static final class Openers {

        private final Generator generator;
        private final Way way;
        private final Prompts.Source get = Prompts.get();
        private final Recording recording = new Recording();
        private boolean stopped;

        Openers(Generator generator, Way way) {
            this.generator = generator;
            this.way = way;
        }

        void open() {
            if (stopped) {
                return;
            }
            long begin = System.nanoTime();
            generator.open(way).whenComplete((connection, problem) -> {
                if (connection == null) {
                    recording.failed(String.valueOf(problem));
                    generator.loop().schedule(this::open, 10, TimeUnit.MILLISECONDS);
                    return;
                }
                connection.ask(get, answer -> {
                    recording.add(answer, begin);
                    connection.close();
                    open();
                });
            });
        }
    }
}
