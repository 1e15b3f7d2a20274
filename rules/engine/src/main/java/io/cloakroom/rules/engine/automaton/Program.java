package io.cloakroom.rules.engine.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular expression as an automaton that may be in several states at once (Thompson, "Regular expression search algorithm", CACM
 * 11(6), 1968), and the classes of characters that it tells apart.
 */
final class Program {

    /** What {@code \w} and {@code \b} call part of a word: ASCII. */
    static final CharSet WORD = CharSet.range('0', '9')
            .or(CharSet.range('A', 'Z'))
            .or(CharSet.range('a', 'z'))
            .or(CharSet.of('_'));

    /** Counted repeats are written out; an expression that gets longer than this has no program. */
    private static final int LONGEST = 12_000;

    /** Every state has an arrow for each. */
    private static final int MOST_CLASSES = 500;

    private static final int ASCII = 128;

    /** What an instruction does. */
    enum Op {
        CHAR,
        SPLIT,
        PLACE,
        MATCH
    }

    /**
     * @param set of CHAR, its number
     * @param kind of PLACE
     * @param next where it goes on
     * @param other of SPLIT, where it goes on as well
     */
    private record Instruction(Op op, int set, Node.Kind kind, int next, int other) {}

    private final List<Instruction> instructions = new ArrayList<>();
    private final List<CharSet> sets = new ArrayList<>();
    private final Map<CharSet, Integer> setNumbers = new HashMap<>();
    /** Comparing large sets takes long, and a part that is repeated is written out often. */
    private final Map<CharSet, Integer> numberOfSame = new IdentityHashMap<>();

    private final int start;
    private final boolean places;
    private final int word;
    private final int newline;

    private final int[] bounds;
    private final int[] classOfBound;
    private final short[] classOfAscii = new short[ASCII];
    private final List<BitSet> setsOfClass = new ArrayList<>();

    /** @throws UnsupportedOperationException when the expression cannot be read here or is too long */
    Program(String regex) {
        int match = add(new Instruction(Op.MATCH, 0, Node.Kind.TEXT_END, 0, 0));
        int first = compile(Parser.parse(regex), match);
        // Nothing leads back to it, so that whoever stands there alone has not begun.
        this.start = split(first, first);
        this.places = instructions.stream().anyMatch(i -> i.op == Op.PLACE);
        this.word = places ? number(WORD) : 0;
        this.newline = places ? number(CharSet.of('\n')) : 0;
        this.bounds = findBounds();
        this.classOfBound = new int[bounds.length];
        classify();
        sets.clear();
        setNumbers.clear();
        numberOfSame.clear();
    }

    private int add(Instruction instruction) {
        if (instructions.size() >= LONGEST) {
            throw new UnsupportedOperationException("too long");
        }
        instructions.add(instruction);
        return instructions.size() - 1;
    }

    private int number(CharSet set) {
        return numberOfSame.computeIfAbsent(
                set,
                same -> setNumbers.computeIfAbsent(same, s -> {
                    sets.add(s);
                    return sets.size() - 1;
                }));
    }

    /** @return where a node begins that goes on at {@code next} */
    private int compile(Node node, int next) {
        return switch (node) {
            case Node.Char c -> add(new Instruction(Op.CHAR, number(c.set()), Node.Kind.TEXT_END, next, 0));
            case Node.Place p -> add(new Instruction(Op.PLACE, 0, p.kind(), next, 0));
            case Node.Sequence s -> {
                int at = next;
                for (int i = s.parts().size() - 1; i >= 0; i--) {
                    at = compile(s.parts().get(i), at);
                }
                yield at;
            }
            case Node.Choice c -> {
                int at = compile(c.options().getLast(), next);
                for (int i = c.options().size() - 2; i >= 0; i--) {
                    at = split(compile(c.options().get(i), next), at);
                }
                yield at;
            }
            case Node.Repeat r -> repeat(r, next);
        };
    }

    private int split(int one, int other) {
        return add(new Instruction(Op.SPLIT, 0, Node.Kind.TEXT_END, one, other));
    }

    private int repeat(Node.Repeat repeat, int next) {
        int at = next;
        if (repeat.most() < 0) {
            int loop = split(next, next);
            int body = compile(repeat.part(), loop);
            instructions.set(loop, new Instruction(Op.SPLIT, 0, Node.Kind.TEXT_END, body, next));
            at = loop;
        } else {
            for (int i = repeat.least(); i < repeat.most(); i++) {
                at = split(compile(repeat.part(), at), next);
            }
        }
        for (int i = 0; i < repeat.least(); i++) {
            at = compile(repeat.part(), at);
        }
        return at;
    }

    /** Where membership in some set changes. */
    private int[] findBounds() {
        BitSet changes = new BitSet();
        changes.set(0);
        for (CharSet set : sets) {
            BitSet bits = set.bits();
            for (int from = bits.nextSetBit(0); from >= 0; ) {
                int to = bits.nextClearBit(from);
                changes.set(from);
                changes.set(to);
                from = bits.nextSetBit(to);
            }
        }
        changes.set(CharSet.BEYOND);
        changes.clear(CharSet.SYMBOLS, Math.max(CharSet.SYMBOLS, changes.length()));
        return changes.stream().toArray();
    }

    private void classify() {
        Map<BitSet, Integer> classes = new HashMap<>();
        for (int b = 0; b < bounds.length; b++) {
            BitSet members = new BitSet();
            for (int set = 0; set < sets.size(); set++) {
                members.set(set, sets.get(set).bits().get(bounds[b]));
            }
            classOfBound[b] = classes.computeIfAbsent(members, m -> {
                setsOfClass.add(m);
                return setsOfClass.size() - 1;
            });
        }
        if (setsOfClass.size() > MOST_CLASSES) {
            throw new UnsupportedOperationException("too many classes of characters");
        }
        for (int c = 0; c < ASCII; c++) {
            classOfAscii[c] = (short) search(c);
        }
    }

    private int search(int symbol) {
        int at = Arrays.binarySearch(bounds, symbol);
        return classOfBound[at >= 0 ? at : -at - 2];
    }

    /** Number of classes of characters. */
    int classes() {
        return setsOfClass.size();
    }

    /** The class of a character or of {@link CharSet#BEYOND}. */
    int classOf(int symbol) {
        return symbol < ASCII ? classOfAscii[symbol] : search(symbol);
    }

    short[] classOfAscii() {
        return classOfAscii;
    }

    int size() {
        return instructions.size();
    }

    int start() {
        return start;
    }

    /** Whether it asks for places, so that the characters around one matter. */
    boolean hasPlaces() {
        return places;
    }

    Op op(int at) {
        return instructions.get(at).op;
    }

    Node.Kind kind(int at) {
        return instructions.get(at).kind;
    }

    int next(int at) {
        return instructions.get(at).next;
    }

    int other(int at) {
        return instructions.get(at).other;
    }

    /** Whether the characters of a class pass a CHAR instruction. */
    boolean passes(int at, int characterClass) {
        return setsOfClass.get(characterClass).get(instructions.get(at).set);
    }

    /** Whether the characters of a class belong to words. */
    boolean isWord(int characterClass) {
        return setsOfClass.get(characterClass).get(word);
    }

    boolean isNewline(int characterClass) {
        return setsOfClass.get(characterClass).get(newline);
    }
}
