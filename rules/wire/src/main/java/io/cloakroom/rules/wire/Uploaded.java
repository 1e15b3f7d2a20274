package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Uploads;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the policy says of files beside the text that was found in them. */
final class Uploaded {

    private static final String RULE = "uploads";

    private Uploaded() {}

    /** How many files there are of each kind, and bytes of sound that is no file, by the name the transfer register has for it. */
    static Map<String, Integer> counts(Located located) {
        Map<String, Integer> counts = new TreeMap<>();
        located.kinds().forEach(kind -> counts.merge("FILE_" + kind.name(), 1, Integer::sum));
        if (located.heard() > 0) {
            counts.put("AUDIO_BYTES", located.heard());
        }
        return counts;
    }

    /** The verdict, or block where there is a file of a kind that must not leave. */
    static Verdict permitted(PolicyEngine engine, Verdict verdict, Located located) {
        Uploads uploads = engine.policy().uploads();
        if (uploads.images() == Action.BLOCK && located.kinds().contains(FileKind.IMAGE)) {
            return blocked(verdict, "Pictures are not sent to this recipient: nobody here can read what is in them.");
        }
        boolean audio = located.kinds().contains(FileKind.AUDIO) || located.heard() > 0;
        if (uploads.audio() == Action.BLOCK && audio) {
            return blocked(
                    verdict, "Sound and film are not sent to this recipient: nobody here can hear what is in them.");
        }
        return verdict;
    }

    /**
     * The verdict, or block where a file must not leave, or holds findings that cannot be taken out of it.
     *
     * @param verdict on the very segments that were located
     */
    static Verdict decide(PolicyEngine engine, Verdict verdict, Located located) {
        Uploads uploads = engine.policy().uploads();
        Verdict permitted = permitted(engine, verdict, located);
        if (permitted != verdict) {
            return permitted;
        }
        List<Decision> decisions = new ArrayList<>();
        for (Decision decision : verdict.decisions()) {
            boolean redacted = decision.action() == Action.REDACT;
            if (redacted && located.segments().get(decision.segment()).inBytes()) {
                return verdict.blocked("It holds personal data (" + verdict.typesInWords()
                        + ") in a part whose format is not known here, so nothing in it can be replaced.");
            }
            boolean print = redacted && located.print(decision.segment());
            if (print && uploads.pdf() == Action.BLOCK) {
                return blocked(
                        verdict,
                        "There is personal data in this PDF (" + verdict.typesInWords()
                                + "). Send its text, or a docx: there it can be replaced.");
            }
            decisions.add(print && uploads.pdf() == Action.OBSERVE ? observed(decision) : decision);
        }
        Action strictest =
                decisions.stream().map(Decision::action).max(Action::compareTo).orElse(verdict.action());
        Action action = verdict.action() == Action.REDACT ? strictest : verdict.action();
        return new Verdict(action, verdict.policyVersion(), verdict.rule(), verdict.reason(), List.copyOf(decisions));
    }

    private static Decision observed(Decision decision) {
        return new Decision(
                decision.segment(),
                decision.span(),
                decision.type(),
                decision.subtype(),
                Action.OBSERVE,
                decision.method(),
                RULE);
    }

    private static Verdict blocked(Verdict verdict, String reason) {
        return verdict.action() == Action.BLOCK
                ? verdict
                : new Verdict(Action.BLOCK, verdict.policyVersion(), RULE, reason, verdict.decisions());
    }
}
