package io.cloakroom.rules.engine;

/** Replaces a span of a text. */
public record TextEdit(Span span, String replacement) {}
