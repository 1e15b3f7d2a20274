package io.cloakroom.rules.engine;

/** How a redacted span is replaced. */
public enum Method {
    /** By a placeholder such as {@code [PERSON_1]}, the original kept in the vault and restored in the answer. */
    PSEUDONYMIZE,
    /** By asterisks; nothing is kept. */
    MASK,
    /** By the bare entity type, {@code [PERSON]}; nothing is kept. */
    LABEL,
    /** By an invented value of the same shape, restored like a placeholder. */
    SURROGATE
}
