package io.cloakroom.rules.wire;

/**
 * What a request carries, decoded (no content coding, no transfer coding). The array is owned by the payload and never changed.
 *
 * @param target request target in origin form, {@code /api/v0/chat/completion?x=1}
 * @param contentType value of the Content-Type header, or {@code ""}
 * @param body the body, or an empty array
 * @param files what was opened in it
 */
public record Payload(String target, String contentType, byte[] body, OpenedFiles files) {

    /** A payload in which nothing was opened yet. */
    public Payload(String target, String contentType, byte[] body) {
        this(target, contentType, body, new OpenedFiles());
    }
}
