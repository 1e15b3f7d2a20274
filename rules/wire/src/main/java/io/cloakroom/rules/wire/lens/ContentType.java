package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A header value with parameters, {@code multipart/form-data; boundary=x}.
 *
 * @param value what stands before the first semicolon, in small letters
 * @param parameters by name in small letters; those of one name that differ are joined by a comma: whichever of them the receiver takes,
 *     nobody here takes another
 */
record ContentType(String value, Map<String, String> parameters) {

    static final String GRPC = "application/grpc";

    private static final String GRPC_WEB_TEXT = "application/grpc-web-text";
    private static final Set<String> UTF8 = Set.of("utf-8", "utf8", "us-ascii");

    static ContentType parse(String header) {
        int at = header.indexOf(';');
        String value = (at < 0 ? header : header.substring(0, at)).trim().toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        while (at >= 0 && at < header.length()) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = header.substring(at + 1, equals).trim().toLowerCase(Locale.ROOT);
            int start = equals + 1;
            while (start < header.length() && header.charAt(start) == ' ') {
                start++;
            }
            boolean quoted = start < header.length() && header.charAt(start) == '"';
            int end = quoted ? closingQuote(header, start + 1) : semicolon(header, start);
            String said = quoted
                    ? header.substring(start + 1, end)
                    : header.substring(start, end).trim();
            parameters.merge(name, said, (one, other) -> one.equals(other) ? one : one + "," + other);
            at = semicolon(header, end);
        }
        return new ContentType(value, Map.copyOf(parameters));
    }

    private static int semicolon(String header, int from) {
        int at = header.indexOf(';', from);
        return at < 0 ? header.length() : at;
    }

    private static int closingQuote(String header, int from) {
        int at = from;
        while (at < header.length() && header.charAt(at) != '"') {
            at += header.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, header.length());
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean multipart() {
        return value.startsWith("multipart/");
    }

    boolean form() {
        return value.equals("application/x-www-form-urlencoded");
    }

    boolean json() {
        return value.endsWith("/json")
                || (value.endsWith("+json") && !enveloped())
                || value.contains("/json+")
                || value.endsWith("ndjson");
    }

    /** Whether its messages are in envelopes. */
    boolean enveloped() {
        return value.startsWith("application/connect+") || value.startsWith(GRPC);
    }

    /** Whether the envelopes are in Base64. */
    boolean envelopedText() {
        return value.startsWith(GRPC_WEB_TEXT);
    }

    /** Whether it names a binary format that can look like text. */
    boolean protobuf() {
        return !json() && (value.contains("proto") || value.contains("grpc"));
    }

    /** @throws LensException when a charset is named that is not UTF-8 or its subset ASCII */
    void requireUtf8() throws LensException {
        String charset = parameter("charset").toLowerCase(Locale.ROOT);
        if (!charset.isEmpty() && !UTF8.containsAll(List.of(charset.split(",", -1)))) {
            throw new LensException("declared in a charset other than UTF-8, the only one that can be read");
        }
    }
}
