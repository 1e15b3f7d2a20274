package io.cloakroom.rules.wire.site;

/**
 * An answer given in the site's place, in a shape its page or SDK understands. The array is never changed.
 *
 * @param status HTTP status, 100–599
 * @param contentType value of the Content-Type header
 */
public record BlockAnswer(int status, String contentType, byte[] body) {}
