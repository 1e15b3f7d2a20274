package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import io.cloakroom.rules.engine.recognize.KnownValues;
import io.cloakroom.rules.engine.recognize.PeopleNamed;
import io.cloakroom.rules.engine.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Steps 7 to 11 of a prompt's way: locate the text, find what is personal, ask the policy, replace, write back, read back. */
public final class Inspector {

    /** Steps on a path to a text that may have been Base64. */
    private static final Set<String> MAYBE_BASE64 = Set.of("base64", "file");

    private final Analyzer analyzer;
    private final Supplier<PolicyEngine> policy;
    private final Vault vault;
    private final LiveValues live;

    /** @param policy the active snapshot; asked once per request, so one request sees one policy */
    public Inspector(Analyzer analyzer, Supplier<PolicyEngine> policy, Vault vault) {
        this.analyzer = analyzer;
        this.policy = policy;
        this.vault = vault;
        this.live = new LiveValues(vault);
    }

    /** As {@link #inspect(Person, Recipient, Binding, Lens, Lens, Payload, Seal)}, of a payload without seal. */
    public Inspection inspect(
            Person person, Recipient recipient, Binding binding, Lens lens, Lens fallback, Payload payload)
            throws LensException {
        return inspect(person, recipient, binding, lens, fallback, payload, Seal.NONE);
    }

    /**
     * @param lens where the descriptor says the text is, or {@code fallback} itself when it says nothing
     * @param fallback finds every string: used when {@code lens} does not fit the payload or finds nothing in it, and to find the person's
     *     live values beside the text
     * @param seal what keeps the payload from being rewritten
     * @throws LensException when not even {@code fallback} can read the payload
     */
    public Inspection inspect(
            Person person, Recipient recipient, Binding binding, Lens lens, Lens fallback, Payload payload, Seal seal)
            throws LensException {
        PolicyEngine engine = policy.get();
        Sight sight = Sight.of(lens, fallback, payload);
        List<String> texts = sight.texts();
        KnownValues values = live.of(person.user()).all();
        Verdict asked = engine.decide(person, recipient, findings(values, texts), false);
        Verdict verdict = Sealed.decide(seal, lens, sight, Uploaded.decide(engine, asked, sight.located()));
        Redacted redacted = redacted(sight, payload, texts, verdict, binding);
        verdict = redacted.verdict;
        boolean worth = !verdict.decisions().isEmpty() || texts.stream().anyMatch(Prose::in);
        Drift elsewhere = sight.fellBack() ? Drift.MISSING : Drift.UNDESCRIBED;
        Drift whole = Beside.sealed(texts, payload) ? Drift.SEALED : worth ? elsewhere : Drift.NONE;
        Drift drift = sight.lens() == fallback ? whole : Drift.NONE;
        Inspection inspection = new Inspection(
                sight.located().segments(),
                verdict,
                redacted.payload,
                drift,
                Uploaded.counts(sight.located()),
                redacted.placeholders);
        boolean described = sight.lens() != fallback && verdict.action() != Action.BLOCK;
        // A value found in one text for the first time may stand in another where nothing told what it is.
        boolean searched = live.of(person.user()).all() == values;
        return described
                ? beside(inspection, redacted.texts, searched, engine, person, recipient, binding, lens, fallback, seal)
                : inspection;
    }

