package io.cloakroom.benchmarks.load;

import static io.cloakroom.benchmarks.load.Report.number;

import io.cloakroom.benchmarks.load.Report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * How long the first token of an answer takes while other answers are being streamed, the analysis of its prompt included, and how long
 * its first event and each event of the others is under way from the origin.
 *
 * @param count how many others
 * @param every time between two events of each
 * @param ramp within which they begin
 * @param oneCore whether what stands between has one core to itself
 */
record Streams(ToIntFunction<Plan> count, Duration every, Duration ramp, boolean oneCore) implements Scenario {

    private static final int OPENED_AT_ONCE = 32;
    private static final Duration OPENING = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(4);
    private static final int PROBES_PER_SECOND = 50;
    private static final int PROBING_CONNECTIONS = 16;

    /** So many that each hardly moves. */
    static Streams slow() {
        return new Streams(Plan::streams, Duration.ofSeconds(2), Duration.ofSeconds(10), false);
    }

    /** As fast as models write, on one core. */
    static Streams fast() {
        return new Streams(plan -> 50, Duration.ofMillis(5), Duration.ofSeconds(90), true);
    }

    /** Events are measured before anybody else asks anything. */
    private record Result(Measured events, Measured tokens, Samples firstEvents) {}

    @Override
    public void run(Lab lab) throws InterruptedException {
        Report report = lab.report();
        report.heading("First token of a streamed answer while %,d others run, an event every %s ms each%s"
                .formatted(count.applyAsInt(lab.plan()), number(every.toMillis()), oneCore ? lab.oneCore() : ""));
        report.table(
                "",
                "first token p50 ms",
                "p99 ms",
                "added p50 ms",
                "added p99 ms",
                "first event p50 ms",
                "p99 ms",
                "added p99 ms",
                "event p50 ms",
                "p99 ms",
                "added p50 ms",
                "added p99 ms",
                "events/s",
                "CPU %",
                "failed");
        Result direct = null;
        for (Peer peer : List.of(Peer.DIRECT, Peer.LITTLEPROXY, Peer.CLOAKROOM)) {
            try {
                Party party = oneCore ? lab.startOnOneCore(peer) : lab.required(peer);
                try {
                    Result result = measure(lab, party);
                    direct = direct == null ? result : direct;
                    row(report, peer, party, result, direct);
                } finally {
                    if (oneCore) {
                        lab.stop(party);
                    }
                }
            } catch (IOException e) {
                report.failed(peer.shown(), 13, e);
            }
        }
        report.endTable();
    }

    private void row(Report report, Peer peer, Party party, Result result, Result direct) {
        Measured tokens = result.tokens();
        Measured events = result.events();
        double tokenAdded = tokens.p99() - direct.tokens().p99();
        double firstEvent = result.firstEvents().millis(99);
        double firstEventAdded = firstEvent - direct.firstEvents().millis(99);
        double eventAdded = events.p99() - direct.events().p99();
        report.row(
                peer.shown(),
                number(tokens.p50()),
                number(tokens.p99()),
                number(tokens.p50() - direct.tokens().p50()),
                number(tokenAdded),
                number(result.firstEvents().millis(50)),
                number(firstEvent),
                number(firstEventAdded),
                number(events.p50()),
                number(events.p99()),
                number(events.p50() - direct.events().p50()),
                number(eventAdded),
                number(events.perSecond()),
                party.process() == null ? "–" : number(events.cpuMicros() / 1e4 / events.seconds()),
                Long.toString(tokens.failures()));
        if (peer == Peer.CLOAKROOM) {
            if (oneCore) {
                report.put(Figure.FIRST_EVENT_ADDED, firstEventAdded);
                report.put(Figure.EVENT_ADDED, eventAdded);
            } else {
                report.put(Figure.FIRST_TOKEN_ADDED, tokenAdded);
            }
        }
    }

    private Result measure(Lab lab, Party party) throws IOException, InterruptedException {
        Plan plan = lab.plan();
        Generator generator = lab.generator();
        Duration probing = Duration.ofMillis(1_000L * plan.probes() / PROBES_PER_SECOND);
        Duration all = ramp.plus(plan.window()).plus(probing).plus(REST);
        Prompts.Source stream = Prompts.stream((int) all.dividedBy(every), every);
        lab.loads().closed(party, Prompts.stream(1, every), Plan.USUAL, plan.first(), plan.warmUp());
        List<Connection> streams = generator.open(party.way(), count.applyAsInt(plan), OPENED_AT_ONCE, OPENING);
        try {
            if (streams.size() < count.applyAsInt(plan)) {
                throw new IOException("only " + streams.size() + " connections could be opened");
            }
            Recording tokens = new Recording();
            Recording events = new Recording();
            generator.call(() -> begin(generator, streams, stream, tokens, events));
            Thread.sleep(ramp);
            Measured undisturbed = Measured.during(plan.window(), generator, events, party);
            List<Connection> probes = generator.open(party.way(), PROBING_CONNECTIONS, PROBING_CONNECTIONS, OPENING);
            Probing measuring = new Probing(probes, Prompts.stream(1, every), tokens);
            ScheduledFuture<?> ticking = tick(generator, measuring);
            try {
                generator.call(measuring.firstEvents::begin);
                Measured measured = Measured.during(probing, generator, tokens, party);
                return new Result(undisturbed, measured, generator.call(measuring.firstEvents::end));
            } finally {
                ticking.cancel(false);
                generator.close(probes);
            }
        } finally {
            generator.close(streams);
        }
    }

    private static void ended(Connection.Answer answer, Recording tokens) {
        if (answer.status() != 200) {
            tokens.failed("a stream ended with status " + answer.status());
        }
    }

    private static ScheduledFuture<?> tick(Generator generator, Probing probing) {
        return generator
                .loop()
                .scheduleAtFixedRate(probing::tick, 0, 1_000_000 / PROBES_PER_SECOND, TimeUnit.MICROSECONDS);
    }

    private boolean begin(
            Generator generator,
            List<Connection> connections,
            Prompts.Source stream,
            Recording tokens,
            Recording events) {
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            connection.watch(events::add);
            // Each at its own point between two events of another: all at the same would be one burst.
            Duration at = ramp.multipliedBy(4)
                    .dividedBy(5)
                    .plus(every)
                    .multipliedBy(i)
                    .dividedBy(connections.size());
            generator
                    .loop()
                    .schedule(
                            () -> connection.ask(stream, answer -> ended(answer, tokens)),
                            at.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
        return true;
    }

    /** Short streams, one by one; lives on the event loop. */
    private static final class Probing {

        private final List<Connection> connections;
        private final Prompts.Source requests;
        private final Recording recording;
        private final Recording firstEvents = new Recording();
        private int next;

        Probing(List<Connection> connections, Prompts.Source requests, Recording recording) {
            this.recording = recording;
            this.connections = connections;
            this.requests = requests;
            connections.forEach(connection -> connection.watch(firstEvents::add));
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
    }
}
