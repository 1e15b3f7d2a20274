package io.cloakroom.rules.wire.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Files of the formats that are text, of random structure and in all the spellings their format has for a character. */
final class GeneratedTexts {

    private final Slots slots;

    GeneratedTexts(Slots slots) {
        this.slots = slots;
    }

    private String many(String between, Supplier<String> each) {
        StringBuilder all = new StringBuilder(each.get());
        for (int i = slots.number(4); i > 0; i--) {
            all.append(between).append(each.get());
        }
        return all.toString();
    }

    private String spelled(String text, Function<String, String> spelling) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(spelling.apply(Character.toString(c))));
        return out.toString();
    }

    byte[] text() {
        String text = many(slots.maybe() ? "\n" : "\r\n", slots::text);
        return switch (slots.number(3)) {
            case 0 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    byte[] table(char delimiter) {
        String header = "first" + delimiter + "second" + delimiter + "third";
        return Corpus.utf8(header + "\r\n" + many("\r\n", () -> row(delimiter)) + "\r\n");
    }

    private String row(char delimiter) {
        return cell() + delimiter + cell() + delimiter + (slots.maybe() ? slots.digits() : cell());
    }

    private String cell() {
        String text = slots.text();
        boolean bare = slots.maybe() && text.chars().noneMatch(c -> ",;\t\"\r\n".indexOf(c) >= 0);
        return bare ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    byte[] json() {
        return Corpus.utf8(value(3));
    }

    private String value(int depth) {
        return switch (slots.number(depth == 0 ? 2 : 4)) {
            case 0 -> string(slots.text());
            case 1 -> slots.digits();
            case 2 -> "[" + many(" , ", () -> value(depth - 1)) + "]";
            default -> "{\"a b\":true," + "\"v\": " + value(depth - 1) + ",\n\"w\":null}";
        };
    }

    private String string(String text) {
        return '"'
                + spelled(
                        text, c -> c.equals("\"") || c.equals("\\") ? "\\" + c : slots.number(4) == 0 ? escaped(c) : c)
                + '"';
    }

    private static String escaped(String c) {
        StringBuilder escapes = new StringBuilder();
        c.chars().forEach(unit -> escapes.append(String.format("\\u%04x", unit)));
        return escapes.toString();
    }

    byte[] xml() {
        return Corpus.utf8(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<r xmlns:x='u'>" + many("\n", () -> element(3)) + "</r>");
    }

    private String element(int depth) {
        return switch (slots.number(depth == 0 ? 3 : 4)) {
            case 0 -> markup(slots.text());
            case 1 -> "<![CDATA[" + slots.text().replace("]]", "") + "]]>";
            case 2 -> "<x:e a=\"" + markup(slots.text()) + "\"/>";
            default -> "<e>" + many("", () -> element(depth - 1)) + "</e>";
        };
    }

    /** With references by name and number. */
    String markup(String text) {
        return spelled(text, c -> switch (c) {
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            case "&" -> "&amp;";
            case "\"" -> "&quot;";
            default ->
                slots.number(5) == 0
                        ? (slots.maybe() ? "&#" + c.codePointAt(0) + ";" : String.format("&#x%X;", c.codePointAt(0)))
                        : c;
        });
    }

    byte[] html() {
        return Corpus.utf8("<!DOCTYPE html><html><head><meta charset=utf-8><title>" + markup(slots.text())
                + "</title></head><body>" + many("\n", this::block) + "</body></html>");
    }

    private String block() {
        return switch (slots.number(5)) {
            case 0 ->
                "<p>" + spelled(slots.text(), c -> slots.number(6) == 0 ? "<b>" + markup(c) + "</b>" : markup(c))
                        + "</p>";
            case 1 -> "<img alt=\"" + markup(slots.text()) + "\" src=x.png>";
            case 2 -> "<script>var a = '" + slots.name() + "';</script>";
            case 3 -> "<!-- " + slots.name() + " -->";
            default -> "<table><tr><td>" + markup(slots.text()) + "<td>" + slots.digits() + "</table>";
        };
    }

    byte[] mail() {
        return bytes(
                "From: " + encodedWord(slots.name()) + " <a@example.com>\r\nTo: b@example.com\r\nSubject: "
                        + encodedWord(slots.text()) + "\r\nMIME-Version: 1.0\r\n",
                entity(2));
    }

    private byte[] entity(int depth) {
        if (depth == 0 || slots.maybe()) {
            return leaf();
        }
        String border = "b" + depth;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Corpus.utf8("Content-Type: multipart/mixed; boundary=\"" + border + "\"\r\n\r\n"));
        for (int i = slots.number(3); i >= 0; i--) {
            out.writeBytes(bytes("--" + border + "\r\n", entity(depth - 1)));
            out.writeBytes(Corpus.utf8("\r\n"));
        }
        out.writeBytes(Corpus.utf8("--" + border + "--\r\n"));
        return out.toByteArray();
    }

    private byte[] leaf() {
        boolean file = slots.maybe();
        Charset charset = slots.maybe() ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE;
        byte[] content = file ? table(',') : many("\r\n", slots::text).getBytes(charset);
        String type = file
                ? "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=\"a.csv\"\r\n"
                : "Content-Type: text/plain; charset=" + charset + "\r\n";
        boolean quoted = slots.maybe() && (file || charset.equals(StandardCharsets.UTF_8));
        String coding = "Content-Transfer-Encoding: " + (quoted ? "quoted-printable" : "base64") + "\r\n\r\n";
        return bytes(
                type + coding,
                quoted
                        ? QuotedPrintable.encode(content)
                        : Base64.getMimeEncoder().encode(content));
    }

    private String encodedWord(String text) {
        List<String> halves = List.of(text.substring(0, text.length() / 2), text.substring(text.length() / 2));
        boolean pair = Character.isLowSurrogate(halves.getLast().charAt(0));
        return pair || slots.maybe() ? word(text) : word(halves.getFirst()) + "\r\n " + word(halves.getLast());
    }

    private String word(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(Corpus.utf8(text)) + "?=";
    }

    private static byte[] bytes(String head, byte[] rest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Corpus.utf8(head));
        out.writeBytes(rest);
        return out.toByteArray();
    }

    /** An archive of files of other formats, and archives. */
    byte[] zip(int depth) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = slots.number(3); i >= 0; i--) {
            String name = slots.name() + "/" + i;
            switch (slots.number(depth > 0 ? 5 : 4)) {
                case 0 -> files.put(name + ".txt", text());
                case 1 -> files.put(name + ".csv", table(';'));
                case 2 -> files.put(name + ".json", json());
                case 3 -> files.put(name + ".xml", xml());
                default -> files.put(name + ".zip", zip(depth - 1));
            }
        }
        return Corpus.zip(files);
    }
}
