package io.cloakroom.proxy.engine.guard;

import io.cloakroom.rules.wire.site.Checksums;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides whether a request can be understood in exactly one way (RFC 9112; CWE-444). It refuses and never repairs:
 * a request that two parsers may read differently is how text slips past inspection.
 */
public final class RequestGuard {

    private static final int MAX_HEADERS = 256;
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    /** Visible ASCII; a fragment is never sent (RFC 9112 3.2). */
    private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]*");
    /** What a {@code Connection} header must not take away on the way, nor a trailer bring: framing, authority, credentials, meaning. */
    private static final Set<String> NEVER_HOP_BY_HOP = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "trailer",
            "expect",
            "cookie",
            "authorization",
            "set-cookie",
            "content-type",
            "content-encoding",
            "origin",
            "referer");

    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "keep-alive", "te", "trailer", "upgrade", "http2-settings");

    private RequestGuard() {}

    /**
     * A request that passed.
     *
     * @param authority who it is for
     * @param target in origin form; empty for CONNECT
     */
    public record Vetted(Authority authority, String target) {}

    /** What {@link RequestGuard#check} does. */
    @FunctionalInterface
    public interface Check {
        Vetted check(HttpRequest request, @Nullable Authority inside, @Nullable String sni) throws RefusedException;
    }

    /**
     * @param inside the authority of the CONNECT this request came through, or null outside of one
     * @param sni the server name of the TLS handshake, or null when none was sent
     */
    public static Vetted check(HttpRequest request, @Nullable Authority inside, @Nullable String sni)
            throws RefusedException {
        parsed(request);
        HttpHeaders headers = request.headers();
        if (headers.size() > MAX_HEADERS) {
            throw refused(431, "It has more than " + MAX_HEADERS + " headers.");
        }
        boolean connect = request.method().equals(HttpMethod.CONNECT);
        version(request, connect);
        if (!METHOD.matcher(request.method().name()).matches()) {
            throw refused(400, "Its method is not valid.");
        }
        if (request.method().equals(HttpMethod.TRACE)) {
            throw refused(405, "TRACE would echo what a proxy adds, and is not forwarded.");
        }
        if (takesAway(headers)) {
            throw refused(400, "Its Connection header names a header that must not be dropped.");
        }
        framing(headers, connect);
        expectation(headers);
        if (inside != null && sni != null && !sni.toLowerCase(Locale.ROOT).equals(inside.host())) {
            throw refused(400, "The TLS server name is not the host the connection was opened for.");
        }
        return connect ? connect(request, inside) : target(request, inside);
    }

    /** Checks what follows a chunked body: a trailer must not say what only a head may (RFC 9110 6.5.1). */
    public static void checkTrailers(HttpHeaders trailers) throws RefusedException {
        for (String name : trailers.names()) {
            if (NEVER_HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                throw refused(400, "Its trailers name a header that belongs at the beginning.");
            }
        }
    }

    /**
     * The headers of a request that arrived whole: without what concerns only one connection, with the checksums that followed its body. They
     * may stand in either place (RFC 9530, section 6.5 of RFC 9110); other trailers are not passed on.
     */
    public static HttpHeaders complete(HttpHeaders head, HttpHeaders trailers) {
        HttpHeaders headers = head.copy();
        strip(headers);
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        headers.remove(HttpHeaderNames.EXPECT);
        for (Map.Entry<String, String> trailer : trailers) {
            if (Checksums.named(trailer.getKey())) {
                headers.add(trailer.getKey(), trailer.getValue());
            }
        }
        return headers;
    }

    /** Removes what concerns only one connection (RFC 9110 7.6.1) or only this proxy. */
    public static void strip(HttpHeaders headers) {
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String token : value.split(",", -1)) {
                if (!token.isBlank()) {
                    headers.remove(token.strip());
                }
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
        for (String name : List.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith("proxy-")) {
                headers.remove(name);
            }
        }
    }

    private static void parsed(HttpRequest request) throws RefusedException {
        if (!request.decoderResult().isFailure()) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpHeaderException) {
            throw refused(431, "Its headers are longer than this proxy accepts.");
        }
        if (cause instanceof TooLongHttpLineException) {
            throw refused(414, "Its address is longer than this proxy accepts.");
        }
        throw refused(400, "It is not valid HTTP/1.1.");
    }

    private static void version(HttpRequest request, boolean connect) throws RefusedException {
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() == 2) {
            throw new RefusedException(Refusal.http2());
        }
        boolean old = version.equals(HttpVersion.HTTP_1_0);
        if (!version.equals(HttpVersion.HTTP_1_1) && !(connect && old)) {
            throw refused(505, "Only HTTP/1.1 is spoken here.");
        }
    }

    /** Whether the {@code Connection} header would take away what a message cannot do without. */
    static boolean takesAway(HttpHeaders headers) {
        for (CharSequence name : List.of(HttpHeaderNames.CONNECTION, HttpHeaderNames.PROXY_CONNECTION)) {
            for (String value : headers.getAll(name)) {
                for (String token : value.split(",", -1)) {
                    if (NEVER_HOP_BY_HOP.contains(token.strip().toLowerCase(Locale.ROOT))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether this is exactly one number that everybody reads alike. */
    static boolean isLength(String value) {
        return value.length() <= MAX_LENGTH_DIGITS && DIGITS.matcher(value).matches();
    }

    private static void framing(HttpHeaders headers, boolean connect) throws RefusedException {
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!lengths.isEmpty() && !codings.isEmpty()) {
            throw refused(400, "It has both Content-Length and Transfer-Encoding.");
        }
        if (connect && !(lengths.isEmpty() && codings.isEmpty())) {
            throw refused(400, "A CONNECT has no body.");
        }
        if (!codings.isEmpty() && (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked"))) {
            throw refused(501, "Its transfer coding is not exactly “chunked”.");
        }
        if (!lengths.isEmpty()) {
            if (lengths.size() > 1 || !isLength(lengths.getFirst())) {
                throw refused(400, "Its Content-Length is not exactly one number.");
            }
        }
    }

    private static void expectation(HttpHeaders headers) throws RefusedException {
        List<String> expected = headers.getAll(HttpHeaderNames.EXPECT);
        if (!expected.isEmpty() && (expected.size() > 1 || !expected.getFirst().equalsIgnoreCase("100-continue"))) {
            throw refused(417, "It expects something other than 100-continue.");
        }
    }

    private static Vetted connect(HttpRequest request, @Nullable Authority inside) throws RefusedException {
        if (inside != null) {
            throw refused(400, "A CONNECT inside a CONNECT is not served.");
        }
        Authority authority = Authority.parse(request.uri(), 0)
                .orElseThrow(() -> refused(400, "Its CONNECT does not name a valid host and port."));
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1
                || (hosts.size() == 1
                        && !Authority.parse(hosts.getFirst(), authority.port())
                                .filter(authority::equals)
                                .isPresent())) {
            throw refused(400, "Its Host header is not the host of its CONNECT.");
        }
        return new Vetted(authority, "");
    }

    private static Vetted target(HttpRequest request, @Nullable Authority inside) throws RefusedException {
        String uri = request.uri();
        Authority named = inside;
        String target = uri;
        if (named == null) {
            if (!uri.regionMatches(true, 0, "http://", 0, 7)) {
                throw refused(400, "A proxy needs to be told the whole http:// address, or a CONNECT.");
            }
            int slash = uri.indexOf('/', 7);
            int query = uri.indexOf('?', 7);
            int end = slash >= 0 && (query < 0 || slash < query) ? slash : query >= 0 ? query : uri.length();
            named = Authority.parse(uri.substring(7, end), 80)
                    .orElseThrow(() -> refused(400, "Its address does not name a valid host."));
            target = end == slash ? uri.substring(end) : "/" + uri.substring(end);
        }
        if (!TARGET.matcher(target).matches()) {
            throw refused(400, "Its target is not a valid path.");
        }
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        int defaultPort = inside == null ? 80 : 443;
        if (hosts.size() != 1
                || !Authority.parse(hosts.getFirst(), defaultPort)
                        .filter(named::equals)
                        .isPresent()) {
            throw refused(400, "Its Host header is not exactly the host it was sent to.");
        }
        return new Vetted(named, target);
    }

    private static RefusedException refused(int status, String reason) {
        return new RefusedException(Refusal.malformed(status, reason));
    }
}
