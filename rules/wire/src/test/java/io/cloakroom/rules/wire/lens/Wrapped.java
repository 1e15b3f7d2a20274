package io.cloakroom.rules.wire.lens;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.rules.wire.Payload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** A text wrapped at random, layer around layer, written as sloppily as each format allows; and the notation that finds it again. */
record Wrapped(String notation, Payload payload, String text) {

    private static final String BOUNDARY = "----WebKitFormBoundaryQ7x";

    /** Layers that only fit around everything else. */
    static final List<String> OUTER = List.of("form", "query", "multipart", "lines", "raw");

    static final List<String> INNER = List.of("json", "base64", "dataurl", "form", "file");

    /** @param bytewise whether only layers may be used in which every character stands on its own, which Base64 is not */
    static Wrapped random(Random random, boolean bytewise) {
        String innermost = random.nextInt(4) == 0 ? pick(random, INNER) : "json";
        String text = Texts.random(random, innermost.equals("json"));
        String content = text;
        List<String> notation = new ArrayList<>();
        int layers = 1 + random.nextInt(3);
        for (int i = 0; i < layers; i++) {
            String layer = i == 0 ? innermost : pick(random, INNER);
            // It tells Base64 from text by its length, and so has no other wrapping inside.
            if (layer.equals("file") && (bytewise || i > 0)) {
                layer = "json";
            }
            if (bytewise && (layer.equals("base64") || layer.equals("dataurl"))) {
                layer = "json";
            }
            content = wrap(layer, content, notation, random);
        }
        return outer(random, content, notation, text);
    }

    private static Wrapped outer(Random random, String content, List<String> notation, String text) {
        String outer = pick(random, OUTER);
        boolean lineBreaks = content.contains("\n");
        if (outer.equals("query")) {
            String value = percent(content, random);
            notation.addFirst("query:q q");
            return of(notation, new Payload("/search?a=1&q+q=" + value + "&q=%20x", "", new byte[0]), text);
        }
        if (outer.equals("multipart")) {
            notation.addFirst("multipart:prompt");
            String body =
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n\r\n--" + BOUNDARY
                            + "\r\ncontent-type: text/plain\r\nContent-Disposition: form-data; name=\"prompt\"; filename=\"p.txt\"\r\n\r\n"
                            + content + "\r\n--" + BOUNDARY + "--\r\n";
            String type = "multipart/form-data; boundary=" + BOUNDARY;
            return of(notation, new Payload("/upload", type, body.getBytes(UTF_8)), text);
        }
        if (outer.equals("lines") && !lineBreaks) {
            notation.addFirst("lines:1");
            String body = "first\r\n" + content + (random.nextBoolean() ? "\r\n" : "\n") + "last";
            return of(notation, new Payload("/", "text/plain", body.getBytes(UTF_8)), text);
        }
        String body = outer.equals("form") ? wrap("form", content, notation, random) : content;
        return of(notation, new Payload("/", "", body.getBytes(UTF_8)), text);
    }

    private static Wrapped of(List<String> notation, Payload payload, String text) {
        return new Wrapped(String.join(" > ", notation), payload, text);
    }

    private static String wrap(String layer, String content, List<String> notation, Random random) {
        return switch (layer) {
            case "json" -> {
                JsonDocument document = JsonDocument.around(content, random);
                notation.addFirst("json:" + document.pointer());
                yield document.json();
            }
            case "base64" -> {
                notation.addFirst("base64");
                yield base64(content, random);
            }
            case "dataurl" -> {
                notation.addFirst("dataurl");
                yield "data:text/plain;charset=utf-8;base64," + base64(content, random);
            }
            case "file" -> {
                notation.addFirst("file");
                boolean either = content.length() >= 24 && content.matches("[A-Za-z0-9+/_=\r\n-]*");
                yield either ? base64(content, random) : content;
            }
            default -> {
                notation.addFirst("form:f.req");
                yield "at=A%3A1&f%2ereq=" + percent(content, random) + "&empty=&flag&z=%zz+%e9";
            }
        };
    }

    private static String base64(String content, Random random) {
        Base64.Encoder encoder = switch (random.nextInt(4)) {
            case 0 -> Base64.getUrlEncoder().withoutPadding();
            case 1 -> Base64.getMimeEncoder();
            case 2 -> Base64.getEncoder().withoutPadding();
            default -> Base64.getEncoder();
        };
        return encoder.encodeToString(content.getBytes(UTF_8));
    }

    static String percent(String content, Random random) {
        StringBuilder out = new StringBuilder();
        for (byte b : content.getBytes(UTF_8)) {
            boolean safe = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
            if (safe && random.nextInt(5) > 0) {
                out.append((char) b);
            } else if (b == ' ' && random.nextBoolean()) {
                out.append('+');
            } else {
                out.append(String.format(random.nextBoolean() ? "%%%02X" : "%%%02x", b));
            }
        }
        return out.toString();
    }

    private static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
