package io.cloakroom.rules.wire;

import java.util.Locale;

/** How a request differs from what its site's descriptor says. Whatever the reason, every string of it was inspected. */
public enum Drift {
    /** It is as described, or nothing was described and nothing in it is prose. */
    NONE,
    /** None of the text the descriptor names is there, and there is prose or a finding elsewhere. */
    MISSING,
    /** Beside the text the descriptor names there is a long one it does not name, a value of the person's own, or what nobody can read. */
    BESIDE,
    /** It is mostly one string that nobody can read: encrypted, or compressed in a way nobody here knows. */
    SEALED,
    /**
     * It was inspected as a whole from the start, since no entry of the descriptor says where its text is, and carries prose or a finding. No
     * drift where an entry is about the request and leaves that open on purpose.
     */
    UNDESCRIBED;

    /** The word used in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
