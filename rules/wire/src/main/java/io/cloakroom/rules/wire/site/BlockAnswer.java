package io.cloakroom.rules.wire.site;

import java.util.Map;

/**
 * An answer given in the site's place, in a shape its page or SDK understands. The array is never changed.
 *
 * @param status HTTP status, 100–599
 * @param contentType value of the Content-Type header
 * @param headers further ones, by name
 */
public record BlockAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {

    public BlockAnswer(int status, String contentType, byte[] body) {
        this(status, contentType, Map.of(), body);
    }
}
