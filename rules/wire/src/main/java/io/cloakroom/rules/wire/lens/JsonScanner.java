package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.binary.Utf8Sequence;

/**
 * Reads JSON token by token where it lies (RFC 8259, strictly: no comments, no trailing commas, no unescaped control characters, UTF-8
 * only). Never recursive, and builds nothing. A byte order mark is skipped.
 */
public final class JsonScanner {

    /** Containers nested deeper than this are refused. */
    public static final int MAX_DEPTH = 512;

    /** Four digits of exponent are beyond every number format in use; more are there to make the receiver run out of memory. */
    private static final int LONGEST_EXPONENT = 4;

    private static final char RECORD_SEPARATOR = '\u001e';

    /** What {@link #next()} came upon. */
    public enum Token {
        OBJECT,
        ARRAY,
        CLOSE,
        KEY,
        STRING,
        NUMBER,
        LITERAL,
        END
    }

    private enum Expect {
        VALUE,
        VALUE_OR_CLOSE,
        KEY_OR_CLOSE,
        COMMA_OR_CLOSE,
        NOTHING
    }

    private final byte[] array;
    private final int origin;
    private final int limit;
    private final boolean surrogates;
    private final boolean records;
    private final boolean[] object = new boolean[MAX_DEPTH];
    private Expect expect = Expect.VALUE;
    private int depth;
    private int at;
    private int start;
    private int end;

    /**
     * Reads one document.
     *
     * @throws LensException when it is in UTF-16 or UTF-32
     */
    public JsonScanner(byte[] json) throws LensException {
        this(Bytes.of(json), false);
    }

    /** @param records whether several values may follow each other, with white space or U+001E between them or nothing */
    JsonScanner(Bytes in, boolean records) throws LensException {
        this.array = in.array();
        this.origin = in.from();
        this.limit = in.to();
        this.surrogates = in.string();
        this.records = records;
        boolean mark = in.length() >= 3 && array[origin] == (byte) 0xef && array[origin + 1] == (byte) 0xbb;
        this.at = mark && array[origin + 2] == (byte) 0xbf ? origin + 3 : origin;
        refuseUtf16(in);
    }

