package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.file.Piece.Change;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * The characters of a text file. Only a charset in which every byte comes back the same is taken, so that what is not edited keeps its
 * bytes. A byte order mark is the first character.
 */
record Characters(byte[] bytes, Charset charset, String text) {

    private static final String CONTROLS_OF_TEXT = "\t\n\f\r\u001b\u001e";

    /** What a guess needs to be more than a guess; shorter texts are UTF-8 or cannot be read. */
    private static final int SHORTEST_GUESS = 8;

    /** @throws LensException when it is not UTF-8 text */
    static Characters utf8(byte[] bytes) throws LensException {
        return of(bytes, StandardCharsets.UTF_8);
    }

    /**
     * In whatever charset the bytes tell by themselves: a byte order mark, UTF-8 if they can be, else what detection says.
     *
     * @throws LensException when that gives no text
     */
    static Characters detect(byte[] bytes) throws LensException {
        if (starts(bytes, 0xff, 0xfe)) {
            return of(bytes, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xfe, 0xff)) {
            return of(bytes, StandardCharsets.UTF_16BE);
        }
        try {
            return utf8(bytes);
        } catch (LensException e) {
            return guessed(bytes, e);
        }
    }

    /** Whether {@link #detect} would find text. */
    static boolean readable(byte[] bytes) {
        try {
            detect(bytes);
            return true;
        } catch (LensException e) {
            return false;
        }
    }

    /** Whether there is nothing in it but what people write: pictures and sound have zeros and other controls, text in UTF-16 says so first. */
    static boolean written(byte[] bytes) {
        if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) {
            return readable(bytes);
        }
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && CONTROLS_OF_TEXT.indexOf(b) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a charset of this name can be read; whatever a mail calls one may be no name at all. */
    static boolean known(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Characters guessed(byte[] bytes, LensException notUtf8) throws LensException {
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes, 0, bytes.length);
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        if (bytes.length < SHORTEST_GUESS || name == null || !Charset.isSupported(name)) {
            throw notUtf8;
        }
        return of(bytes, Charset.forName(name));
    }

    static Characters of(byte[] bytes, Charset charset) throws LensException {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (!Arrays.equals(text.getBytes(charset), bytes)) {
                throw new LensException("text in " + charset + " that does not come back the same");
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < ' ' && CONTROLS_OF_TEXT.indexOf(c) < 0) {
                    throw new LensException("not text: a control character");
                }
            }
            return new Characters(bytes, charset, text);
        } catch (CharacterCodingException e) {
            throw new LensException("not text in " + charset, e);
        }
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    /** Offset of the first character that is no byte order mark. */
    int start() {
        return !text.isEmpty() && text.charAt(0) == '\ufeff' ? 1 : 0;
    }

    /**
     * The bytes with characters replaced.
     *
     * @param changes in order, not overlapping
     * @throws IllegalArgumentException when the charset cannot write one of them
     */
    byte[] with(List<Change> changes) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (Change change : changes) {
            out.append(text, at, change.from()).append(change.by());
            at = change.to();
        }
        out.append(text, at, text.length());
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(out));
            return Arrays.copyOf(encoded.array(), encoded.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a replacement that " + charset + " cannot write", e);
        }
    }
}
