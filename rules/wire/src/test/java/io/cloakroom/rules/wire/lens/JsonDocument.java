package io.cloakroom.rules.wire.lens;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random JSON document, written with random white space and escapes.
 *
 * @param pointer where the string it was made around is, or {@code ""}
 * @param strings every string value by pointer, in document order
 */
record JsonDocument(String json, String pointer, Map<String, String> strings) {

    private static final String[] KEYS = {
        "content", "a", "", "0", "2", "f.req", "a/b", "m~n", "Marta K", "é🙂", "q\"q", "*x", "parts"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n  "};

    /** A document with this string somewhere in it. */
    static JsonDocument around(String content, Random random) {
        Writer writer = new Writer(random, content);
        writer.hole("", random.nextInt(4));
        return new JsonDocument(writer.out.toString(), writer.pointer, writer.strings);
    }

    static JsonDocument any(Random random) {
        Writer writer = new Writer(random, "");
        writer.value("", 5);
        return new JsonDocument(writer.out.toString(), "", writer.strings);
    }

    /** One string, quoted, with random escapes. */
    static String string(String text, Random random) {
        Writer writer = new Writer(random, "");
        writer.string(text);
        return writer.out.toString();
    }

    private static final class Writer {

        private final Random random;
        private final String content;
        private final StringBuilder out = new StringBuilder();
        private final Map<String, String> strings = new LinkedHashMap<>();
        private String pointer = "";

        Writer(Random random, String content) {
            this.random = random;
            this.content = content;
        }

        /** Writes containers down to the string. */
        void hole(String path, int depth) {
            space();
            if (depth == 0) {
                pointer = path;
                string(content);
            } else if (random.nextBoolean()) {
                array(path, depth, random.nextInt(3));
            } else {
                object(path, depth, random.nextInt(3));
            }
            space();
        }

        void value(String path, int depth) {
            space();
            switch (random.nextInt(depth == 0 ? 4 : 7)) {
                case 0 -> out.append(List.of("true", "false", "null").get(random.nextInt(3)));
                case 1 ->
                    out.append(
                            List.of("0", "-0.50e+7", "1790000000.071", "12E3").get(random.nextInt(4)));
                case 2, 3 -> {
                    String text = Texts.random(random, true);
                    strings.put(path, text);
                    string(text);
                }
                case 4, 5 -> object(path, depth, -1);
                default -> array(path, depth, -1);
            }
            space();
        }

        private void array(String path, int depth, int hole) {
            int size = hole + 1 + random.nextInt(3);
            out.append('[');
            space();
            for (int i = 0; i < size; i++) {
                separate(i);
                member(path + '/' + i, depth, i == hole);
            }
            out.append(']');
        }

        private void object(String path, int depth, int hole) {
            List<String> keys = new ArrayList<>(List.of(KEYS));
            Collections.shuffle(keys, random);
            int size = hole + 1 + random.nextInt(3);
            out.append('{');
            space();
            for (int i = 0; i < size; i++) {
                separate(i);
                string(keys.get(i));
                space();
                out.append(':');
                member(path + '/' + keys.get(i).replace("~", "~0").replace("/", "~1"), depth, i == hole);
            }
            out.append('}');
        }

        private void member(String path, int depth, boolean hole) {
            if (hole) {
                hole(path, depth - 1);
            } else {
                value(path, depth - 1);
            }
        }

        private void separate(int index) {
            if (index > 0) {
                out.append(',');
                space();
            }
        }

        private void space() {
            out.append(SPACES[random.nextInt(SPACES.length)]);
        }

        private void string(String text) {
            out.append('"');
            for (int i = 0; i < text.length(); i++) {
                character(text.charAt(i), lone(text, i));
            }
            out.append('"');
        }

        private void character(char c, boolean lone) {
            int named = "\"\\/\b\f\n\r\t".indexOf(c);
            boolean pair = Character.isSurrogate(c) && !lone;
            if (lone || (named < 0 && c < ' ') || (!pair && random.nextInt(12) == 0)) {
                out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else if (named >= 0 && (c != '/' || random.nextBoolean())) {
                out.append('\\').append("\"\\/bfnrt".charAt(named));
            } else {
                out.append(c);
            }
        }

        private static boolean lone(String text, int at) {
            char c = text.charAt(at);
            boolean high = Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            boolean low = Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
            return Character.isSurrogate(c) && !high && !low;
        }
    }
}
