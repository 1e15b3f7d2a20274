package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.FileKind;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mail (RFC 5322) with its MIME parts (RFC 2045, 2046): headers, bodies in their transfer encodings, and attached files. */
final class MailFormat {

    /** Bytes, 32 MiB: more than what is delivered anywhere. A mail is held several times over while its parts are taken from each other. */
    private static final int MOST = 32 << 20;

    private static final Pattern BLANK_LINE = Pattern.compile("\r?\n\r?\n");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)[;\\s](charset|boundary|name|filename)\\s*=\\s*(\"[^\"]*\"|[^;\\s]+)");

    private final FileFormats formats;
    private final Budget budget;
    private final int depth;

    MailFormat(FileFormats formats, Budget budget, int depth) {
        this.formats = formats;
        this.budget = budget;
        this.depth = depth;
    }

    OpenedFile open(byte[] bytes) throws LensException {
        if (bytes.length > MOST) {
            throw LensException.tooMuch(
                    "a mail of more than " + (MOST >> 20) + " MiB; send its text and what is attached to it");
        }
        budget.depth(depth);
        return entity(bytes, List.of(FileKind.DOCUMENT), "eml", depth);
    }

    private OpenedFile entity(byte[] bytes, List<FileKind> kind, String label, int level) throws LensException {
        budget.entries(1);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher blank = BLANK_LINE.matcher(latin);
        int split =
                latin.startsWith("\n") ? 1 : latin.startsWith("\r\n") ? 2 : blank.find() ? blank.end() : bytes.length;
        Headers headers = Headers.of(Arrays.copyOf(bytes, split));
        byte[] body = Arrays.copyOfRange(bytes, split, bytes.length);
        List<OpenedFile> parts = List.of(MailHeaders.open(headers.bytes), body(headers, body, level));
        return new Container(bytes, kind, label, parts, changed -> joined(List.of(headers.bytes, body), changed));
    }

    private static byte[] joined(List<byte[]> parts, List<byte @Nullable []> changed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            byte[] now = changed.get(i);
            out.writeBytes(now == null ? parts.get(i) : now);
        }
        return out.toByteArray();
    }

    private OpenedFile body(Headers headers, byte[] body, int level) throws LensException {
        String boundary = headers.parameter("content-type", "boundary");
        if (headers.type().startsWith("multipart/")) {
            if (boundary.isEmpty()) {
                throw new LensException("mail in parts that does not say, or not in one piece, what divides them");
            }
            budget.depth(level);
            return multipart(body, boundary, level);
        }
        String coding = headers.value("content-transfer-encoding").trim().toLowerCase(Locale.ROOT);
        return switch (coding) {
            case "", "7bit", "8bit", "binary" -> content(headers, body);
            case "base64" -> base64(headers, body);
            case "quoted-printable" ->
                coded(
                        "quoted-printable",
                        body,
                        content(headers, QuotedPrintable.decode(body)),
                        QuotedPrintable::encode);
            default -> throw new LensException("mail in a transfer encoding that cannot be read");
        };
    }

    private OpenedFile base64(Headers headers, byte[] body) throws LensException {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(withoutSpaces(body));
        } catch (IllegalArgumentException e) {
            throw new LensException("mail with a part that is not Base64", e);
        }
        budget.decode(decoded.length);
        return coded("base64", body, content(headers, decoded), changed -> {
            byte[] lines = Base64.getMimeEncoder().encode(changed);
            byte[] ended = Arrays.copyOf(lines, lines.length + 2);
            ended[lines.length] = '\r';
            ended[lines.length + 1] = '\n';
            return ended;
        });
    }

    private static byte[] withoutSpaces(byte[] body) {
        byte[] clean = new byte[body.length];
        int length = 0;
        for (byte b : body) {
            if (b != ' ' && (b < '\t' || b > '\r')) {
                clean[length++] = b;
            }
        }
        return Arrays.copyOf(clean, length);
    }

    private interface Encoder {
        byte[] encode(byte[] content);
    }

    private static OpenedFile coded(String label, byte[] body, OpenedFile content, Encoder encoder) {
        return new Container(
                body,
                List.of(),
                label,
                List.of(content),
                changed -> encoder.encode(Objects.requireNonNull(changed.getFirst())));
    }

    private OpenedFile content(Headers headers, byte[] content) throws LensException {
        String name = headers.parameter("content-disposition", "filename");
        String type = headers.type().isEmpty() ? "text/plain" : headers.type();
        String charset = headers.parameter("content-type", "charset");
        if (type.startsWith("text/") && Characters.known(charset)) {
            return formats.declared(content, type, name, Charset.forName(charset), budget, depth + 1);
        }
        return formats.inside(
                content, type, name.isEmpty() ? headers.parameter("content-type", "name") : name, budget, depth + 1);
    }

    private OpenedFile multipart(byte[] body, String boundary, int level) throws LensException {
        String latin = new String(body, StandardCharsets.ISO_8859_1);
        Matcher line = Pattern.compile("(?m)(?:\r?\n|\\A)--" + Pattern.quote(boundary) + "(--)?[ \t]*(?:\r?\n|\\z)")
                .matcher(latin);
        List<byte[]> slices = new ArrayList<>();
        List<OpenedFile> parts = new ArrayList<>();
        int at = 0;
        boolean closed = false;
        boolean preamble = true;
        while (!closed && line.find(at == 0 ? 0 : Math.max(0, at - 1))) {
            add(Arrays.copyOfRange(body, at, Math.max(at, line.start())), preamble, level, slices, parts);
            slices.add(Arrays.copyOfRange(body, Math.max(at, line.start()), line.end()));
            parts.add(new Fixed(slices.getLast()));
            preamble = false;
            at = line.end();
            closed = line.group(1) != null;
        }
        add(Arrays.copyOfRange(body, at, body.length), true, level, slices, parts);
        return new Container(body, List.of(), "multipart", parts, changed -> joined(slices, changed));
    }

    /** @param text whether it is what stands around the parts */
    private void add(byte[] slice, boolean text, int level, List<byte[]> slices, List<OpenedFile> parts)
            throws LensException {
        slices.add(slice);
        parts.add(
                text
                        ? formats.inside(slice, "text/plain", "", budget, depth + 1)
                        : entity(slice, List.of(), "part", level + 1));
    }

    /** Bytes with no text in them. */
    private record Fixed(byte[] bytes) implements OpenedFile {

        @Override
        public List<io.cloakroom.rules.wire.TextSegment> segments() {
            return List.of();
        }

        @Override
        public byte[] splice(java.util.Map<Integer, List<io.cloakroom.rules.engine.TextEdit>> edits) {
            return bytes;
        }
    }

    /** What the headers say, folded lines made one. */
    private record Headers(byte[] bytes, String unfolded) {

        static Headers of(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return new Headers(bytes, text.replaceAll("\r?\n[ \t]", " "));
        }

        String value(String name) {
            return unfolded.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        String type() {
            String value = value("content-type");
            int semicolon = value.indexOf(';');
            return (semicolon < 0 ? value : value.substring(0, semicolon))
                    .trim()
                    .toLowerCase(Locale.ROOT);
        }

        String parameter(String header, String name) {
            Matcher parameters = PARAMETER.matcher(value(header));
            while (parameters.find()) {
                if (parameters.group(1).equalsIgnoreCase(name)) {
                    return parameters.group(2).replace("\"", "");
                }
            }
            return "";
        }
    }
}
