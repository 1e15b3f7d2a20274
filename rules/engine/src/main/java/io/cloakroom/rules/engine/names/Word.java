package io.cloakroom.rules.engine.names;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a token by itself, wherever it stands. Holds hashes and sums, never the characters.
 *
 * @param key hash of what it was computed from
 * @param values of the attributes that are its own
 * @param folded hash of its folded characters
 * @param lists flags of the gazetteer
 * @param capital whether it starts with a capital
 * @param capitals whether all of its several letters are capitals
 * @param scores what the features that look at this token alone add to the outcomes of the tokens from two before to two after it; null in training
 * @param quiet whether it is hardly ever part of a name, by those scores
 */
record Word(
        long key,
        long[] values,
        long folded,
        int lists,
        boolean capital,
        boolean capitals,
        int @Nullable [] scores,
        boolean quiet) {}