    /**
     * Looks at the strings beside the text: what is live in the vault is found in all of them, whatever the site means them for, and
     * everything personal in those that somebody may have written. Finds files, too.
     *
     * @param leaving texts as they leave
     * @param searched whether what is live was found in them already
     */
    private Inspection beside(
            Inspection text,
            List<String> leaving,
            boolean searched,
            PolicyEngine engine,
            Person person,
            Recipient recipient,
            Binding binding,
            Lens lens,
            Lens everything,
            Seal seal)
            throws LensException {
        KnownValues specific = live.of(person.user()).specific();
        Sight sight = Sight.asFarAsReadable(everything, text.payload());
        List<String> texts = sight.texts();
        Set<String> decided = searched ? Set.copyOf(leaving) : Set.of();
        // What lies beside the text is a file that leaves all the same.
        Verdict permitted = Uploaded.permitted(engine, text.verdict(), sight.located());
        Drift drift =
                sight.unreadable() || Beside.unexplained(leaving, texts, text.payload()) ? Drift.BESIDE : text.drift();
        Inspection seen = text.seen(permitted, drift, Uploaded.counts(sight.located()));
        if (permitted.action() == Action.BLOCK) {
            return seen;
        }
        List<List<Finding>> findings = new ArrayList<>(texts.stream()
                .map(string -> decided.contains(string) ? List.<Finding>of() : Analyzer.find(List.of(specific), string))
                .toList());
        List<Integer> written = Beside.written(texts, leaving);
        List<List<Finding>> all = findings(
                live.of(person.user()).all(), written.stream().map(texts::get).toList());
        for (int i = 0; i < written.size(); i++) {
            findings.set(written.get(i), all.get(i));
        }
        Verdict asked = engine.decide(person, recipient, findings, false);
        Verdict verdict = Sealed.decide(seal, lens, sight, Uploaded.decide(engine, asked, sight.located()));
        if (verdict.action().compareTo(Action.REDACT) < 0) {
            return seen;
        }
        Redacted redacted = redacted(sight, text.payload(), texts, verdict, binding);
        verdict = redacted.verdict;
        Set<String> placeholders = new HashSet<>(text.placeholders());
        placeholders.addAll(redacted.placeholders);
        List<TextSegment> segments = new ArrayList<>(text.segments());
        List<Decision> decisions = new ArrayList<>(text.verdict().decisions());
        for (Decision decision : verdict.decisions()) {
            // What is sent in clear was counted where the text is.
            if (decision.action().compareTo(Action.REDACT) >= 0) {
                decisions.add(decision.inSegment(segments.size()));
                segments.add(sight.located().segments().get(decision.segment()));
            }
        }
        Verdict both = text.verdict().joined(verdict, decisions);
        return new Inspection(
                List.copyOf(segments), both, redacted.payload, Drift.BESIDE, seen.files(), Set.copyOf(placeholders));
    }

    /**
     * Looks a last time at a request that is about to leave, where no lens writes: its address, its headers, what is left in its body.
     *
     * @param payload as it would leave
     * @param headers as they would leave, by name
     */
    public Carried carried(
            Person person, Recipient recipient, Payload payload, Iterable<Map.Entry<String, String>> headers) {
        PolicyEngine engine = policy.get();
        KnownValues specific = live.of(person.user()).specific();
        return specific.isEmpty()
                ? new Carried(new Verdict(Action.ALLOW, engine.version(), "", "", List.of()), Map.of())
                : new LastLook(engine, person, recipient, specific).at(payload, headers);
    }

    private List<List<Finding>> findings(KnownValues values, List<String> texts) {
        List<List<Finding>> findings = new ArrayList<>(texts.size());
        for (String text : texts) {
            findings.add(analyzer.analyze(text, null, List.of(values)));
        }
        PeopleNamed people = people(texts, findings);
        for (int i = 0; i < texts.size() && !people.isEmpty(); i++) {
            String text = texts.get(i);
            findings.set(i, Analyzer.together(text, findings.get(i), Analyzer.find(List.of(people), text)));
        }
        return findings;
    }