    private void refuseUtf16(Bytes in) throws LensException {
        if (in.length() < 2) {
            return;
        }
        int first = array[origin] & 0xff;
        int second = array[origin + 1] & 0xff;
        boolean mark = (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
        if (mark || (first == 0) != (second == 0)) {
            throw new LensException("JSON in UTF-16 or UTF-32; only UTF-8 can be read");
        }
    }

    /** Offset of the token: of the first character between the quotes, for a key or string. */
    public int start() {
        return start;
    }

    /** Offset after the token, before the closing quote. */
    public int end() {
        return end;
    }

    /**
     * Goes on to the next token.
     *
     * @throws LensException when the bytes are not JSON; the message says what was expected and at which byte
     */
    public Token next() throws LensException {
        skipSpace();
        if (at == limit) {
            if (expect != Expect.NOTHING) {
                throw error(expected());
            }
            return Token.END;
        }
        byte b = array[at];
        return switch (expect) {
            case VALUE -> value(b);
            case VALUE_OR_CLOSE -> b == ']' ? close() : value(b);
            case KEY_OR_CLOSE -> b == '}' ? close() : key();
            case COMMA_OR_CLOSE -> commaOrClose(b);
            case NOTHING -> {
                if (!records) {
                    throw error("the end");
                }
                yield value(b);
            }
        };
    }

    private Token commaOrClose(byte b) throws LensException {
        boolean inObject = object[depth - 1];
        if (b == (inObject ? '}' : ']')) {
            return close();
        }
        if (b != ',') {
            throw error(expected());
        }
        at++;
        skipSpace();
        if (at == limit) {
            throw error(inObject ? "a key" : "a value");
        }
        return inObject ? key() : value(array[at]);
    }

    private Token close() {
        start = at++;
        end = at;
        depth--;
        afterValue();
        return Token.CLOSE;
    }

    private Token key() throws LensException {
        if (array[at] != '"') {
            throw error("a key");
        }
        string();
        int keyStart = start;
        int keyEnd = end;
        skipSpace();
        if (at == limit || array[at] != ':') {
            throw error("a colon");
        }
        at++;
        start = keyStart;
        end = keyEnd;
        expect = Expect.VALUE;
        return Token.KEY;
    }

    private Token value(byte b) throws LensException {
        switch (b) {
            case '{' -> {
                return open(true);
            }
            case '[' -> {
                return open(false);
            }
            case '"' -> {
                string();
                afterValue();
                return Token.STRING;
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> {
                number();
                afterValue();
                return Token.NUMBER;
            }
        }
        afterValue();
        return Token.LITERAL;
    }

    private Token open(boolean isObject) throws LensException {
        if (depth == MAX_DEPTH) {
            throw new LensException("JSON nested deeper than " + MAX_DEPTH + " levels at byte " + (at - origin));
        }
        object[depth++] = isObject;
        start = at++;
        end = at;
        expect = isObject ? Expect.KEY_OR_CLOSE : Expect.VALUE_OR_CLOSE;
        return isObject ? Token.OBJECT : Token.ARRAY;
    }

    private void afterValue() {
        expect = depth == 0 ? Expect.NOTHING : Expect.COMMA_OR_CLOSE;
    }

    private void literal(String word) throws LensException {
        start = at;
        for (int i = 0; i < word.length(); i++) {
            if (at == limit || array[at] != word.charAt(i)) {
                throw error("a value");
            }
            at++;
        }
        end = at;
    }

    private void string() throws LensException {
        start = ++at;
        while (at < limit) {
            byte b = array[at];
            if (b == '"') {
                end = at++;
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b >= ' ') {
                at++;
            } else if (b >= 0) {
                throw error("an escape instead of a control character");
            } else {
                int length = Utf8Sequence.length(array, at, limit, surrogates);
                if (length == 0) {
                    throw error("UTF-8");
                }
                at += length;
            }
        }
        throw error("a closing quote");
    }

    private void escape() throws LensException {
        at++;
        if (at < limit && array[at] == 'u') {
            for (int i = 1; i <= 4; i++) {
                if (at + i >= limit || PercentEscapes.hex(array[at + i]) < 0) {
                    throw error("four hex digits");
                }
            }
            at += 5;
        } else if (at < limit && "\"\\/bfnrt".indexOf(array[at]) >= 0) {
            at++;
        } else {
            throw error("an escape");
        }
    }

    private void number() throws LensException {
        start = at;
        if (array[at] == '-') {
            at++;
        }
        if (at < limit && array[at] == '0') {
            at++;
        } else {
            digits("a value");
        }
        if (at < limit && array[at] == '.') {
            at++;
            digits("a digit");
        }
        if (at < limit && (array[at] == 'e' || array[at] == 'E')) {
            at++;
            if (at < limit && (array[at] == '+' || array[at] == '-')) {
                at++;
            }
            int first = at;
            digits("a digit");
            if (at - first > LONGEST_EXPONENT) {
                throw new LensException("a number with an exponent of more than " + LONGEST_EXPONENT
                        + " digits at byte " + (start - origin));
            }
        }
        end = at;
    }

    private void digits(String wanted) throws LensException {
        int first = at;
        while (at < limit && array[at] >= '0' && array[at] <= '9') {
            at++;
        }
        if (at == first) {
            throw error(wanted);
        }
    }

    private void skipSpace() {
        while (at < limit) {
            byte b = array[at];
            boolean between = records && depth == 0 && b == RECORD_SEPARATOR;
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t' && !between) {
                return;
            }
            at++;
        }
    }

    private String expected() {
        return switch (expect) {
            case VALUE, VALUE_OR_CLOSE -> "a value";
            case KEY_OR_CLOSE -> "a key or }";
            case COMMA_OR_CLOSE -> object[depth - 1] ? ", or }" : ", or ]";
            case NOTHING -> "the end";
        };
    }

    private LensException error(String wanted) {
        return new LensException("not JSON: expected " + wanted + " at byte " + (at - origin));
    }
}
