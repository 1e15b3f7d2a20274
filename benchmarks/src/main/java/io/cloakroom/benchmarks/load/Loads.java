package io.cloakroom.benchmarks.load;

import io.cloakroom.benchmarks.load.Connection.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ways of asking: as fast as answers come, or at a given pace. */
final class Loads {

    private static final Duration OPENING = Duration.ofSeconds(30);
    private static final int OPENED_AT_ONCE = 16;

    private final Generator generator;

    Loads(Generator generator) {
        this.generator = generator;
    }

    /** Every connection asks again as soon as it is answered. */
    Measured closed(Party party, Prompts.Source requests, int connections, Duration warmUp, Duration window)
            throws IOException, InterruptedException {
        List<Connection> open = open(party, requests, connections);
        Recording recording = new Recording();
        try {
            generator.call(() -> {
                open.forEach(connection -> again(connection, requests, recording));
                return true;
            });
            Thread.sleep(warmUp);
            return answered(Measured.during(window, generator, recording, party), recording);
        } finally {
            generator.close(open);
        }
    }

    private List<Connection> open(Party party, Prompts.Source requests, int connections)
            throws IOException, InterruptedException {
        List<Connection> open = generator.open(party.way(), connections, OPENED_AT_ONCE, OPENING);
        Prompts.Source opening = requests.opening();
        if (opening != null) {
            for (Connection connection : open) {
                CompletableFuture<Answer> agreed = new CompletableFuture<>();
                generator.loop().execute(() -> connection.ask(opening, agreed::complete));
                int status = Generator.await(agreed, OPENING).status();
                if (status != Connection.SWITCHED) {
                    throw new IOException("a WebSocket was answered with status " + status);
                }
            }
        }
        return open;
    }

    private static void again(Connection connection, Prompts.Source requests, Recording recording) {
        connection.ask(requests, answer -> {
            recording.add(answer, answer.sent());
            if (answer.status() != Connection.NONE) {
                again(connection, requests, recording);
            }
        });
    }

    /** So many requests a second, evenly, in turn on all connections; a request waits while its connection is busy, and that counts. */
    Measured paced(
            Party party, Prompts.Source requests, int connections, double perSecond, Duration warmUp, Duration window)
            throws IOException, InterruptedException {
        List<Connection> open = open(party, requests, connections);
        Recording recording = new Recording();
        Pace pace = new Pace(open, requests, perSecond, recording);
        ScheduledFuture<?> ticking = generator.loop().scheduleAtFixedRate(pace::tick, 0, 1, TimeUnit.MILLISECONDS);
        try {
            Thread.sleep(warmUp);
            return answered(Measured.during(window, generator, recording, party), recording);
        } finally {
            ticking.cancel(false);
            generator.close(open);
        }
    }

    private static Measured answered(Measured measured, Recording recording) throws IOException {
        if (measured.latencies().count() == 0) {
            throw new IOException("no request was answered with 200: "
                    + (recording.lastFailure().isEmpty() ? "no answer in time" : recording.lastFailure()));
        }
        return measured;
    }

    /** Lives on the event loop. */
    private static final class Pace {

        private final List<Connection> connections;
        private final Prompts.Source requests;
        private final double perSecond;
        private final Recording recording;
        private final Map<Connection, Deque<Long>> waiting = new HashMap<>();
        private final long begin = System.nanoTime();
        private long sent;

        Pace(List<Connection> connections, Prompts.Source requests, double perSecond, Recording recording) {
            this.connections = connections;
            this.requests = requests;
            this.perSecond = perSecond;
            this.recording = recording;
        }

        void tick() {
            long now = System.nanoTime();
            long due = (long) ((now - begin) / 1e9 * perSecond);
            for (; sent < due; sent++) {
                Connection connection = connections.get((int) (sent % connections.size()));
                if (connection.isBusy()) {
                    waiting.computeIfAbsent(connection, c -> new ArrayDeque<>()).add(now);
                } else {
                    ask(connection, now);
                }
            }
        }

        private void ask(Connection connection, long since) {
            connection.ask(requests, answer -> {
                recording.add(answer, since);
                Deque<Long> queue = waiting.get(connection);
                if (answer.status() != Connection.NONE && queue != null && !queue.isEmpty()) {
                    ask(connection, queue.remove());
                }
            });
        }
    }
}
