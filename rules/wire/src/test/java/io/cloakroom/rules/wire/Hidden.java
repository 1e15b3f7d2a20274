package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.rules.wire.binary.Gzip;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for a text in bytes without any lens: as it is, and behind Base64, percent escapes, JSON's escapes and gzip, nested. */
final class Hidden {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\+u([0-9A-Fa-f]{4})");
    private static final int DEEPEST = 5;

    private Hidden() {}

    static boolean in(Payload payload, String text) {
        return in(payload.body(), text, DEEPEST) || in(payload.target().getBytes(UTF_8), text, DEEPEST);
    }

    static boolean in(String said, String text) {
        return in(said.getBytes(UTF_8), text, DEEPEST);
    }

    private static boolean in(byte[] bytes, String text, int deeper) {
        String latin = new String(bytes, ISO_8859_1);
        if (latin.contains(text)) {
            return true;
        }
        return deeper > 0 && (escaped(latin, text, deeper) || base64(latin, text, deeper) || gzip(bytes, text, deeper));
    }

    private static boolean escaped(String latin, String text, int deeper) {
        String plain = ESCAPE.matcher(latin)
                .replaceAll(match -> Matcher.quoteReplacement("" + (char) Integer.parseInt(match.group(1), 16)));
        if (plain.contains(text)) {
            return true;
        }
        try {
            String decoded = latin.indexOf('%') < 0 ? latin : URLDecoder.decode(latin, ISO_8859_1);
            return !decoded.equals(latin) && in(decoded.getBytes(ISO_8859_1), text, deeper - 1);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean base64(String latin, String text, int deeper) {
        return BASE64.matcher(latin).results().anyMatch(match -> {
            String word = match.group().replace('-', '+').replace('_', '/');
            byte[] said = Base64.getDecoder().decode(word.substring(0, word.length() / 4 * 4));
            return in(said, text, deeper - 1);
        });
    }

    private static boolean gzip(byte[] bytes, String text, int deeper) {
        for (int at = 0; at < bytes.length - 2; at++) {
            if (Gzip.is(bytes, at, bytes.length)) {
                try (var in = new java.util.zip.GZIPInputStream(
                        new java.io.ByteArrayInputStream(Arrays.copyOfRange(bytes, at, bytes.length)))) {
                    if (in(in.readAllBytes(), text, deeper - 1)) {
                        return true;
                    }
                } catch (java.io.IOException e) {
                    // It only began like gzip, or other bytes follow it, which are looked at by themselves.
                }
            }
        }
        return false;
    }
}
