package io.cloakroom.benchmarks.load;

import io.cloakroom.benchmarks.load.Connection.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Everything that runs during a run: the generator here, the origin and whatever stands before it in processes of their own. */
final class Lab implements AutoCloseable {

    private final Plan plan;
    private final Report report;
    private final Launcher launcher;
    private final Generator generator = new Generator();
    private final Map<Peer, Party> parties = new EnumMap<>(Peer.class);
    private final List<Child> children = new ArrayList<>();
    private int started;

    private Lab(Plan plan, Report report, Launcher launcher) {
        this.plan = plan;
        this.report = report;
        this.launcher = launcher;
        children.add(launcher.origin());
    }

    static Lab open(Plan plan, Report report, Path directory) throws IOException, InterruptedException {
        return new Lab(plan, report, Launcher.withOrigin(directory));
    }

    Plan plan() {
        return plan;
    }

    Report report() {
        return report;
    }

    Generator generator() {
        return generator;
    }

    Loads loads() {
        return new Loads(generator);
    }

    /** Starts one of each; whoever does not start is left out, and the report says why. */
    void startAll() throws InterruptedException {
        for (Peer peer : Peer.values()) {
            try {
                parties.put(peer, start(peer));
            } catch (IOException e) {
                report.text("Left out: " + peer.shown() + ", because " + e.getMessage());
            }
        }
    }

    /** Starts another one, checks that it leads to the origin under a good certificate, and ends it with the run. */
    Party start(Peer peer) throws IOException, InterruptedException {
        return start(peer, List.of());
    }

    /** The same with the last core to itself, and no other, where {@code taskset} is installed. */
    Party startOnOneCore(Peer peer) throws IOException, InterruptedException {
        Machine.leaveLastCore(true, launcher.origin());
        try {
            return start(peer, Machine.lastCore());
        } catch (IOException e) {
            Machine.leaveLastCore(false, launcher.origin());
            throw e;
        }
    }

    /** What the report says of that. */
    String oneCore() {
        return Machine.lastCore().isEmpty() ? "" : ", what stands between on one core";
    }

    private Party start(Peer peer, List<String> before) throws IOException, InterruptedException {
        Party party = launcher.start(peer, peer.name().toLowerCase(Locale.ROOT) + "-" + ++started, before);
        if (party.process() != null) {
            children.add(party.process());
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        generator
                .loop()
                .execute(() -> generator.open(party.way()).whenComplete((connection, problem) -> {
                    if (connection == null) {
                        answer.completeExceptionally(problem);
                        return;
                    }
                    connection.ask(Prompts.seen(), first -> {
                        answer.complete(first);
                        connection.close();
                    });
                }));
        int status = Generator.await(answer, Duration.ofSeconds(30)).status();
        if (status != 200) {
            throw new IOException("the first request was answered with status " + status);
        }
        return new Party(party.way().unverified(), party.process());
    }

    /** Null when it did not start. */
    @Nullable
    Party party(Peer peer) {
        return parties.get(peer);
    }

    Party required(Peer peer) throws IOException {
        Party party = parties.get(peer);
        if (party == null) {
            throw new IOException(peer.shown() + " did not start");
        }
        return party;
    }

    Child process(Party party) throws IOException {
        if (party.process() == null) {
            throw new IOException("nothing stands between");
        }
        return party.process();
    }

    /** Ends one of those on one core before the run ends. */
    void stop(Party party) throws IOException, InterruptedException {
        Machine.leaveLastCore(false, launcher.origin());
        if (party.process() != null) {
            party.process().close();
            children.remove(party.process());
        }
    }

    @Override
    public void close() {
        generator.close();
        children.reversed().forEach(Child::close);
    }
}
