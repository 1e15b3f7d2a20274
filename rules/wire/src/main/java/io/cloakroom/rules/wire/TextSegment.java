package io.cloakroom.rules.wire;

/**
 * A piece of text inside a payload.
 *
 * @param path where it was found, in lens notation with indices filled in: {@code json:/messages/0/content}
 * @param text decoded text
 */
public record TextSegment(String path, String text) {

    /** Whether it was found in the request target. */
    public boolean inTarget() {
        return path.startsWith("query");
    }
}
