package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.EndRule;
import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.site.AnswerFormat.Patches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Patches <code>{"p": path, "o": operation, "v": value}</code>, in which path and operation left out are those of the patch before. The
 * client remembers them as well, so a delta made here changes what the next patch leaves out: that patch then has to say it.
 */
final class PatchReader implements DocumentReader {

    private static final String OBJECT_START = "{";

    private final Patches patches;
    private final RuleReader plain;
    private final List<JsonPattern> patterns;
    private String path = "";
    private String operation;
    private String clientPath = "";
    private String clientOperation;
    private boolean patch;

    PatchReader(Patches patches, List<AnswerFormat> formats) {
        this.patches = patches;
        this.plain = new RuleReader(formats);
        this.patterns =
                plain.rules().stream().map(rule -> JsonPattern.of(rule.path())).toList();
        this.operation = patches.first();
        this.clientOperation = patches.first();
    }

    @Override
    public Reading read(String event, JsonTape tape) {
        int value = tape.member(0, "v");
        patch = value != JsonTape.ABSENT && (event.isEmpty() || event.equals(patches.event()));
        if (!patch) {
            return plain.read(event, tape, Kind.SNAPSHOT);
        }
        path = said(tape, 0, "p", path);
        operation = said(tape, 0, "o", operation);
        Found found = new Found(tape);
        found.apply(path, operation, value);
        return found.reading();
    }

    private static String said(JsonTape tape, int object, String key, String otherwise) {
        int at = tape.member(object, key);
        return at == JsonTape.ABSENT ? otherwise : tape.text(at);
    }

    /** Walks one patch, and those inside it. */
    private final class Found {

        private final JsonTape tape;
        private final List<Piece> pieces = new ArrayList<>();
        private final Set<Integer> taken = new HashSet<>();
        private boolean endsAll;

        Found(JsonTape tape) {
            this.tape = tape;
        }

        void apply(String at, String how, int value) {
            if (how.equals(patches.batch()) && tape.kind(value) == JsonTape.Kind.ARRAY) {
                for (int inner = value + 1; inner < tape.next(value); inner = tape.next(inner)) {
                    int innerValue = tape.member(inner, "v");
                    if (innerValue != JsonTape.ABSENT) {
                        apply(
                                join(at, said(tape, inner, "p", "")),
                                said(tape, inner, "o", patches.first()),
                                innerValue);
                    }
                }
                return;
            }
            List<String> above = steps(at);
            for (int i = 0; i < plain.rules().size(); i++) {
                text(i, at, above, how, value);
            }
            endsAll |= plain.ends().stream().anyMatch(end -> ends(end, above, value));
        }

        private void text(int rule, String at, List<String> above, String how, int value) {
            if (plain.rules().get(rule).mode() != Mode.APPEND) {
                return;
            }
            JsonPattern pattern = patterns.get(rule);
            pattern.forEach(tape, value, above, (string, bound) -> {
                if (tape.kind(string) == JsonTape.Kind.STRING && taken.add(string)) {
                    boolean append = string == value && how.equals(patches.append());
                    String target = string == value
                            ? at
                            : patches.root()
                                    + JsonPattern.fill(pattern.toString(), bound)
                                            .substring(1);
                    Kind kind = append ? Kind.APPEND : Kind.OPEN;
                    pieces.add(new Piece(
                            tape,
                            string,
                            kind,
                            new ChannelKey(rule, bound),
                            target,
                            plain.rules().get(rule)));
                }
            });
        }

        private boolean ends(EndRule end, List<String> above, int value) {
            return end.event() == null
                    && !end.when().isEmpty()
                    && end.when().entrySet().stream().allMatch(entry -> holds(entry, above, value));
        }

        private boolean holds(Map.Entry<String, String> wanted, List<String> above, int value) {
            List<String> steps = JsonPattern.steps(wanted.getKey());
            boolean below = steps.size() >= above.size()
                    && steps.subList(0, above.size()).equals(above);
            if (!below) {
                return false;
            }
            int at = value;
            for (String step : steps.subList(above.size(), steps.size())) {
                at = at == JsonTape.ABSENT ? at : tape.member(at, step);
            }
            return at != JsonTape.ABSENT && tape.text(at).equals(wanted.getValue());
        }

        Reading reading() {
            pieces.sort(Comparator.comparingInt(Piece::offset));
            return new Reading(List.copyOf(pieces), endsAll, List.of());
        }
    }

    private static String join(String base, String relative) {
        if (base.isEmpty() || relative.isEmpty()) {
            return base + relative;
        }
        return relative.startsWith("/") ? base + relative : base + "/" + relative;
    }

    private static List<String> steps(String path) {
        return JsonPattern.steps(path.isEmpty() || path.startsWith("/") ? path : "/" + path);
    }

    @Override
    public boolean repeats(Kind kind) {
        return kind == Kind.SNAPSHOT;
    }

    @Override
    public byte[] delta(Channel channel, String piece) {
        clientPath = channel.piece().path();
        clientOperation = patches.append();
        String document = "{\"p\":\"" + JsonStrings.encode(clientPath) + "\",\"o\":\""
                + JsonStrings.encode(clientOperation) + "\",\"v\":\"" + JsonStrings.encode(piece) + "\"}";
        String event = patches.event() == null ? "" : patches.event();
        return EventFraming.wrap(event, document.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Edit> corrections(JsonTape tape) {
        if (!patch) {
            return List.of();
        }
        StringBuilder said = new StringBuilder();
        if (tape.member(0, "p") == JsonTape.ABSENT && !clientPath.equals(path)) {
            said.append("\"p\":\"").append(JsonStrings.encode(path)).append("\",");
        }
        if (tape.member(0, "o") == JsonTape.ABSENT && !clientOperation.equals(operation)) {
            said.append("\"o\":\"").append(JsonStrings.encode(operation)).append("\",");
        }
        clientPath = path;
        clientOperation = operation;
        int inside = tape.start(0) + OBJECT_START.length();
        byte[] json = said.toString().getBytes(StandardCharsets.UTF_8);
        return said.isEmpty() ? List.of() : List.of(new Edit(inside, inside, json));
    }
}
