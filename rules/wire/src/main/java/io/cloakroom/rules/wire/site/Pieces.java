package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.lens.Lenses;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that are sent in several requests. A piece of one cannot be inspected: a name may end in the next, and a document opens only as a
 * whole. What is sent in one piece is a whole file.
 */
public final class Pieces {

    /** RFC 9110, section 14.4; also how Google's resumable uploads go. */
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private static final String COMPLETE = "?1";

    private static final Pattern MANY = Pattern.compile("0*([2-9]|[1-9]\\d{1,8})");

    /** Names under which it is said of how many pieces a file is: Dropzone, Resumable.js, Flow.js, Fine Uploader and others. */
    private static final List<String> TOTALS = List.of(
            "dztotalchunkcount",
            "resumableTotalChunks",
            "flowTotalChunks",
            "qqtotalparts",
            "totalChunks",
            "total_chunks");

    /** Plupload's, a word that says something else where no form with a file is around it, unless the number of a piece stands beside it. */
    private static final String CHUNKS = "chunks";

    private static final List<Lens> FIELDS = Stream.concat(TOTALS.stream(), Stream.of(CHUNKS))
            .map(name -> Lenses.parse("multipart:" + name))
            .toList();

    private Pieces() {}

    /**
     * @param rule for the request, or null when none describes it
     * @param headers of the request, by name
     * @throws LensException when the body is a piece of a file, or nobody can tell that it is not
     */
    public static void refuse(@Nullable RequestRule rule, Payload payload, Iterable<Map.Entry<String, String>> headers)
            throws LensException {
        int length = payload.body().length;
        if (length == 0) {
            return;
        }
        boolean piece = (rule != null && rule.piece()) || addressed(query(payload.target())) || counted(payload);
        for (Map.Entry<String, String> header : headers) {
            String value = header.getValue().strip().toLowerCase(Locale.ROOT);
            piece |= switch (header.getKey().toLowerCase(Locale.ROOT)) {
                case "content-range" -> !whole(value);
                // tus, and draft-ietf-httpbis-resumable-upload, where the last piece says that it is
                case "upload-offset" -> !value.equals("0") || !complete(headers);
                case "upload-length" -> !value.matches("\\d{1,18}") || Long.parseLong(value) > length;
                case "upload-defer-length" -> true;
                case "upload-complete" -> !value.equals(COMPLETE);
                case "x-goog-upload-offset" -> !value.equals("0");
                case "x-goog-upload-command" -> value.contains("upload") && !value.contains("finalize");
                default -> false;
            };
        }
        if (piece) {
            throw new LensException("a file in pieces, of which this is one; send it in one piece");
        }
    }

    /** Parameters of the address by name, in small letters and without underscores. */
    private static Map<String, String> query(String target) {
        Map<String, String> query = new HashMap<>();
        int mark = target.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : target.substring(mark + 1).split("&", -1)) {
            String[] said = pair.split("=", 2);
            query.putIfAbsent(canonical(said[0]), said.length == 2 ? said[1] : "");
        }
        return query;
    }

    private static String canonical(String name) {
        return name.replaceAll("_|%5[fF]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether it is a part of Amazon S3's multipart uploads or one like them, a block of Azure's, or one of several pieces. */
    private static boolean addressed(Map<String, String> query) {
        String block = query.getOrDefault("comp", "");
        return (query.containsKey("partnumber") && query.containsKey("uploadid"))
                || block.equals("block")
                || block.equals("appendblock")
                || (query.containsKey("chunk") && many(query.get(CHUNKS)))
                || TOTALS.stream().anyMatch(total -> many(query.get(canonical(total))));
    }

    private static boolean many(@Nullable String total) {
        return total != null && MANY.matcher(total.strip()).matches();
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
                return header.getValue().strip().equals(COMPLETE);
            }
        }
        return false;
    }

    private static boolean counted(Payload payload) {
        if (!payload.contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            return false;
        }
        for (Lens total : FIELDS) {
            try {
                for (TextSegment said : total.locate(payload).segments()) {
                    if (many(said.text())) {
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
