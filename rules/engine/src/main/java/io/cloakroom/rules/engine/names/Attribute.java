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
    /** The fine cluster of words used alike; see {@link WordClusters}. */
    CLUSTER,
    /** The coarse cluster. */
    FAMILY,
    /** Position in the longest phrase of the gazetteer, and what it names. */
    PHRASE,
    /** Whether a company suffix follows within four capitalised words. */
    COMPANY,
    /** How the whole line is written: lower case, upper case, title case or mixed. The same for all tokens of a line. */
    CASE;

    static final int COUNT = values().length;

    /** How many of them depend on the token alone; the others come after and depend on its line. */
    static final int OWN = PHRASE.ordinal();
}
