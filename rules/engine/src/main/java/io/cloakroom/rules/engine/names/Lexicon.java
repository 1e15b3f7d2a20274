package io.cloakroom.rules.engine.names;

/** What a model knows of words before it is trained: lists and clusters. */
public record Lexicon(Gazetteer gazetteer, WordClusters clusters) {}
