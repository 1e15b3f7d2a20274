package io.cloakroom.proxy.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.app.replay.MemoryVault;
import io.cloakroom.proxy.app.replay.Recording;
import io.cloakroom.proxy.app.replay.Replayer;
import io.cloakroom.rules.engine.Vault.Originals;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.wire.site.Site;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recorded traffic, played without a network. */
@Command(
        name = "replay",
        description = "Plays recorded traffic (HAR 1.2 or protocol samples): what would be found, what would leave.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings.")
    private List<Path> files = List.of();

    @Option(
            names = "--restore",
            paramLabel = "MAP",
            description = "Play the responses instead, with the originals of this map file.")
    private @Nullable Path map;

    @Option(
            names = "--policy",
            defaultValue = "default",
            description = "Preset or policy file (default: ${DEFAULT-VALUE}).")
    private String policy = "default";

    @Override
    public Integer call() throws Exception {
        Replayer replayer = new Replayer(Engine.analyzer(), new PolicyEngine(Policies.load(policy, Path.of(""))));
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        for (Path file : files) {
            Recording recording = Recording.read(file);
            if (map == null) {
                recording.requests().forEach(request -> out.println(replayer.request(recording, request)));
            } else {
                restore(replayer, recording, MemoryVault.of(MapFile.read(map)), out);
            }
        }
        out.flush();
        return Main.FINE;
    }

    private static void restore(Replayer replayer, Recording recording, Originals originals, PrintWriter out) {
        for (Recording.Response response : recording.responses()) {
            Site site = replayer.site(recording, response);
            if (site != null) {
                ObjectNode line = replayer.response(recording, response, site, originals);
                out.println(line);
            }
        }
    }
}
