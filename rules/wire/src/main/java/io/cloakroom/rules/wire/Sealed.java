package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.policy.Verdict.Decision;

/** What a seal says of a payload that would be rewritten. */
final class Sealed {

    private static final String SIGNED =
            "and the page or program that sends it signs its messages, so nothing in them can be"
                    + " replaced on the way. Take the data out and send it again; where the Cloakroom extension works"
                    + " in the page, it replaces the data before the page signs.";

    private static final String SIGNED_ADDRESS =
            "some of it in its address, which the page that sends it signs, so nothing there can be"
                    + " replaced on the way. Take the data out and send it again.";

    private static final String CHECKED =
            "and the page or program that sends it sends a checksum of it along, so nothing in it can be"
                    + " replaced on the way. Take the data out and send it again.";

    private Sealed() {}

    /** What is sealed is never sealed again: where something would be replaced, nothing leaves. */
    static Verdict decide(Seal seal, Lens lens, Sight sight, Verdict verdict) {
        if (verdict.action() != Action.REDACT) {
            return verdict;
        }
        String why = seal == Seal.SIGNATURE ? SIGNED : "";
        for (Decision decision : verdict.decisions()) {
            if (decision.action() == Action.REDACT && why.isEmpty()) {
                boolean target =
                        sight.located().segments().get(decision.segment()).inTarget();
                why = target ? (lens.targetSigned() ? SIGNED_ADDRESS : "") : (seal == Seal.CHECKSUM ? CHECKED : "");
            }
        }
        return why.isEmpty()
                ? verdict
                : verdict.blocked("It holds personal data (" + verdict.typesInWords() + "), " + why);
    }
}
