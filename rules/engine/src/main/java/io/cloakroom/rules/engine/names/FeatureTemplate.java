package io.cloakroom.rules.engine.names;

import static io.cloakroom.rules.engine.names.Attribute.CASE;
import static io.cloakroom.rules.engine.names.Attribute.CLUSTER;
import static io.cloakroom.rules.engine.names.Attribute.COMPANY;
import static io.cloakroom.rules.engine.names.Attribute.FAMILY;
import static io.cloakroom.rules.engine.names.Attribute.LISTS;
import static io.cloakroom.rules.engine.names.Attribute.LOWER;
import static io.cloakroom.rules.engine.names.Attribute.PHRASE;
import static io.cloakroom.rules.engine.names.Attribute.PREFIX2;
import static io.cloakroom.rules.engine.names.Attribute.PREFIX3;
import static io.cloakroom.rules.engine.names.Attribute.PREFIX4;
import static io.cloakroom.rules.engine.names.Attribute.SHAPE;
import static io.cloakroom.rules.engine.names.Attribute.SUFFIX2;
import static io.cloakroom.rules.engine.names.Attribute.SUFFIX3;
import static io.cloakroom.rules.engine.names.Attribute.SUFFIX4;
import static io.cloakroom.rules.engine.names.Attribute.WORD;

import java.util.Arrays;

/**
 * One kind of feature: attributes of tokens at fixed distances, taken together. Changing this list makes every model useless; train anew.
 *
 * @param seed tells the features of this template from those of others
 * @param attributes what is looked at
 * @param offsets at which distance from the token in question, one for each attribute
 */
record FeatureTemplate(long seed, int[] attributes, int[] offsets) {

    /** The farthest distance a template looks. */
    static final int REACH = 2;

    /** Features that do not depend on what the token before was found to be. */
    static final FeatureTemplate[] STATIC = {
        of(WORD, 0),
        of(LOWER, 0),
        of(LOWER, -1),
        of(LOWER, 1),
        of(LOWER, -2),
        of(LOWER, 2),
        of(SHAPE, 0),
        of(SHAPE, -1),
        of(SHAPE, 1),
        of(LOWER, -1, LOWER, 0),
        of(LOWER, 0, LOWER, 1),
        of(LOWER, -2, LOWER, -1),
        of(LOWER, 1, LOWER, 2),
        of(LOWER, -1, SHAPE, 0),
        of(SHAPE, 0, LOWER, 1),
        of(LOWER, -1, SHAPE, 0, LOWER, 1),
        of(SHAPE, -1, SHAPE, 0),
        of(SHAPE, 0, SHAPE, 1),
        of(SHAPE, -1, SHAPE, 0, SHAPE, 1),
        of(SHAPE, 0, SHAPE, 1, SHAPE, 2),
        of(PREFIX2, 0),
        of(PREFIX3, 0),
        of(PREFIX4, 0),
        of(SUFFIX2, 0),
        of(SUFFIX3, 0),
        of(SUFFIX4, 0),
        of(SUFFIX3, -1),
        of(SUFFIX3, 1),
        of(SUFFIX3, 0, SHAPE, 0),
        of(LISTS, 0),
        of(LISTS, -1),
        of(LISTS, 1),
        of(LISTS, 0, SHAPE, 0),
        of(LISTS, -1, LISTS, 0),
        of(LISTS, 0, LISTS, 1),
        of(LISTS, 0, LOWER, -1),
        of(LISTS, 0, LOWER, 1),
        of(LISTS, 0, SHAPE, -1),
        of(LISTS, 0, SHAPE, 1),
        of(LISTS, -1, LISTS, 0, LISTS, 1),
        of(CASE, 0, SHAPE, 0),
        of(CASE, 0, LISTS, 0),
        of(CASE, 0, LISTS, 0, SHAPE, 0, SHAPE, -1),
        of(PHRASE, 0),
        of(PHRASE, 0, LISTS, 0),
        of(COMPANY, 0, SHAPE, 0),
        of(COMPANY, 0, LISTS, 0),
        of(CLUSTER, 0),
        of(CLUSTER, -1),
        of(CLUSTER, 1),
        of(FAMILY, 0),
        of(FAMILY, -1),
        of(FAMILY, 1),
        of(FAMILY, -2),
        of(FAMILY, 2),
        of(CLUSTER, 0, SHAPE, 0),
        of(CLUSTER, -1, SHAPE, 0),
        of(SHAPE, 0, CLUSTER, 1),
        of(CLUSTER, -1, CLUSTER, 0),
        of(CLUSTER, 0, CLUSTER, 1),
        of(FAMILY, -2, FAMILY, -1, SHAPE, 0),
        of(SHAPE, 0, FAMILY, 1, FAMILY, 2),
        of(FAMILY, -1, SHAPE, 0, FAMILY, 1),
        of(LISTS, 0, CLUSTER, -1),
        of(LISTS, 0, CLUSTER, 1),
    };

