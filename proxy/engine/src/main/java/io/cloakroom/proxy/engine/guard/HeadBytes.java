package io.cloakroom.proxy.engine.guard;

/**
 * Reads the bytes of a request's head for what Netty's decoder forgives and other parsers may not: white space around and between the
 * words of the first line, a protocol name in other letters (RFC 9112 3, 2.3), and folded header lines (5.2), which Netty joins. Everything
 * that can be seen after decoding is {@link RequestGuard}'s.
 */
public final class HeadBytes {

    private static final String VERSION = "HTTP/";

    private enum Part {
        BEFORE,
        METHOD,
        TARGET,
        PROTOCOL,
        HEADERS
    }

    private Part part = Part.BEFORE;
    private int inPart;
    private byte last;
    private boolean ambiguous;

    /** Whether a parser could read the bytes seen so far in another way. */
    public boolean areAmbiguous() {
        return ambiguous;
    }

    /** Forgets everything, for the next head. */
    public void reset() {
        part = Part.BEFORE;
        inPart = 0;
        last = 0;
        ambiguous = false;
    }

    public void next(byte current) {
        switch (part) {
            case BEFORE -> before(current);
            case METHOD, TARGET -> word(current);
            case PROTOCOL -> protocol(current);
            case HEADERS -> ambiguous |= last == '\n' && (current == ' ' || current == '\t');
        }
        last = current;
    }

    /** Empty lines before a request are ignored (RFC 9112 2.2). */
    private void before(byte current) {
        if (current != '\r' && current != '\n') {
            part = Part.METHOD;
            word(current);
        }
    }

    private void word(byte current) {
        if (current == ' ') {
            ambiguous |= inPart == 0;
            part = part == Part.METHOD ? Part.TARGET : Part.PROTOCOL;
            inPart = 0;
        } else if (current == '\n') {
            ambiguous = true;
            part = Part.HEADERS;
        } else {
            ambiguous |= current <= ' ' && current >= 0 && current != '\r';
            inPart++;
        }
    }

    private void protocol(byte current) {
        if (current == '\n') {
            part = Part.HEADERS;
        } else if (current != '\r') {
            ambiguous |= current == ' ' || current == '\t';
            ambiguous |= inPart < VERSION.length() && current != VERSION.charAt(inPart);
            inPart++;
        }
    }
}
