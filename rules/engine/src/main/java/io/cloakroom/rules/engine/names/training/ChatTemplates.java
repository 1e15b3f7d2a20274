package io.cloakroom.rules.engine.names.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Lines as people type them to a chatbot: a template's slots, such as <code>{name}</code>, filled with made-up people, places and organisations.
 * Lines of the file that start with {@code #} are comments; <code>{list:a|b|c}</code> picks one of the alternatives.
 */
final class ChatTemplates {

    private final List<String> templates;
    private final NameMaker maker;
    private final LocalWords words;
    private final Map<String, Supplier<String>> plainSlots = new TreeMap<>();
    private NameMaker.Person current;

    ChatTemplates(Path file, LocalWords words, NameMaker maker) throws IOException {
        this.templates = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !LocalWords.isStatement(line))
                .toList();
        this.maker = maker;
        this.words = words;
        this.current = maker.person();
        plainSlots.put("email", this::email);
        plainSlots.put("demonym", maker::demonym);
        plainSlots.put(
                "phone", () -> "+" + (1 + maker.number(90)) + " " + digits(3) + " " + digits(3) + " " + digits(4));
        plainSlots.put("n", () -> String.valueOf(1 + maker.number(90)));
        plainSlots.put("id", () -> digits(4 + maker.number(5)));
        plainSlots.put("date", this::date);
        plainSlots.put("month", () -> maker.oneOf(words.of("months")));
        plainSlots.put("time", () -> (1 + maker.number(12)) + ":" + digits(2));
        plainSlots.put(
                "street",
                () -> maker.oneOf(words.of("street"))
                        .replace("%d", String.valueOf(1 + maker.number(300)))
                        .replace("%s", maker.person().surname()));
        plainSlots.put("title", () -> maker.oneOf(words.of("titles")));
    }

    /** One line made from a template picked at random. */
    LabelledLine make() {
        return fill(maker.oneOf(templates));
    }

    private LabelledLine fill(String template) {
        LabelledLine.Builder line = new LabelledLine.Builder();
        current = maker.person();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                line.add(template.substring(at));
                break;
            }
            line.add(template.substring(at, open));
            String slot = template.substring(open + 1, close);
            if (!fillSlot(line, slot)) {
                line.add(template.substring(open, close + 1));
            }
            at = close + 1;
        }
        return line.build();
    }

    private boolean fillSlot(LabelledLine.Builder line, String slot) {
        switch (slot) {
            case "name" -> line.add(maker.full(current), "PERSON");
            case "other" -> {
                current = maker.person();
                line.add(maker.full(current), "PERSON");
            }
            case "given" -> line.add(current.given(), "PERSON");
            case "surname" -> line.add(maker.surname(current), "PERSON");
            case "given2" -> {
                current = maker.person();
                line.add(current.given(), "PERSON");
            }
            case "surname2" -> {
                current = maker.person();
                line.add(current.surname(), "PERSON");
            }
            case "figure" -> line.add(maker.figure(), "PERSON");
            case "reversed" -> line.add(current.surname() + ", " + current.given(), "PERSON");
            case "city" -> line.add(maker.city(), "LOCATION");
            case "place" -> line.add(maker.place(), "LOCATION");
            case "country" -> line.add(maker.country(), "LOCATION");
            case "org" -> line.add(maker.organization(), "ORGANIZATION");
            default -> {
                return fillPlain(line, slot);
            }
        }
        return true;
    }

    private boolean fillPlain(LabelledLine.Builder line, String slot) {
        if (slot.startsWith("list:")) {
            line.add(maker.oneOf(List.of(slot.substring(5).split("\\|", -1))));
            return true;
        }
        Supplier<String> plain = plainSlots.get(slot);
        if (plain != null) {
            line.add(plain.get());
        }
        return plain != null;
    }

    private String email() {
        String first = NameMaker.plain(current.given()).toLowerCase(Locale.ROOT).replace(' ', '.');
        String last =
                NameMaker.plain(current.surname()).toLowerCase(Locale.ROOT).replace(' ', '.');
        return maker.oneOf(List.of(first + "." + last, first.charAt(0) + last, first, last + digits(2))) + "@"
                + maker.oneOf(List.of("example.com", "mail.example", "example.org", "corp.example"));
    }

    private String date() {
        return maker.oneOf(List.of(
                (1 + maker.number(28)) + " " + maker.oneOf(words.of("months")) + " " + (1950 + maker.number(76)),
                maker.oneOf(words.of("months")) + " " + (1 + maker.number(28)),
                (1950 + maker.number(76)) + "-0" + (1 + maker.number(9)) + "-" + (10 + maker.number(18))));
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + maker.number(10)));
        }
        return digits.toString();
    }
}
