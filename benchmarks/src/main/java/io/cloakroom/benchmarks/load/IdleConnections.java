package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What connections cost that do nothing, and how long it takes until everybody is back after all were cut. */
final class IdleConnections implements Scenario {

    private static final int OPENED_AT_ONCE = 32;
    private static final Duration OPENING = Duration.ofSeconds(100);

    /** Opened and closed before, so that memory has the size that opening itself needs. */
    private static final int WARM_UP = 1_000;

    @Override
    public void run(Lab lab) throws IOException, InterruptedException {
        int most = Machine.mostConnections();
        int count = Math.min(lab.plan().idle(), most);
        Generator generator = lab.generator();
        Party party = lab.start(Peer.CLOAKROOM);
        Child process = lab.process(party);
        generator.close(generator.open(party.way(), Math.min(WARM_UP, count), OPENED_AT_ONCE, OPENING));
        Thread.sleep(lab.plan().warmUp());
        long before = process.rss();
        List<Connection> idle = generator.open(party.way(), count, OPENED_AT_ONCE, OPENING);
        Thread.sleep(lab.plan().warmUp());
        double each = (process.rss() - before) / (double) idle.size();
        generator.close(idle);
        long cut = System.nanoTime();
        List<Connection> back = generator.open(party.way(), idle.size(), OPENED_AT_ONCE, OPENING);
        double seconds = (System.nanoTime() - cut) / 1e9;
        generator.close(back);
        Report report = lab.report();
        report.heading("Idle intercepted connections, from several addresses");
        report.table("", "connections", "RSS before MB", "KB each", "all back after s", "back/s", "not back");
        report.row(
                Peer.CLOAKROOM.shown(),
                Integer.toString(idle.size()),
                Report.megabytes(before),
                number(each / 1024),
                number(seconds),
                number(back.size() / seconds),
                Integer.toString(idle.size() - back.size()));
        report.endTable();
        if (idle.size() < lab.plan().idle()) {
            report.text(
                    "%,d instead of %,d: at most %,d are possible here (files a process may open, connections the proxy takes on)."
                            .formatted(idle.size(), lab.plan().idle(), most));
        }
        report.put(Figure.IDLE_BYTES, each);
        lab.stop(party);
    }
}
