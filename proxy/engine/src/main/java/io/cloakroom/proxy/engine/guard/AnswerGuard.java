package io.cloakroom.proxy.engine.guard;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/**
 * Decides whether an answer can be understood in exactly one way (RFC 9112 6.3). An answer whose end two parsers could see in different
 * places is how an origin slips a second answer to somebody (CWE-113).
 */
public final class AnswerGuard {

    private AnswerGuard() {}

    public static boolean isClear(HttpResponse answer) {
        if (answer.decoderResult().isFailure()) {
            return false;
        }
        HttpHeaders headers = answer.headers();
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
        boolean current = answer.protocolVersion().equals(HttpVersion.HTTP_1_1);
        boolean known = current || answer.protocolVersion().equals(HttpVersion.HTTP_1_0);
        return known
                && (codings.isEmpty() || (chunked && current && lengths.isEmpty()))
                && (lengths.isEmpty() || (lengths.size() == 1 && RequestGuard.isLength(lengths.getFirst())))
                && !RequestGuard.takesAway(headers);
    }
}
