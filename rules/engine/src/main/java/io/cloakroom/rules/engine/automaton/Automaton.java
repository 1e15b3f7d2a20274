package io.cloakroom.rules.engine.automaton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Says in one look at each character whether and from where on a regular expression can match: its deterministic automaton, made state
 * by state as texts ask for them, as RE2 does (Cox, "Regular Expression Matching in the Wild", 2010). It never denies a match that RE2/J
 * finds, so that RE2/J need only be asked where it does not. Thread-safe.
 */
public final class Automaton {

    /** No match is possible. */
    public static final int NOWHERE = -1;

    /** When so many states are known they are forgotten, so that no text makes memory grow. */
    private static final int MOST_STATES = 1000;

    /** Of an automaton that was forgotten so often in one search, making states costs more than RE2/J does. */
    private static final int MOST_FORGOTTEN = 10;

    /** When all automata together know so many states, all are forgotten. */
    static final int MOST_STATES_OF_ALL = 100_000;

    private static final AtomicInteger STATES_OF_ALL = new AtomicInteger();

    /** Those that know states. */
    private static final Set<Automaton> KNOWING = ConcurrentHashMap.newKeySet();

    /** What stands before a place. */
    private static final int BEGIN = 0;

    private static final int NEWLINE = 1;
    private static final int WORD = 2;
    private static final int OTHER = 3;
    private static final int KINDS = 4;

    private final Program program;
    private final short[] ascii;
    private final int end;
    private final Map<Key, State> states = new HashMap<>();
    private final @Nullable State[] starts = new State[KINDS];
    private final State matched;

    /** How often the states were forgotten. */
    private volatile int forgotten;

    private record Key(BitSet instructions, int before) {}

    /** All fields are final, so that a state is whole for whoever comes across it; of its arrow those that are not known yet are null. */
    private static final class State {
        final int[] instructions;
        final int before;
        final boolean fresh;
        final @Nullable State[] next;

        State(int[] instructions, int before, boolean fresh, int arrows) {
            this.instructions = instructions;
            this.before = before;
            this.fresh = fresh;
            this.next = new State[arrows];
        }
    }

    private Automaton(Program program) {
        this.program = program;
        this.ascii = program.classOfAscii();
        this.end = program.classes();
        this.matched = new State(new int[0], BEGIN, false, 0);
    }

    /** @return null when the expression is beyond this kind of automaton, so that only RE2/J can say */
    public static @Nullable Automaton of(String regex) {
        try {
            return new Automaton(new Program(regex));
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    /**
     * Where the leftmost match can begin at the earliest, of those that begin at {@code from} or later in the part of a text between
     * {@code begin} and {@code to}, which is taken for a whole text.
     *
     * @return an offset of {@code text}, or {@link #NOWHERE}
     */
    public int search(String text, int begin, int from, int to) {
        if (STATES_OF_ALL.get() >= MOST_STATES_OF_ALL) {
            KNOWING.forEach(Automaton::forget);
        }
        State state = start(from == begin ? BEGIN : before(text.charAt(from - 1)));
        int earliest = from;
        int enough = forgotten + MOST_FORGOTTEN;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int symbol;
            if (c < 128) {
                symbol = ascii[c];
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                symbol = program.classOf(CharSet.BEYOND);
                i++;
            } else {
                symbol = program.classOf(c);
            }
            State next = state.next[symbol];
            if (next == null) {
                if (forgotten - enough >= 0) {
                    return earliest;
                }
                next = step(state, symbol);
            }
            if (next == matched) {
                return earliest;
            }
            if (next.fresh) {
                earliest = i + 1;
            }
            state = next;
        }
        State last = state.next[end];
        return (last == null ? step(state, end) : last) == matched ? earliest : NOWHERE;
    }

    /** How many states are known. */
    synchronized int states() {
        return states.size();
    }

    /** How many states all automata know. */
    static int statesOfAll() {
        return STATES_OF_ALL.get();
    }

    /** How often states were forgotten. */
    int forgotten() {
        return forgotten;
    }

    private int before(char c) {
        return program.hasPlaces() ? beforeClass(program.classOf(c)) : BEGIN;
    }

    private int beforeClass(int symbol) {
        return !program.hasPlaces()
                ? BEGIN
                : program.isNewline(symbol) ? NEWLINE : program.isWord(symbol) ? WORD : OTHER;
    }

    private State start(int before) {
        State known = starts[before];
        return known == null ? newStart(before) : known;
    }

    private synchronized State newStart(int before) {
        BitSet only = new BitSet();
        only.set(program.start());
        State start = state(only, before);
        starts[before] = start;
        return start;
    }

    private State state(BitSet instructions, int before) {
        if (states.size() >= MOST_STATES) {
            forget();
        }
        return states.computeIfAbsent(new Key(instructions, before), key -> {
            STATES_OF_ALL.incrementAndGet();
            KNOWING.add(this);
            boolean fresh = instructions.cardinality() == 1 && instructions.get(program.start());
            return new State(instructions.stream().toArray(), before, fresh, end + 1);
        });
    }

    private synchronized void forget() {
        KNOWING.remove(this);
        STATES_OF_ALL.addAndGet(-states.size());
        states.clear();
        Arrays.fill(starts, null);
        forgotten++;
    }

    private synchronized State step(State from, int symbol) {
        BitSet reached = new BitSet();
        for (int at : from.instructions) {
            reach(at, from.before, symbol, reached);
        }
        State to = reached.get(0) ? matched : consume(reached, symbol);
        from.next[symbol] = to;
        return to;
    }

    /** The instructions one gets to before the next character; {@code 0} is the one that says that all matched. */
    private void reach(int start, int before, int symbol, BitSet reached) {
        int at = start;
        while (!reached.get(at)) {
            reached.set(at);
            switch (program.op(at)) {
                case CHAR, MATCH -> {
                    return;
                }
                case PLACE -> {
                    if (!isAt(program.kind(at), before, symbol)) {
                        return;
                    }
                    at = program.next(at);
                }
                case SPLIT -> {
                    reach(program.other(at), before, symbol, reached);
                    at = program.next(at);
                }
            }
        }
    }

    private boolean isAt(Node.Kind kind, int before, int symbol) {
        boolean wordBefore = before == WORD;
        boolean wordAfter = symbol != end && program.isWord(symbol);
        return switch (kind) {
            case TEXT_BEGIN -> before == BEGIN;
            case TEXT_END -> symbol == end;
            case LINE_BEGIN -> before == BEGIN || before == NEWLINE;
            case LINE_END -> symbol == end || program.isNewline(symbol);
            case WORD_EDGE -> wordBefore != wordAfter;
            case NO_WORD_EDGE -> wordBefore == wordAfter;
        };
    }

    /** A match may also begin behind the character. */
    private State consume(BitSet reached, int symbol) {
        BitSet next = new BitSet();
        next.set(program.start());
        if (symbol == end) {
            return state(next, BEGIN);
        }
        for (int at = reached.nextSetBit(0); at >= 0; at = reached.nextSetBit(at + 1)) {
            if (program.op(at) == Program.Op.CHAR && program.passes(at, symbol)) {
                next.set(program.next(at));
            }
        }
        return state(next, beforeClass(symbol));
    }
}
