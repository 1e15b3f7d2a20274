package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.answer.Frame.Edit;
import io.cloakroom.rules.wire.answer.Reading.ChannelKey;
import io.cloakroom.rules.wire.answer.Reading.Kind;
import io.cloakroom.rules.wire.answer.Reading.Piece;
import io.cloakroom.rules.wire.json.JsonMembers;
import io.cloakroom.rules.wire.json.JsonPath;
import io.cloakroom.rules.wire.json.JsonPattern;
import io.cloakroom.rules.wire.json.JsonTape;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.AnswerFormat.EndRule;
import io.cloakroom.rules.wire.site.AnswerFormat.Mode;
import io.cloakroom.rules.wire.site.AnswerFormat.TextRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents that stand alone, read by the rules of a descriptor. */
final class RuleReader implements DocumentReader {

    private final List<TextRule> rules = new ArrayList<>();
    private final List<JsonPath> paths = new ArrayList<>();
    private final List<EndRule> ends = new ArrayList<>();
    private final List<JsonPattern> endPaths = new ArrayList<>();
    private final List<String> once = new ArrayList<>();

    /** @param formats formats the answer may have; their rules are tried one after the other */
    RuleReader(List<AnswerFormat> formats) {
        for (AnswerFormat format : formats) {
            rules.addAll(format.text());
            ends.addAll(format.ends());
            once.addAll(format.once());
        }
        rules.forEach(rule -> paths.add(JsonPath.of(rule.path())));
        ends.forEach(end -> endPaths.add(JsonPattern.of(end.path() == null ? "" : end.path())));
    }

    @Override
    public Reading read(String event, JsonTape tape) {
        return read(event, tape, Kind.APPEND);
    }

    /** @param append what a string is that a rule calls the next piece */
    Reading read(String event, JsonTape tape, Kind append) {
        List<Piece> pieces = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            TextRule rule = rules.get(i);
            int number = text(i);
            if (applies(rule.event(), event) && holds(rule.when(), tape)) {
                paths.get(i).forEach(tape, (inner, value, bound, inside) -> {
                    ChannelKey channel = new ChannelKey(number, values(rule, inner, bound, inside));
                    Piece piece = new Piece(inner, value, kind(rule.mode(), append), channel, "", rule);
                    if (inner.kind(value) == JsonTape.Kind.STRING && taken.add(piece.offset())) {
                        pieces.add(piece);
                    }
                });
            }
        }
        pieces.sort(Comparator.comparingInt(Piece::offset));
        return ended(event, tape, pieces);
    }

    private static List<String> values(TextRule rule, JsonTape tape, List<String> bound, List<String> inside) {
        if (rule.channel().isEmpty()) {
            return rule.of().isEmpty() ? bound : List.of();
        }
        return scalars(rule.channel(), tape, inside);
    }

    /** Number of the first rule that gives pieces of the same text. */
    private int text(int rule) {
        String of = rules.get(rule).of();
        int first = 0;
        while (first < rule && (of.isEmpty() || !rules.get(first).of().equals(of))) {
            first++;
        }
        return first;
    }

    private static Kind kind(Mode mode, Kind append) {
        return switch (mode) {
            case APPEND -> append;
            case OPEN -> append == Kind.APPEND ? Kind.OPEN : append;
            case SNAPSHOT -> Kind.SNAPSHOT;
            case WHOLE -> Kind.WHOLE;
        };
    }

    private static List<String> scalars(List<String> pointers, JsonTape tape, List<String> bound) {
        return pointers.stream()
                .map(pointer -> tape.scalar(0, JsonPattern.fill(pointer, bound)))
                .toList();
    }

    private Reading ended(String event, JsonTape tape, List<Piece> pieces) {
        List<List<String>> ended = new ArrayList<>();
        boolean[] all = {false};
        for (int i = 0; i < ends.size(); i++) {
            EndRule end = ends.get(i);
            if (applies(end.event(), event) && holds(end.when(), tape)) {
                endPaths.get(i).forEach(tape, 0, List.of(), (value, bound) -> {
                    if (!tape.isNull(value)) {
                        ended.add(scalars(end.channel(), tape, bound));
                        all[0] |= end.channel().isEmpty();
                    }
                });
            }
        }
        return new Reading(List.copyOf(pieces), all[0], List.copyOf(ended));
    }

    static boolean applies(@Nullable String wanted, String event) {
        return wanted == null || wanted.equals(event);
    }

    private static boolean holds(Map<String, String> when, JsonTape tape) {
        return when.entrySet().stream()
                .allMatch(entry -> tape.scalar(0, entry.getKey()).equals(entry.getValue()));
    }

    List<TextRule> rules() {
        return rules;
    }

    List<EndRule> ends() {
        return ends;
    }

    /** The frame of the channel's last piece again, with this piece instead, nothing in other channels and nothing said twice. */
    @Override
    public byte[] delta(Channel channel, String piece) {
        Frame frame = channel.frame();
        try {
            List<Edit> edits = new ArrayList<>();
            for (Piece other : channel.reading().pieces()) {
                boolean same = other.equals(channel.piece());
                if (same || other.kind() == Kind.APPEND) {
                    edits.add(other.edit(same ? piece : ""));
                }
            }
            TextRule rule = channel.piece().rule();
            if (rule != null && !rule.delta().isEmpty()) {
                edits.addAll(added(JsonTape.parse(frame.document()), rule.delta()));
            }
            return frame.like(JsonMembers.remove(Frame.apply(frame.document(), edits), once));
        } catch (IOException e) {
            throw new IllegalStateException("a document that was JSON is none any more", e);
        }
    }

    /** What a document says differently when it adds a piece by itself. */
    private static List<Edit> added(JsonTape tape, Map<String, String> delta) {
        List<Edit> edits = new ArrayList<>();
        delta.forEach((pointer, text) -> JsonPattern.of(pointer).forEach(tape, 0, List.of(), (value, bound) -> {
            edits.add(Edit.string(tape, value, text));
        }));
        return edits;
    }

    @Override
    public List<Edit> corrections(JsonTape tape) {
        return List.of();
    }
}
