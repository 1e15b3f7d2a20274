package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.binary.ProtobufGuess;
import io.cloakroom.rules.wire.binary.ProtobufJson;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.site.AnswerFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the fields of a protobuf message are, as far as text rules lead to them: messages on the way, and text at the end. */
record FieldPaths(Set<String> texts, Set<String> messages) implements ProtobufJson.Schema {

    /** The schema in the rules of these formats; where there are none, a guess. */
    static ProtobufJson.Schema of(List<AnswerFormat> formats) {
        Set<String> texts = new HashSet<>();
        Set<String> messages = new HashSet<>();
        for (AnswerFormat format : formats) {
            format.text().forEach(rule -> add(rule.path(), texts, messages));
            format.conversation().forEach(path -> add(path, texts, messages));
        }
        return texts.isEmpty()
                ? (path, array, from, to) -> ProtobufGuess.of(array, from, to)
                : new FieldPaths(Set.copyOf(texts), Set.copyOf(messages));
    }

    /** Of {@code /2/*}{@code /1/*} the numbers are every other step. */
    private static void add(String pointer, Set<String> texts, Set<String> messages) {
        List<String> steps = JsonPattern.steps(pointer);
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < steps.size(); i += 2) {
            path.append(i == 0 ? "" : ".").append(steps.get(i));
            (i + 2 < steps.size() ? messages : texts).add(path.toString());
        }
    }

    @Override
    public ProtobufGuess kind(String path, byte[] array, int from, int to) {
        if (messages.contains(path)) {
            return ProtobufGuess.MESSAGE;
        }
        return texts.contains(path) ? ProtobufGuess.TEXT : ProtobufGuess.OPAQUE;
    }
}
