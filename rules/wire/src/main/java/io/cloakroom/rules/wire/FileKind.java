package io.cloakroom.rules.wire;

/** What a file is, as far as policy and transfer register tell files apart. */
public enum FileKind {
    /** A picture: nothing in it is read. */
    IMAGE,
    /** Sound or film: nothing in it is read. */
    AUDIO,
    PDF,
    /** An office document, a mail or an archive. */
    DOCUMENT
}
