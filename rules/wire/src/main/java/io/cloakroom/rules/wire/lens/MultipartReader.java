package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a multipart body apart (RFC 2046 section 5.1, RFC 7578), strictly: what lies outside the parts would go unread. */
final class MultipartReader {

    /**
     * One part.
     *
     * @param name of the form field, decoded; {@code ""} when it has none
     * @param fileName what {@code filename="…"} says, without the quotes, or null
     * @param encodedName what {@code filename*=UTF-8''…} says (RFC 8187), without the charset, or null
     * @param type media type it declares, or {@code ""}
     */
    record Part(
            String name, @Nullable Bytes fileName, @Nullable Bytes encodedName, String type, Bytes body) {}

    private final Bytes in;
    private final byte[] delimiter;

    private MultipartReader(Bytes in, byte[] delimiter) {
        this.in = in;
        this.delimiter = delimiter;
    }

    /** What a part's body must not contain: the line break and dashes and boundary that end it. */
    static byte[] delimiter(String contentType) throws LensException {
        ContentType type = ContentType.parse(contentType);
        String boundary = type.parameter("boundary");
        if (!type.multipart() || boundary.isEmpty()) {
            throw new LensException("not multipart: the content type names no boundary");
        }
        return ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    static List<Part> parts(Bytes in, byte[] delimiter) throws LensException {
        return new MultipartReader(in, delimiter).parts();
    }

    private List<Part> parts() throws LensException {
        List<Part> parts = new ArrayList<>();
        int at = in.from() + (startsWith(in.from(), "\r\n") ? 2 : 0) - 2;
        if (!dashesAndBoundary(at + 2)) {
            throw error("does not begin with the boundary");
        }
        at += delimiter.length;
        while (!startsWith(at, "--")) {
            int line = startOfLine(at);
            int end = find(line);
            if (end < 0) {
                throw error("ends before the closing boundary");
            }
            Parts.bound(parts.size() + 1);
            parts.add(part(line, end));
            at = end + delimiter.length;
        }
        if (in.sub(at + 2, in.to()).first() != 0) {
            throw error("has text after the closing boundary");
        }
        return parts;
    }

    private int startOfLine(int at) throws LensException {
        int end = at;
        while (end < in.to() && (in.array()[end] == ' ' || in.array()[end] == '\t')) {
            end++;
        }
        if (!startsWith(end, "\r\n")) {
            throw error("has a boundary that does not end its line");
        }
        return end + 2;
    }

    private Part part(int start, int end) throws LensException {
        Bytes disposition = in.sub(start, start);
        String type = "";
        int at = start;
        while (!startsWith(at, "\r\n")) {
            int feed = in.sub(at, end).indexOf('\n', at);
            if (feed == end || in.array()[feed - 1] != '\r') {
                throw error("has a part whose headers do not end");
            }
            Bytes header = in.sub(at, feed - 1);
            int colon = header.indexOf(':', at);
            Bytes value = in.sub(Math.min(colon + 1, header.to()), header.to());
            switch (new String(in.array(), at, colon - at, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) {
                case "content-disposition" -> disposition = value;
                case "content-type" -> type = type(value);
                case "content-transfer-encoding" -> requireIdentity(value);
                default -> {}
            }
            at = feed + 1;
        }
        if (at + 2 > end) {
            throw error("has a part whose headers do not end");
        }
        Bytes name = quoted(disposition, "name");
        Bytes fileName = quoted(disposition, "filename");
        Bytes encodedName = encoded(quoted(disposition, "filename*"));
        String shown = name == null ? "" : Names.string(FileNameEscapes.INSTANCE.decode(name));
        return new Part(shown, fileName, encodedName, type, in.sub(at + 2, end));
    }

    private static String type(Bytes value) throws LensException {
        ContentType type = ContentType.parse(Names.string(value));
        type.requireUtf8();
        return type.value();
    }

    private static void requireIdentity(Bytes value) throws LensException {
        String coding = Names.string(value).trim().toLowerCase(Locale.ROOT);
        if (!coding.equals("binary") && !coding.equals("8bit") && !coding.equals("7bit")) {
            throw error("has a part in a transfer encoding; only binary, 8bit and 7bit can be read");
        }
    }

    /** The value of a parameter, in quotes or not, or null. */
    private static @Nullable Bytes quoted(Bytes disposition, String parameter) {
        int at = disposition.indexOf(';', disposition.from());
        while (at < disposition.to()) {
            int start = at + 1;
            while (start < disposition.to() && disposition.array()[start] == ' ') {
                start++;
            }
            int equals = disposition.indexOf('=', start);
            boolean quote = equals + 1 < disposition.to() && disposition.array()[equals + 1] == '"';
            int from = quote ? equals + 2 : Math.min(equals + 1, disposition.to());
            int end = quote ? closingQuote(disposition, from) : disposition.indexOf(';', from);
            if (equals - start == parameter.length() && disposition.startsWith(parameter, start)) {
                return disposition.sub(from, end);
            }
            at = disposition.indexOf(';', end);
        }
        return null;
    }

    private static @Nullable Bytes encoded(@Nullable Bytes value) throws LensException {
        if (value == null) {
            return null;
        }
        int quote = value.indexOf('\'', value.from());
        int second = value.indexOf('\'', Math.min(quote + 1, value.to()));
        if (second == value.to() || !value.startsWith("utf-8'", value.from())) {
            throw error("has a file name in a charset other than UTF-8");
        }
        return value.sub(second + 1, value.to());
    }

    private static int closingQuote(Bytes value, int from) {
        int at = from;
        while (at < value.to() && value.array()[at] != '"') {
            boolean escaped = value.array()[at] == '\\' && at + 1 < value.to() && value.array()[at + 1] == '"';
            at += escaped ? 2 : 1;
        }
        return at;
    }

    private int find(int from) {
        int at = in.indexOf('\r', from);
        while (at < in.to()) {
            if (dashesAndBoundary(at + 2) && in.array()[at + 1] == '\n') {
                return at;
            }
            at = in.indexOf('\r', at + 1);
        }
        return -1;
    }

    private boolean dashesAndBoundary(int at) {
        int end = at + delimiter.length - 2;
        return end <= in.to() && Arrays.equals(delimiter, 2, delimiter.length, in.array(), at, end);
    }

    private boolean startsWith(int at, String ascii) {
        return in.startsWith(ascii, at);
    }

    private static LensException error(String what) {
        return new LensException("not multipart as browsers write it: it " + what);
    }
}
