package io.cloakroom.benchmarks.quality;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.FindingResolver;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.names.Names;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.recognize.KnownValues;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The engine as shipped, with the default policy. */
final class Engine {

    private static final double LEAST_CONFIDENCE = 0.5;
    private static final Recipient CHATBOT = new Recipient("chatbot", "chat.example", "Chatbot", "US", "prompt");

    private final Analyzer analyzer;
    private final PolicyEngine policy;

    private Engine(List<Recognizer> names) {
        analyzer = Recognizers.standard(RulePacks.shipped(), names, 0);
        try {
            policy = new PolicyEngine(Policies.preset("default"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    static Engine shipped() {
        return new Engine(Names.load());
    }

    static Engine withoutNames() {
        return new Engine(List.of());
    }

    /** What is found in a text, overlaps settled. */
    List<Label> find(String text) {
        List<Finding> findings = FindingResolver.resolve(analyzer.analyze(text, null).stream()
                .filter(finding -> finding.confidence() >= LEAST_CONFIDENCE)
                .toList());
        List<Label> labels = new ArrayList<>();
        int at = 0;
        int codePoints = 0;
        for (Finding finding : findings) {
            codePoints += text.codePointCount(at, finding.span().start());
            int end = codePoints
                    + text.codePointCount(finding.span().start(), finding.span().end());
            at = finding.span().end();
            labels.add(new Label(codePoints, end, finding.type().name(), finding.confidence()));
            codePoints = end;
        }
        return labels;
    }

    /** What the default policy says of a text to a chatbot whose page redacts. */
    Verdict decide(String text, KnownValues known) {
        List<Finding> findings =
                known.isEmpty() ? analyzer.analyze(text, null) : analyzer.analyze(text, null, List.of(known));
        return policy.decide(Person.of("somebody"), CHATBOT, List.of(findings), false);
    }
}
