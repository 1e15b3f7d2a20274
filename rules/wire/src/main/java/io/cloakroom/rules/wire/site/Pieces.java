package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.lens.Lenses;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that are sent in several requests. A piece of one cannot be inspected: a name may end in the next, and a document opens only as a
 * whole. What is sent in one piece is a whole file.
 */
public final class Pieces {

    /** RFC 9110, section 14.4; also how Google's resumable uploads go. */
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Amazon S3's multipart uploads, and Azure's blocks and appended blocks. */
    private static final Pattern QUERY = Pattern.compile(
            "[?&](partNumber=\\d+.*&uploadId=|uploadId=.*&partNumber=\\d|comp=(block|appendblock)(&|$))");

    private static final Pattern MANY = Pattern.compile("0*([2-9]|[1-9]\\d{1,8})");

    /** Fields that say of how many pieces a file is: Dropzone, Resumable.js, Flow.js, Plupload. */
    private static final List<Lens> TOTALS = List.of(
            Lenses.parse("multipart:dztotalchunkcount"),
            Lenses.parse("multipart:resumableTotalChunks"),
            Lenses.parse("multipart:flowTotalChunks"),
            Lenses.parse("multipart:totalChunks"),
            Lenses.parse("multipart:chunks"));

    private Pieces() {}

    /**
     * @param headers of the request, by name
     * @throws LensException when the body is a piece of a file, or nobody can tell that it is not
     */
    public static void refuse(Payload payload, Iterable<Map.Entry<String, String>> headers) throws LensException {
        if (payload.body().length == 0) {
            return;
        }
        boolean piece = QUERY.matcher(payload.target()).find() || counted(payload);
        for (Map.Entry<String, String> header : headers) {
            String value = header.getValue().strip().toLowerCase(Locale.ROOT);
            piece |= switch (header.getKey().toLowerCase(Locale.ROOT)) {
                case "content-range" -> !whole(value);
                // tus, and draft-ietf-httpbis-resumable-upload, where the last piece says that it is
                case "upload-offset" -> !value.equals("0") || !complete(headers);
                case "x-goog-upload-offset" -> !value.equals("0");
                case "x-goog-upload-command" -> value.contains("upload") && !value.contains("finalize");
                default -> false;
            };
        }
        if (piece) {
            throw new LensException("a file in pieces, of which this is one; send it in one piece");
        }
    }

    private static boolean whole(String range) {
        Matcher told = RANGE.matcher(range);
        return told.matches()
                && told.group(1).equals("0")
                && !told.group(3).equals("*")
                && Long.parseLong(told.group(2)) + 1 == Long.parseLong(told.group(3));
    }

    private static boolean complete(Iterable<Map.Entry<String, String>> headers) {
        for (Map.Entry<String, String> header : headers) {
            if (header.getKey().equalsIgnoreCase("upload-complete")) {
                return header.getValue().strip().equals("?1");
            }
        }
        return false;
    }

    private static boolean counted(Payload payload) {
        if (!payload.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return false;
        }
        for (Lens total : TOTALS) {
            try {
                for (TextSegment said : total.locate(payload).segments()) {
                    if (MANY.matcher(said.text().strip()).matches()) {
                        return true;
                    }
                }
            } catch (LensException e) {
                // Whether the form can be read is for the lens that reads it to say.
                return false;
            }
        }
        return false;
    }
}
