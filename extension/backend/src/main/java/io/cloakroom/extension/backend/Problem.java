package io.cloakroom.extension.backend;

import io.javalin.http.HttpStatus;

/**
 * An error as RFC 9457 writes it ({@code application/problem+json}).
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param detail what is wrong
 * @param remedy what to do about it; an extension member
 */
public record Problem(String type, String title, int status, String detail, String remedy) {

    static final String CONTENT_TYPE = "application/problem+json";

    static Problem of(int status, String detail, String remedy) {
        return new Problem("about:blank", HttpStatus.forStatus(status).getMessage(), status, detail, remedy);
    }
}
