package io.cloakroom.rules.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Escapes of one character: {@code %40}, {@code %C3%A9}, {@code &#64;}, {@code &commat;}, {@code \u0040}, {@code \x40}. */
final class Escapes {

    private static final int LONGEST_ENTITY = 10;
    private static final Map<String, String> ENTITIES = Map.of(
            "commat", "@", "period", ".", "nbsp", " ", "hyphen", "-", "plus", "+", "amp", "&", "colon", ":", "lowbar",
            "_");

    private Escapes() {}

    /** Where the escape that begins at {@code at} ends; {@code at} when none does. */
    static int endOfEscape(String text, int at) {
        return switch (text.charAt(at)) {
            case '%' -> endOfPercent(text, at);
            case '&' -> endOfEntity(text, at);
            case '\\' -> endOfBackslash(text, at);
            default -> at;
        };
    }

    private static int endOfPercent(String text, int at) {
        int length = hex(text, at + 1, 2) < 0 ? 0 : bytesOf(hex(text, at + 1, 2));
        for (int i = 1; i < length; i++) {
            int byteAt = at + 3 * i;
            if (byteAt >= text.length() || text.charAt(byteAt) != '%' || (hex(text, byteAt + 1, 2) & 0xC0) != 0x80) {
                return at;
            }
        }
        return at + 3 * length;
    }

    /** How many bytes of UTF-8 a character has that begins with this one; 0 when none does. */
    private static int bytesOf(int first) {
        return first < 0x20
                ? 0
                : first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    }

    private static int endOfEntity(String text, int at) {
        int semicolon = text.indexOf(';', at, Math.min(text.length(), at + LONGEST_ENTITY));
        if (semicolon < 0) {
            return at;
        }
        return decodeEntity(text.substring(at + 1, semicolon)).isEmpty() ? at : semicolon + 1;
    }

    private static String decodeEntity(String name) {
        if (!name.startsWith("#") || name.length() < 2) {
            return ENTITIES.getOrDefault(name, "");
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        try {
            int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return code >= ' ' && Character.isValidCodePoint(code) ? Character.toString(code) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    private static int endOfBackslash(String text, int at) {
        if (at + 1 >= text.length()) {
            return at;
        }
        int digits = text.charAt(at + 1) == 'u' ? 4 : text.charAt(at + 1) == 'x' ? 2 : 0;
        return digits > 0 && hex(text, at + 2, digits) >= ' ' ? at + 2 + digits : at;
    }

    /** The character an escape stands for. */
    static String decode(String text, int at, int end) {
        return switch (text.charAt(at)) {
            case '%' -> decodePercent(text, at, end);
            case '&' -> decodeEntity(text.substring(at + 1, end - 1));
            default -> String.valueOf((char) hex(text, at + 2, end - at - 2));
        };
    }

    private static String decodePercent(String text, int at, int end) {
        byte[] bytes = new byte[(end - at) / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) hex(text, at + 3 * i + 1, 2);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return " ";
        }
    }

    /** The value of so many hexadecimal digits, or -1. */
    private static int hex(String text, int at, int digits) {
        if (at + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
