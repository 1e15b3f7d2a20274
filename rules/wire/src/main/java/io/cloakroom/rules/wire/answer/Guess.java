package io.cloakroom.rules.wire.answer;

import com.google.re2j.Pattern;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.lens.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells by its beginning how an answer is framed that nobody described. */
final class Guess {

    /** How an answer is framed. */
    enum Shape {
        /** More of it must come. */
        UNDECIDED,
        /** A text, unless more comes. */
        ALMOST_TEXT,
        EVENTS,
        /** One JSON document with the end of its line; more may follow. */
        ALMOST_LINES,
        /** JSON documents, one a line. */
        LINES,
        /** JSON documents, one a line, after a word and a colon. */
        PREFIXED,
        /** Packets of Engine.IO, which Socket.IO's are in. */
        PACKETS,
        /** One JSON document. */
        DOCUMENT,
        TEXT
    }

    /** Begins JSON that no browser runs as a script: a line of its own before it. */
    private static final byte[] GUARD = ")]}'".getBytes(StandardCharsets.US_ASCII);

    static final int LONGEST_BEGINNING = 64;

    /** A line longer than this that was JSON so far is JSON. */
    static final int LONGEST_SCANNED = 65_536;

    /** The longest thing in JSON that is not read in part: an escape. */
    private static final int ESCAPE = 6;

    private static final String PLACE = " at byte ";

    private static final Pattern EVENTS = Pattern.compile("(?:(?:data|event|id|retry)?:)(?s:.*)");
    private static final Pattern PREFIXED = Pattern.compile("[0-9A-Za-z]{1,3}:[\"{\\[](?s:.*)");
    private static final Pattern PACKETS = Pattern.compile("[0-9]{1,3}(?:/[^,\\[{]*,)?[0-9]*[\\[{](?s:.*)");

    /** What may yet become one of these. */
    private static final Pattern BEGUN =
            Pattern.compile("d(?:a(?:t(?:a)?)?)?|e(?:v(?:e(?:n(?:t)?)?)?)?|id?|r(?:e(?:t(?:r(?:y)?)?)?)?"
                    + "|[0-9A-Za-z]{1,3}:?|[0-9]{1,3}(?:/[^,\\[{]*,?)?[0-9]*");

    private Guess() {}

    /** @param json whether it is called JSON, so that it can be no text */
    static Shape of(byte[] begun, boolean json) {
        if (blank(begun, 0)) {
            return Shape.UNDECIDED;
        }
        int start = 0;
        while (begun[start] <= ' ' && begun[start] >= 0) {
            start++;
        }
        if (begun[start] == '{' || begun[start] == '[') {
            return json(Arrays.copyOfRange(begun, start, begun.length), json);
        }
        if (Arrays.equals(
                begun,
                start,
                Math.min(begun.length, start + GUARD.length),
                GUARD,
                0,
                Math.min(GUARD.length, begun.length - start))) {
            return begun.length - start < GUARD.length ? Shape.ALMOST_TEXT : Shape.LINES;
        }
        int end = Math.min(begun.length, start + LONGEST_BEGINNING);
        String beginning = new String(begun, start, end - start, StandardCharsets.ISO_8859_1);
        if (EVENTS.matches(beginning)) {
            return Shape.EVENTS;
        }
        if (PREFIXED.matches(beginning)) {
            return Shape.PREFIXED;
        }
        if (PACKETS.matches(beginning)) {
            return Shape.PACKETS;
        }
        return BEGUN.matches(beginning) ? Shape.ALMOST_TEXT : json ? Shape.DOCUMENT : Shape.TEXT;
    }

    /** Lines when the first one is a document. */
    private static Shape json(byte[] begun, boolean json) {
        int feed = 0;
        while (feed < begun.length && begun[feed] != '\n') {
            feed++;
        }
        boolean line = feed < begun.length;
        if (!line && (json || feed > LONGEST_SCANNED)) {
            return Shape.UNDECIDED;
        }
        return switch (progress(Arrays.copyOf(begun, feed))) {
            case DOCUMENT -> !line ? Shape.UNDECIDED : blank(begun, feed) ? Shape.ALMOST_LINES : Shape.LINES;
            case BEGUN -> line ? Shape.DOCUMENT : Shape.UNDECIDED;
            case NONE -> json ? Shape.DOCUMENT : Shape.TEXT;
        };
    }

    private static boolean blank(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at == bytes.length;
    }

    private enum Progress {
        DOCUMENT,
        BEGUN,
        NONE
    }

    private static Progress progress(byte[] bytes) {
        try {
            JsonScanner scanner = new JsonScanner(bytes);
            JsonScanner.Token token = scanner.next();
            while (token != JsonScanner.Token.END) {
                token = scanner.next();
            }
            return Progress.DOCUMENT;
        } catch (LensException e) {
            String said = String.valueOf(e.getMessage());
            int place = said.lastIndexOf(PLACE);
            boolean cut =
                    place >= 0 && Integer.parseInt(said.substring(place + PLACE.length())) > bytes.length - ESCAPE;
            return cut ? Progress.BEGUN : Progress.NONE;
        }
    }
}