    /** The people who are named in one of the texts, to be found in all of them. */
    private static PeopleNamed people(List<String> texts, List<List<Finding>> findings) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            for (Finding finding : findings.get(i)) {
                if (finding.type() == EntityType.PERSON
                        && finding.confidence() >= PeopleNamed.SURE
                        && !Finding.PUBLIC_MENTION.equals(finding.subtype())) {
                    names.add(finding.span().of(texts.get(i)));
                }
            }
        }
        return PeopleNamed.of(names);
    }

    /** The payload as the verdict lets it leave; where what was found cannot be taken out of a file, that is another verdict. */
    private Redacted redacted(Sight sight, Payload payload, List<String> texts, Verdict verdict, Binding binding)
            throws LensException {
        if (verdict.action() != Action.REDACT) {
            return new Redacted(verdict, payload, texts, Set.of());
        }
        try {
            return redact(sight, texts, verdict, binding);
        } catch (UnredactableException e) {
            String reason = "There is personal data in this PDF (" + verdict.typesInWords()
                    + "), which cannot be replaced: " + e.getMessage() + ". Send its text, or a docx.";
            return new Redacted(verdict.blocked(reason), payload, texts, Set.of());
        }
    }

    private Redacted redact(Sight sight, List<String> texts, Verdict verdict, Binding binding) throws LensException {
        List<Vault.Value> values = Redactor.reversible(texts, verdict);
        List<Vault.Placeholder> placeholders = vault.issueAll(binding, values, String.join("\n", texts));
        Map<Vault.Value, String> tokens = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            tokens.put(values.get(i), placeholders.get(i).token());
        }
        Map<Integer, List<TextEdit>> edits = sight.located()
                .fit(Redactor.edits(
                        texts,
                        verdict,
                        (decision, original) ->
                                Objects.requireNonNull(tokens.get(new Vault.Value(decision.type(), original)))));
        List<String> decided = new ArrayList<>(texts);
        edits.forEach((segment, changes) -> decided.set(segment, Redactor.apply(texts.get(segment), changes)));
        Payload payload = sight.located().splice(edits);
        readBack(sight, decided, payload);
        return new Redacted(verdict, payload, decided, Set.copyOf(tokens.values()));
    }

    /** Proof that what leaves is what was decided: the lens must read exactly the edited text out of the new payload. */
    private static void readBack(Sight sight, List<String> texts, Payload redacted) throws LensException {
        List<TextSegment> after = sight.again(redacted).segments();
        boolean same = after.size() == texts.size();
        for (int i = 0; same && i < after.size(); i++) {
            String decided = texts.get(i);
            String written = after.get(i).text();
            // What is too short now for the lens to tell it from a word stays Base64 when it is read again.
            String path = sight.located().segments().get(i).path();
            long wrapped =
                    Stream.of(path.split(" > ")).filter(MAYBE_BASE64::contains).count();
            for (int layer = 0; layer < wrapped && !written.equals(decided); layer++) {
                written = unwrapped(written);
            }
            // A page of print reads otherwise in its spaces; its file proved that it is the same for the rest.
            same = written.equals(decided) || !sight.located().rewritable(i);
        }
        if (!same) {
            throw new IllegalStateException("the redacted body does not read back as it was decided");
        }
    }

    /** Base64, decoded; the same text when it is none. */
    private static String unwrapped(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    /** What would happen to a text typed for this recipient; issues and stores nothing. */
    public PromptPreview.Preview preview(Person person, Recipient recipient, String text) {
        PolicyEngine engine = policy.get();
        Verdict verdict =
                engine.decide(person, recipient, findings(live.of(person.user()).all(), List.of(text)), true);
        List<PromptPreview.PreviewSpan> spans = verdict.decisions().stream()
                .map(d -> new PromptPreview.PreviewSpan(d.span(), d.type(), d.action()))
                .toList();
        String reason = verdict.action() == Action.BLOCK ? verdict.reason() : "";
        return new PromptPreview.Preview(
                verdict.action(), reason, verdict.withheld(), verdict.sent(), spans, engine.version());
    }

    /**
     * @param verdict that stands now
     * @param texts as they leave now
     * @param placeholders that stand in them
     */
    private record Redacted(Verdict verdict, Payload payload, List<String> texts, Set<String> placeholders) {}
}
