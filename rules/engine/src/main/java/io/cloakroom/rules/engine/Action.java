package io.cloakroom.rules.engine;

/** What happens to a finding, from the mildest to the strictest; the strictest of several wins. */
public enum Action {
    /** Leave it, and count nothing. */
    ALLOW,
    /** Leave it, and count it. */
    OBSERVE,
    /** Ask the person first; where no extension is there to ask, redact and tell. */
    COACH,
    /** Replace it. */
    REDACT,
    /** Stop the whole request. */
    BLOCK;

    public Action strictest(Action other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
