package io.cloakroom.rules.wire.sketch;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.lens.Lenses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the strings of one recorded body are. The generic lens finds them, through every wrapping it knows; here each is given a notation
 * that finds all of its kind, and is believed only when the lens of that notation finds the very string.
 *
 * @param found every string that a notation can name
 * @param unnamed what none can name, for people
 */
public record Places(List<Place> found, List<String> unnamed) {

    private static final String JOINT = " > ";
    private static final GenericLens EVERYTHING = new GenericLens(Set.of());

    /** How a body may consist of several documents; the generic lens reads over what is between them. */
    private static final List<String> PARTED = List.of("", "signalr:*" + JOINT, "lines:*" + JOINT);

    /** @param field the name it goes by, or {@code ""} */
    public record Place(String notation, String field, String text, Says says) {}

    static Places of(Payload payload) {
        List<TextSegment> segments;
        List<String> unnamed = new ArrayList<>();
        try {
            segments = EVERYTHING.locate(payload).segments();
        } catch (LensException e) {
            segments = e.readable().map(Located::segments).orElse(List.of());
            unnamed.add("what is not readable as text (" + e.getMessage() + ")");
        }
        List<Place> found = new ArrayList<>();
        for (TextSegment segment : segments) {
            if (segment.inTarget()) {
                continue;
            }
            String field = field(segment.path());
            Says says = Says.of(field, segment.text());
            String notation = notation(payload, segment);
            if (!notation.isEmpty()) {
                found.add(new Place(notation, field, segment.text(), says));
            } else if (says.text()) {
                unnamed.add(segment.path());
            }
        }
        return new Places(List.copyOf(found), unnamed.stream().distinct().toList());
    }

    /** The last name on the way: of {@code json:/messages/0/content} it is {@code content}. */
    private static String field(String path) {
        List<String> steps = Arrays.asList(path.split("[/:;]|" + JOINT));
        return steps.reversed().stream()
                .filter(step -> step.matches("[A-Za-z_$][A-Za-z0-9_.$-]*"))
                .findFirst()
                .orElse("");
    }

    /** A notation that finds a string and all of its kind, or {@code ""} when there is none. */
    private static String notation(Payload payload, TextSegment segment) {
        for (String parts : PARTED) {
            List<String> steps = new ArrayList<>(List.of((parts + segment.path()).split(JOINT)));
            // What follows the steps that lenses know is inside a file.
            while (!steps.isEmpty()) {
                String notation = general(payload, steps);
                if (finds(notation, payload, segment.text())) {
                    return notation;
                }
                steps.removeLast();
            }
        }
        return "";
    }

    private static boolean finds(String notation, Payload payload, String text) {
        return texts(notation, payload).contains(text);
    }

    private static List<String> texts(String notation, Payload payload) {
        try {
            return notation.isEmpty()
                    ? List.of(new String(payload.body(), StandardCharsets.UTF_8))
                    : Lenses.parse(notation).locate(payload).segments().stream()
                            .map(TextSegment::text)
                            .toList();
        } catch (IllegalArgumentException | LensException e) {
            return List.of();
        }
    }

    private static String general(Payload payload, List<String> steps) {
        List<String> general = new ArrayList<>();
        for (String step : steps) {
            String kind = step.replaceFirst(":.*", "");
            switch (kind) {
                case "json" -> general.add("json:" + pointer(payload, general, step));
                // An envelope may be compressed or not, from one to the next.
                case "connect" -> general.addAll(List.of("connect:*", "gunzip"));
                case "gunzip" -> {
                    if (general.isEmpty() || !general.getLast().equals("gunzip")) {
                        general.add("gunzip");
                    }
                }
                case "eventstream", "signalr", "lines" -> general.add(kind + ":*");
                case "base64" -> general.add(file(steps, general) ? "file" : step);
                default -> general.add(step);
            }
        }
        return String.join(JOINT, general);
    }

    /** Whether Base64 that ends the way is a file beside a text in JSON, which may come as text another time. */
    private static boolean file(List<String> steps, List<String> before) {
        return before.size() + 1 == steps.size()
                && !before.isEmpty()
                && before.getLast().startsWith("json:");
    }

    private static String pointer(Payload payload, List<String> around, String step) {
        String pointer = step.substring("json:".length());
        List<String> steps = JsonPattern.steps(pointer);
        for (String document : texts(String.join(JOINT, around), payload)) {
            try {
                JsonTape tape = JsonTape.parse(document.getBytes(StandardCharsets.UTF_8));
                if (steps.contains("*") || tape.find(0, Pointers.written(steps)) != JsonTape.ABSENT) {
                    return Pointers.general(tape, steps, true);
                }
            } catch (IOException e) {
                // Not the document the pointer is about.
            }
        }
        return pointer;
    }

    /** The notations of all texts, in document order. */
    List<String> notations() {
        return found.stream()
                .filter(place -> place.says().text())
                .map(Place::notation)
                .distinct()
                .collect(Collectors.toList());
    }
}
