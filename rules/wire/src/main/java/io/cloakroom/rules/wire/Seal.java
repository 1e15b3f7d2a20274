package io.cloakroom.rules.wire;

/** What came along with a payload by which its receiver notices any change: then it leaves as it is or not at all. */
public enum Seal {
    NONE,
    /** Its sender signed all of it, address and body. */
    SIGNATURE,
    /** A checksum of its body came along. */
    CHECKSUM
}
