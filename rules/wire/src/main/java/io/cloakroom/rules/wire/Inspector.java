package io.cloakroom.rules.wire;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.recognize.KnownValues;
import io.cloakroom.rules.engine.redact.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Steps 7 to 11 of a prompt's way: locate the text, find what is personal, ask the policy, replace, write back, read back. */
public final class Inspector {

    private static final int PEOPLE_AT_ONCE = 10_000;

    private final Analyzer analyzer;
    private final Supplier<PolicyEngine> policy;
    private final Vault vault;
    private final Cache<String, KnownValues> known = Caffeine.newBuilder()
            .maximumSize(PEOPLE_AT_ONCE)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** @param policy the active snapshot; asked once per request, so one request sees one policy */
    public Inspector(Analyzer analyzer, Supplier<PolicyEngine> policy, Vault vault) {
        this.analyzer = analyzer;
        this.policy = policy;
        this.vault = vault;
    }

    /**
     * @param lens where the descriptor says the text is, or {@code fallback} itself when it says nothing
     * @param fallback inspects every string; used when {@code lens} does not fit the payload or finds nothing in it
     * @throws LensException when not even {@code fallback} can read the payload
     */
    public Inspection inspect(
            Person person, Recipient recipient, Binding binding, Lens lens, Lens fallback, Payload payload)
            throws LensException {
        Sight sight = locate(lens, fallback, payload);
        List<String> texts =
                sight.located.segments().stream().map(TextSegment::text).toList();
        Verdict verdict = policy.get().decide(person, recipient, findings(person, texts), false);
        Payload redacted = payload;
        if (verdict.action() == Action.REDACT) {
            redacted = redact(sight, texts, verdict, binding);
        }
        boolean drift = sight.fellBack && !verdict.decisions().isEmpty();
        return new Inspection(sight.located.segments(), verdict, redacted, drift);
    }

    private static Sight locate(Lens lens, Lens fallback, Payload payload) throws LensException {
        try {
            Located described = lens.locate(payload);
            if (!described.segments().isEmpty() || lens == fallback) {
                return new Sight(lens, described, false);
            }
        } catch (LensException e) {
            if (lens == fallback) {
                throw e;
            }
        }
        Located everything = fallback.locate(payload);
        return new Sight(fallback, everything, true);
    }

    private List<List<Finding>> findings(Person person, List<String> texts) {
        KnownValues values = known.get(person.user(), user -> KnownValues.of(vault.values(user)));
        List<List<Finding>> findings = new ArrayList<>(texts.size());
        for (String text : texts) {
            findings.add(analyzer.analyze(text, null, List.of(values)));
        }
        return findings;
    }

    private Payload redact(Sight sight, List<String> texts, Verdict verdict, Binding binding) throws LensException {
        String avoid = String.join("\n", texts);
        Map<String, String> issued = new HashMap<>();
        Map<Integer, List<TextEdit>> edits = Redactor.edits(
                texts,
                verdict,
                (decision, original) -> issued.computeIfAbsent(
                        decision.type() + "\n" + original,
                        ignored -> vault.issue(binding, decision.type(), original, avoid)
                                .token()));
        if (!issued.isEmpty()) {
            known.invalidate(binding.user());
        }
        Payload redacted = sight.located.splice(edits);
        readBack(sight, texts, edits, redacted);
        return redacted;
    }

    /** Proof that what leaves is what was decided: the lens must read exactly the edited text out of the new payload. */
    private static void readBack(Sight sight, List<String> texts, Map<Integer, List<TextEdit>> edits, Payload redacted)
            throws LensException {
        List<TextSegment> after = sight.lens.locate(redacted).segments();
        boolean same = after.size() == texts.size();
        for (int i = 0; same && i < after.size(); i++) {
            same = after.get(i).text().equals(Redactor.apply(texts.get(i), edits.getOrDefault(i, List.of())));
        }
        if (!same) {
            throw new IllegalStateException("the redacted body does not read back as it was decided");
        }
    }

    /** What would happen to a text typed for this recipient; issues and stores nothing. */
    public PromptPreview.Preview preview(Person person, Recipient recipient, String text) {
        PolicyEngine engine = policy.get();
        Verdict verdict = engine.decide(person, recipient, findings(person, List.of(text)), true);
        List<PromptPreview.PreviewSpan> spans = verdict.decisions().stream()
                .map(d -> new PromptPreview.PreviewSpan(d.span(), d.type(), d.action()))
                .toList();
        String reason = verdict.action() == Action.BLOCK ? verdict.reason() : "";
        return new PromptPreview.Preview(
                verdict.action(), reason, verdict.withheld(), verdict.sent(), spans, engine.version());
    }

    private record Sight(Lens lens, Located located, boolean fellBack) {}
}
