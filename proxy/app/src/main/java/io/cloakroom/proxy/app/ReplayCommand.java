package io.cloakroom.proxy.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.app.replay.AnswerPlayer;
import io.cloakroom.proxy.app.replay.Recording;
import io.cloakroom.proxy.app.replay.Replayer;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.Vault.Originals;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recorded traffic, played without a network. */
@Command(
        name = "replay",
        description = "Plays recorded traffic (HAR 1.2 or protocol samples): what would be found, what would leave.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private final OwnRules rules = new OwnRules();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Recordings.")
    private List<Path> files = List.of();

    @Option(
            names = "--restore",
            paramLabel = "MAP",
            description = "Play the responses instead, with the originals of this map file.")
    private @Nullable Path map;

    @Option(
            names = "--generic",
            description =
                    "Ignore all descriptors: what is found without them, and what would be damaged. Ends with a count; exit 1 if "
                            + "anything would be.")
    private boolean generic;

    @Option(
            names = "--policy",
            defaultValue = "default",
            description = "Preset or policy file (default: ${DEFAULT-VALUE}).")
    private String policy = "default";

    @Override
    public Integer call() throws Exception {
        Content content = rules.content();
        SiteCatalogue catalogue = SiteCatalogue.of(content, Map.of());
        Replayer replayer = new Replayer(
                catalogue,
                Engine.analyzer(content, rules.directory()),
                new PolicyEngine(Policies.load(policy, Path.of(""), catalogue.recipients())));
        AnswerPlayer answers = new AnswerPlayer(catalogue);
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        int damaged = 0;
        Originals originals = map == null ? null : Originals.of(MapFile.read(map));
        for (Path file : files) {
            Recording recording = Recording.read(file);
            if (generic) {
                damaged += generic(replayer, recording, out);
            } else if (originals == null) {
                recording.requests().forEach(request -> out.println(replayer.request(recording, request)));
            } else {
                recording
                        .responses()
                        .forEach(response -> out.println(answers.response(recording, response, originals)));
            }
        }
        if (generic) {
            out.println("{\"damaged\":" + damaged + "}");
        }
        out.flush();
        return damaged == 0 ? Main.FINE : Main.FAILED_CHECK;
    }

    private static int generic(Replayer replayer, Recording recording, PrintWriter out) {
        int damaged = 0;
        for (Recording.Request request : recording.requests()) {
            ObjectNode line = replayer.generic(recording, request);
            damaged += line.path("damage").size();
            out.println(line);
        }
        return damaged;
    }
}
