package io.cloakroom.benchmarks.quality;

import java.util.List;

/**
 * A prompt of the project's own set.
 *
 * @param language BCP 47
 * @param kind what it is like: {@code mail}, {@code ticket}, {@code cv}, {@code code} …; {@code harmless} when it only looks dangerous
 * @param messages one, or those of a conversation in their order
 */
record Prompt(String id, String language, String kind, List<Labelled> messages) {

    static final String HARMLESS = "harmless";

    boolean harmless() {
        return kind.equals(HARMLESS);
    }

    boolean conversation() {
        return messages.size() > 1;
    }
}
