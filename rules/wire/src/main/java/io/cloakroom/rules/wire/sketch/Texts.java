package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.sketch.Strings.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one place in the documents of an answer said, from the first to the last.
 *
 * @param path in the notation of text rules
 * @param event name of the events it was in, or {@code ""}
 * @param said what it said, and {@code documents} the numbers of the documents that said it, both in order
 */
record Texts(String path, String event, List<Said> said, List<Integer> documents) {

    Texts(String path, String event) {
        this(path, event, new ArrayList<>(), new ArrayList<>());
    }

    /** What several said, as if they were one. */
    static Texts inOrder(String path, String event, List<Texts> several) {
        Map<Integer, List<Said>> byDocument = new TreeMap<>();
        for (Texts text : several) {
            for (int i = 0; i < text.said.size(); i++) {
                byDocument
                        .computeIfAbsent(text.documents.get(i), document -> new ArrayList<>())
                        .add(text.said.get(i));
            }
        }
        Texts all = new Texts(path, event);
        byDocument.forEach((document, said) -> said.forEach(one -> all.add(document, one)));
        return all;
    }

    void add(int document, Said one) {
        said.add(one);
        documents.add(document);
    }

    List<String> values() {
        return said.stream().map(Said::text).toList();
    }

    String joined() {
        return String.join("", values());
    }

    String field() {
        return said.getFirst().field();
    }

    /** How its text comes, or null when it is none: what is always the same, arguments of a tool, what the site made. */
    @Nullable
    Mode mode() {
        List<String> values =
                values().stream().filter(value -> !value.isEmpty()).toList();
        Set<String> distinct = new HashSet<>(values);
        if (values.isEmpty()) {
            return null;
        }
        boolean once = atOnce();
        if (once || distinct.size() == 1) {
            boolean piece = Words.in(path + " " + event).contains("delta") || (once && pieces(values));
            boolean setting = distinct.size() == 1 && values.size() > 1;
            Says surest = setting ? Says.of("", values.getFirst()) : surest(values);
            return surest.compareTo(Says.TEXT) > 0 ? null : piece ? Mode.APPEND : Mode.WHOLE;
        }
        if (grows(values)) {
            return Says.of("", values.getLast()).compareTo(Says.TEXT) > 0 ? null : Mode.SNAPSHOT;
        }
        String joined = joined().strip();
        boolean document = joined.startsWith("{") && joined.endsWith("}");
        boolean written = Says.of("", joined) == Says.PROSE || Says.of("", joined) == Says.TEXT;
        return written && !document ? Mode.APPEND : null;
    }

    /** Whether strings that came together are the pieces of one text: what is between its words belongs to them. */
    private static boolean pieces(List<String> values) {
        return values.size() > 1
                && values.stream().anyMatch(value -> !value.equals(value.strip()))
                && values.stream().noneMatch(value -> value.contains("\n\n"));
    }

    private Says surest(List<String> values) {
        return values.stream()
                .map(value -> Says.of(field(), value))
                .min(Comparator.naturalOrder())
                .orElse(Says.OWN);
    }

    /** Whether one document said all of it. */
    boolean atOnce() {
        return documents.getFirst().equals(documents.getLast());
    }

    private static boolean grows(List<String> values) {
        boolean longer = false;
        for (int i = 1; i < values.size(); i++) {
            if (!values.get(i).startsWith(values.get(i - 1))) {
                return false;
            }
            longer |= values.get(i).length() > values.get(i - 1).length();
        }
        return longer;
    }

    /** Characters of what a person would read of it in the end. */
    int length() {
        return mode() == Mode.APPEND
                ? joined().length()
                : values().stream().mapToInt(String::length).max().orElse(0);
    }
}
