package io.cloakroom.rules.engine.names;

/** What features look at in one token. */
enum Attribute {
    /** As written. */
    WORD,
    LOWER,
    /** {@code X} upper, {@code x} lower, {@code d} digit; runs longer than two are cut to two. */
    SHAPE,
    PREFIX2,
    PREFIX3,
    PREFIX4,
    SUFFIX2,
    SUFFIX3,
    SUFFIX4,
    /** The lists of the gazetteer. */
    LISTS,
    /** Position in the longest place phrase of the gazetteer. */
    PHRASE,
    /** Whether a company suffix follows within four capitalised words. */
    COMPANY,
    /** How the whole line is written: lower case, upper case, title case or mixed. The same for all tokens of a line. */
    CASE;

    static final int COUNT = values().length;
}
