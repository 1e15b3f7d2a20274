package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of a mail as text; what they write as encoded words (RFC 2047) is read. */
final class MailHeaders {

    private static final Pattern WORD =
            Pattern.compile("=\\?([A-Za-z0-9_.-]+)(?:\\*[A-Za-z-]+)?\\?([BbQq])\\?([^?\\s]*)\\?=");

    private MailHeaders() {}

    static OpenedFile open(byte[] bytes) throws LensException {
        Characters file = Characters.detect(bytes);
        String raw = file.text();
        List<Piece> pieces = new ArrayList<>();
        Matcher word = WORD.matcher(raw);
        int at = 0;
        while (word.find()) {
            if (Characters.known(word.group(1))) {
                plain(raw, at, word.start(), pieces);
                pieces.add(Piece.of(raw, word.start(), word.end(), EncodedWord.INSTANCE));
                at = word.end();
            }
        }
        plain(raw, at, raw.length(), pieces);
        return new TextPart(file, "headers", pieces);
    }

    /** Line ends stay: what follows one begins another header. Between two encoded words white space means nothing. */
    private static void plain(String raw, int from, int to, List<Piece> pieces) throws LensException {
        boolean joint = raw.substring(from, to).isBlank() && !pieces.isEmpty() && from < to && to < raw.length();
        if (joint) {
            return;
        }
        int at = from;
        while (at < to) {
            TextPart.bound(pieces.size());
            int end = raw.indexOf('\n', at);
            end = end < 0 || end >= to ? to : end;
            if (end > at) {
                pieces.add(Piece.of(raw, at, end, Codec.PLAIN));
            }
            if (end < to) {
                pieces.add(Piece.fixed("\n"));
            }
            at = end + 1;
        }
    }

    private static final class EncodedWord implements Codec {

        static final EncodedWord INSTANCE = new EncodedWord();

        @Override
        public boolean whole() {
            return true;
        }

        @Override
        public int unit(String raw, int at, int end) {
            return end - at;
        }

        @Override
        public String meaning(String raw, int at, int unit) {
            String written = raw.substring(at, at + unit);
            Matcher word = WORD.matcher(written);
            if (!word.matches()) {
                return written;
            }
            try {
                byte[] bytes = word.group(2).equalsIgnoreCase("B")
                        ? Base64.getDecoder().decode(word.group(3))
                        : QuotedPrintable.decode(word.group(3).replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1));
                return Charset.forName(word.group(1))
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (IllegalArgumentException | CharacterCodingException | LensException e) {
                return written;
            }
        }

        @Override
        public String encode(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return "=?utf-8?B?" + Base64.getEncoder().encodeToString(bytes) + "?=";
        }
    }
}
