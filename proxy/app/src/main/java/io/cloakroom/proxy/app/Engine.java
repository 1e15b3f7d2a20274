package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Analyzer;

/** The recognition engine as shipped: every pack and every name model on the class path. */
final class Engine {

    private Engine() {}
}
