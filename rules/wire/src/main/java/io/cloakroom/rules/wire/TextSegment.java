package io.cloakroom.rules.wire;

/**
 * A piece of text inside a payload.
 *
 * @param path where it was found, in lens notation with indices filled in: {@code json:/messages/0/content}
 * @param text decoded text
 */
public record TextSegment(String path, String text) {

    /** The last step of the path of what can be read in data of no known format. */
    public static final String BYTES = "bytes";

    /** Whether it was found in the request target. */
    public boolean inTarget() {
        return path.startsWith("query") || path.startsWith("path:");
    }

    /** Whether it is what can be read in data that nobody can write back. */
    boolean inBytes() {
        return path.endsWith("> " + BYTES);
    }
}
