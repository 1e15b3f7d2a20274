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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents that stand alone, read by the rules of a descriptor. */
final class RuleReader implements DocumentReader {

    private final List<TextRule> rules = new ArrayList<>();
    private final List<EndRule> ends = new ArrayList<>();
    private final List<String> once = new ArrayList<>();
    private final List<Texts> texts = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();

    /**
     * Where a rule finds pieces.
     *
     * @param text number of the first rule that gives pieces of the same text
     */
    private record Texts(TextRule rule, int text, JsonPath path, List<Condition> when, List<JsonPattern> channel) {}

    private record Ending(EndRule rule, JsonPattern path, List<Condition> when, List<JsonPattern> channel) {}

    private record Condition(JsonPattern pointer, String value) {

        static List<Condition> all(Map<String, String> when) {
            return when.entrySet().stream()
                    .map(entry -> new Condition(JsonPattern.of(entry.getKey()), entry.getValue()))
                    .toList();
        }
    }

    /** @param formats formats the answer may have; their rules are tried one after the other */
    RuleReader(List<AnswerFormat> formats) {
        for (AnswerFormat format : formats) {
            rules.addAll(format.text());
            ends.addAll(format.ends());
            once.addAll(format.once());
        }
        for (int i = 0; i < rules.size(); i++) {
            TextRule rule = rules.get(i);
            texts.add(new Texts(
                    rule, text(i), JsonPath.of(rule.path()), Condition.all(rule.when()), patterns(rule.channel())));
        }
        for (EndRule end : ends) {
            JsonPattern path = JsonPattern.of(end.path() == null ? "" : end.path());
            endings.add(new Ending(end, path, Condition.all(end.when()), patterns(end.channel())));
        }
    }

    private static List<JsonPattern> patterns(List<String> pointers) {
        return pointers.stream().map(JsonPattern::of).toList();
    }

    @Override
    public Reading read(String event, JsonTape tape) {
        return read(event, tape, Kind.APPEND);
    }

    /** @param append what a string is that a rule calls the next piece */
    Reading read(String event, JsonTape tape, Kind append) {
        List<Piece> pieces = new ArrayList<>();
        for (Texts texts : this.texts) {
            TextRule rule = texts.rule();
            if (applies(rule.event(), event) && holds(texts.when(), tape)) {
                texts.path().forEach(tape, (inner, value, bound, inside) -> {
                    if (inner.kind(value) == JsonTape.Kind.STRING) {
                        ChannelKey channel = new ChannelKey(texts.text(), values(texts, inner, bound, inside));
                        pieces.add(new Piece(inner, value, kind(rule.mode(), append), channel, "", rule));
                    }
                });
            }
        }
        return ended(event, tape, inOrder(pieces));
    }

    /** In the order of the document; a string that several rules lead to is the first one's. */
    private static List<Piece> inOrder(List<Piece> pieces) {
        if (pieces.size() < 2) {
            return pieces;
        }
        pieces.sort(Comparator.comparingInt(Piece::offset));
        List<Piece> once = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            if (once.isEmpty() || once.getLast().offset() != piece.offset()) {
                once.add(piece);
            }
        }
        return once;
    }

    private static List<String> values(Texts texts, JsonTape tape, List<String> bound, List<String> inside) {
        if (texts.channel().isEmpty()) {
            return texts.rule().of().isEmpty() ? bound : List.of();
        }
        return scalars(texts.channel(), tape, inside);
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

    private static List<String> scalars(List<JsonPattern> pointers, JsonTape tape, List<String> bound) {
        List<String> scalars = new ArrayList<>(pointers.size());
        for (JsonPattern pointer : pointers) {
            scalars.add(pointer.scalar(tape, bound));
        }
        return List.copyOf(scalars);
    }

    private Reading ended(String event, JsonTape tape, List<Piece> pieces) {
        List<List<String>> ended = new ArrayList<>();
        boolean[] all = {false};
        for (Ending ending : endings) {
            if (applies(ending.rule().event(), event) && holds(ending.when(), tape)) {
                ending.path().forEach(tape, 0, List.of(), (value, bound) -> {
                    if (!tape.isNull(value)) {
                        ended.add(scalars(ending.channel(), tape, bound));
                        all[0] |= ending.channel().isEmpty();
                    }
                });
            }
        }
        return new Reading(List.copyOf(pieces), all[0], List.copyOf(ended));
    }

    static boolean applies(@Nullable String wanted, String event) {
        return wanted == null || wanted.equals(event);
    }

    private static boolean holds(List<Condition> when, JsonTape tape) {
        for (Condition condition : when) {
            if (!condition.pointer().scalar(tape, List.of()).equals(condition.value())) {
                return false;
            }
        }
        return true;
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
