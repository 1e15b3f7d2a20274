package io.cloakroom.rules.engine;

import org.jspecify.annotations.Nullable;

/**
 * One piece of personal data that a recognizer proposes. Holds no content, only where it is.
 *
 * @param type what it is
 * @param subtype the finer kind ({@code US_SSN}, {@code aws-access-key}; of a person {@link #PUBLIC_MENTION} or {@link #PRIVATE_CONTEXT}), or null
 * @param span where it is, in offsets of the original text
 * @param confidence from 0 (a guess) to 1 (a check digit or exact match proves it)
 * @param recognizer id of the recognizer that proposed it
 * @param explanation why, for a person to read; never quotes the value
 */
public record Finding(
        EntityType type,
        @Nullable String subtype,
        Span span,
        double confidence,
        String recognizer,
        String explanation) {

    /** Subtype of a PERSON everybody may speak of, of whom the text says nothing private; see decision 0010. */
    public static final String PUBLIC_MENTION = "PUBLIC_MENTION";

    /** Subtype of a PERSON with evidence of privacy near, which the explanation names. */
    public static final String PRIVATE_CONTEXT = "PRIVATE_CONTEXT";

    public Finding {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence is between 0 and 1, not " + confidence);
        }
    }

    /** Whether it says of itself who somebody is; else it is context, which the default policy only observes. */
    public boolean identifies() {
        return switch (type) {
            case LOCATION, ORGANIZATION, DATE, AGE, NRP, URL, POSTAL_CODE -> false;
            default -> !PUBLIC_MENTION.equals(subtype);
        };
    }

    public Finding withSpan(Span other) {
        return new Finding(type, subtype, other, confidence, recognizer, explanation);
    }

    public Finding withConfidence(double other, String why) {
        return new Finding(type, subtype, span, other, recognizer, why);
    }
}
