package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.redact.Redactor;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.lens.GenericLens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes known values out of a file, as the inspector does with what it finds. */
final class Redacting {

    static final FileFormats FORMATS = new FileFormats(new GenericLens(Set.of()));

    private Redacting() {}

    static OpenedFile open(String format, byte[] file) throws LensException {
        return FORMATS.inside(file, "", "file." + format, Budget.of(file.length), 1);
    }

    static List<String> texts(OpenedFile file) {
        return file.segments().stream().map(TextSegment::text).toList();
    }

    /** Every place where one of the values stands, replaced by {@code [VALUE_n]}. */
    static Map<Integer, List<TextEdit>> edits(OpenedFile file, List<String> values) {
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<String> texts = texts(file);
        for (int i = 0; i < texts.size(); i++) {
            List<TextEdit> own = edits(texts.get(i), values);
            if (!own.isEmpty()) {
                edits.put(i, own);
            }
        }
        return file.fit(edits);
    }

    static List<TextEdit> edits(String text, List<String> values) {
        List<TextEdit> edits = new ArrayList<>();
        for (int v = 0; v < values.size(); v++) {
            int at = text.indexOf(values.get(v));
            while (at >= 0) {
                int end = at + values.get(v).length();
                edits.add(new TextEdit(new Span(at, end), "[VALUE_" + v + "]"));
                at = text.indexOf(values.get(v), end);
            }
        }
        return edits;
    }

    /** The same in print, where a value may be broken anywhere. */
    static Map<Integer, List<TextEdit>> printed(OpenedFile file, List<String> values) {
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        List<String> texts = texts(file);
        for (int i = 0; i < texts.size(); i++) {
            for (int v = 0; v < values.size(); v++) {
                String broken = values.get(v)
                        .replace(" ", "")
                        .chars()
                        .mapToObj(c -> Pattern.quote(Character.toString(c)))
                        .collect(Collectors.joining("\\s*"));
                for (MatchResult found :
                        Pattern.compile(broken).matcher(texts.get(i)).results().toList()) {
                    edits.computeIfAbsent(i, index -> new ArrayList<>())
                            .add(new TextEdit(new Span(found.start(), found.end()), "[VALUE_" + v + "]"));
                }
            }
        }
        return edits;
    }

    static List<String> applied(OpenedFile file, Map<Integer, List<TextEdit>> fitted) {
        List<String> texts = new ArrayList<>(texts(file));
        fitted.forEach((index, edits) -> texts.set(index, Redactor.apply(texts.get(index), edits)));
        return texts;
    }
}
