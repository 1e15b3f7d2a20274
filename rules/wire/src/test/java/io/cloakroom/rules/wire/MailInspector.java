package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import java.util.List;
import java.util.regex.Pattern;

/** Inspects for one person who writes e-mail addresses: each is to be replaced. */
final class MailInspector {

    private static final Pattern ADDRESS = Pattern.compile("[a-z]+@[a-z.]+[a-z]");

    private static final Person MINJI = Person.of("minji");
    private static final Recipient CHATBOT =
            new Recipient("chatbot", "chat.example", "Example Operator", "US", "prompt");

    private final Inspector inspector;

    MailInspector() {
        try {
            PolicyEngine policy = new PolicyEngine(Policies.parse(
                    "policy.yaml",
                    "id: p\nversion: '1'\nrules:\n  - { id: all, what: {}, action: redact, reason: kept inside }\n"));
            this.inspector =
                    new Inspector(new Analyzer(List.of(new Mail()), "test", 0), () -> policy, new KeptInMemory());
        } catch (InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws LensException when not even {@code everything} can read the payload */
    Inspection inspect(Lens described, Lens everything, Payload payload) throws LensException {
        return inspector.inspect(
                MINJI, CHATBOT, new Binding("minji", "Example Operator", "c1"), described, everything, payload);
    }

    /** Whether a payload may leave after the last look at it. */
    boolean passes(Payload payload) {
        return inspector.carried(MINJI, CHATBOT, payload, List.of()).verdict().action() != Action.BLOCK;
    }

    private static final class Mail implements Recognizer {
        @Override
        public String id() {
            return "mail";
        }

        @Override
        public List<Finding> recognize(Text text) {
            return ADDRESS.matcher(text.normalized())
                    .results()
                    .map(match -> new Finding(
                            EntityType.EMAIL,
                            null,
                            text.toOriginal(match.start(), match.end()),
                            0.9,
                            id(),
                            "an address"))
                    .toList();
        }
    }
}
