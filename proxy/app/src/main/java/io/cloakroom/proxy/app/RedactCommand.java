package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Method;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.redact.Placeholders;
import io.cloakroom.rules.engine.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Text on standard input → the same text without personal data on standard output. */
@Command(
        name = "redact",
        description = "Replaces the personal data in the text on standard input.",
        mixinStandardHelpOptions = true)
final class RedactCommand implements Callable<Integer> {

    @Mixin
    private final OwnRules rules = new OwnRules();

    @Option(
            names = "--action",
            defaultValue = "pseudonymize",
            description = "How: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Method method = Method.PSEUDONYMIZE;

    @Option(
            names = "--map",
            description = "Keep placeholder → original in this file (mode 0600), for restore. Added to when it exists.")
    private @Nullable Path map;

    @Override
    public Integer call() throws Exception {
        String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> known = map != null && Files.exists(map) ? MapFile.read(map) : Map.of();
        Placeholders placeholders =
                method == Method.SURROGATE ? Placeholders.surrogates(known, text) : Placeholders.numbered(known, text);
        var edits = Redactor.edits(
                List.of(text), verdict(text), (decision, original) -> placeholders.of(decision.type(), original));
        if (map != null) {
            MapFile.write(map, placeholders.originals());
        }
        System.out.write(Redactor.apply(text, edits.getOrDefault(0, List.of())).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        return Main.FINE;
    }

    /** The default policy decides what is replaced; what it would block is replaced too, since nothing is sent here. */
    private Verdict verdict(String text) throws Exception {
        List<Finding> findings =
                Engine.analyzerOfSingleTexts(rules.content(), rules.directory()).analyze(text, null);
        Verdict verdict = new PolicyEngine(Policies.preset("default"))
                .decide(Person.of("local"), new Recipient("", "", "", "", ""), List.of(findings), false);
        List<Decision> decisions = verdict.decisions().stream()
                .map(d -> new Decision(
                        d.segment(),
                        d.span(),
                        d.type(),
                        d.subtype(),
                        d.action() == Action.BLOCK ? Action.REDACT : d.action(),
                        method,
                        d.rule()))
                .toList();
        return new Verdict(Action.REDACT, verdict.policyVersion(), verdict.rule(), verdict.reason(), decisions);
    }
}