    /** Features that go together with the outcome of the token before. */
    static final FeatureTemplate[] DYNAMIC = {
        of(CASE, 0),
        of(LOWER, 0),
        of(SHAPE, 0),
        of(LISTS, 0),
        of(LOWER, -1, SHAPE, 0),
        of(LISTS, 0, SHAPE, 0),
        of(SHAPE, 0, LISTS, 1),
        of(LISTS, -1, LISTS, 0),
        of(CLUSTER, 0),
        of(FAMILY, -1, SHAPE, 0),
    };

    /** The static features that look at one token's own attributes only, by distance: those at {@code d} are in {@code OWN[d + REACH]}. */
    static final FeatureTemplate[][] OWN = own();

    /** The other static features. */
    static final FeatureTemplate[] JOINT =
            Arrays.stream(STATIC).filter(template -> !template.isOwn()).toArray(FeatureTemplate[]::new);

    private static FeatureTemplate[][] own() {
        FeatureTemplate[][] own = new FeatureTemplate[2 * REACH + 1][];
        for (int i = 0; i < own.length; i++) {
            int distance = i - REACH;
            own[i] = Arrays.stream(STATIC)
                    .filter(template -> template.isOwn() && template.offsets[0] == distance)
                    .toArray(FeatureTemplate[]::new);
        }
        return own;
    }

    private boolean isOwn() {
        return Arrays.stream(attributes).allMatch(attribute -> attribute < Attribute.OWN)
                && Arrays.stream(offsets).distinct().count() == 1;
    }

    private static FeatureTemplate of(Object... parts) {
        int[] attributes = new int[parts.length / 2];
        int[] offsets = new int[parts.length / 2];
        long seed = Hashing.SEED;
        for (int i = 0; i < attributes.length; i++) {
            Attribute attribute = (Attribute) parts[2 * i];
            attributes[i] = attribute.ordinal();
            offsets[i] = (Integer) parts[2 * i + 1];
            seed = Hashing.mix(Hashing.mix(seed, Hashing.of(attribute.name())), offsets[i] + 100);
        }
        return new FeatureTemplate(seed, attributes, offsets);
    }

    /** The hash of this feature for one token of a line. */
    long hash(LineAttributes line, int token) {
        long hash = seed;
        for (int i = 0; i < attributes.length; i++) {
            hash = Hashing.mix(hash, line.value(attributes[i], token + offsets[i]));
        }
        return hash;
    }

    /** The same for a feature of {@link #OWN}, of the token it looks at. */
    long hash(long[] values) {
        long hash = seed;
        for (int attribute : attributes) {
            hash = Hashing.mix(hash, values[attribute]);
        }
        return hash;
    }

    /** All features of one token, as the model numbers them, when the token before was found to be {@code previous}. */
    static long[] all(LineAttributes line, int token, String previous) {
        long[] features = new long[STATIC.length + DYNAMIC.length];
        for (int i = 0; i < STATIC.length; i++) {
            features[i] = Hashing.feature(STATIC[i].hash(line, token));
        }
        int before = Hashing.outcomeCode(previous);
        for (int i = 0; i < DYNAMIC.length; i++) {
            features[STATIC.length + i] = Hashing.withOutcome(Hashing.feature(DYNAMIC[i].hash(line, token)), before);
        }
        return features;
    }
}
