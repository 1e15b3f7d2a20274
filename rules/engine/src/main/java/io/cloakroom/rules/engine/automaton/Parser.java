package io.cloakroom.rules.engine.automaton;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the syntax of RE2 (<a href="https://github.com/google/re2/wiki/Syntax">github.com/google/re2/wiki/Syntax</a>), without what no rule
 * pack was seen to use: quoting by {@code \Q}, classes of the form {@code [[:alpha:]]}, octal numbers, single bytes. Whoever needs the
 * tree does without it then. Expects what RE2/J accepts; groups are of no interest here, nor is which of two ways is preferred.
 */
final class Parser {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,4}(?:,[0-9]{0,4})?");

    private final String regex;
    private int at;
    private Flags flags = new Flags(false, false, false);

    private record Flags(boolean anyCase, boolean lines, boolean dotAll) {}

    private Parser(String regex) {
        this.regex = regex;
    }

    /** @throws UnsupportedOperationException when the expression uses what is not read here */
    static Node parse(String regex) {
        Parser parser = new Parser(regex);
        Node node = parser.choice();
        if (parser.at < regex.length()) {
            throw unsupported("')'");
        }
        return node;
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("not read: " + what);
    }

    private boolean isAt(String what) {
        return regex.startsWith(what, at);
    }

    private boolean skip(String what) {
        boolean there = isAt(what);
        at += there ? what.length() : 0;
        return there;
    }

    private int next() {
        if (at >= regex.length()) {
            throw unsupported("an end here");
        }
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    /** Flags that are set inside hold until its end. */
    private Node choice() {
        Flags outer = flags;
        List<Node> options = new ArrayList<>();
        do {
            options.add(sequence());
        } while (skip("|"));
        flags = outer;
        return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (at < regex.length() && !isAt("|") && !isAt(")")) {
            parts.add(repeated(one()));
        }
        return new Node.Sequence(parts);
    }

    private Node repeated(Node one) {
        Node node = one;
        while (true) {
            if (skip("*")) {
                node = new Node.Repeat(node, 0, -1);
            } else if (skip("+")) {
                node = new Node.Repeat(node, 1, -1);
            } else if (skip("?")) {
                node = new Node.Repeat(node, 0, 1);
            } else {
                Node counted = counted(node);
                if (counted == node) {
                    return node;
                }
                node = counted;
            }
            skip("?");
        }
    }

    /** The node repeated as braces say, or itself where there are none. */
    private Node counted(Node node) {
        int close = isAt("{") ? regex.indexOf('}', at) : -1;
        String range = close < 0 ? "" : regex.substring(at + 1, close);
        if (!COUNT.matcher(range).matches()) {
            return node;
        }
        at = close + 1;
        int comma = range.indexOf(',');
        int least = Integer.parseInt(comma < 0 ? range : range.substring(0, comma));
        int most = comma < 0 ? least : comma == range.length() - 1 ? -1 : Integer.parseInt(range.substring(comma + 1));
        return new Node.Repeat(node, least, most);
    }

    private Node one() {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new Node.Char(characterClass());
            case '.' ->
                new Node.Char(flags.dotAll ? CharSet.all() : CharSet.of('\n').not());
            case '^' -> new Node.Place(flags.lines ? Node.Kind.LINE_BEGIN : Node.Kind.TEXT_BEGIN);
            case '$' -> new Node.Place(flags.lines ? Node.Kind.LINE_END : Node.Kind.TEXT_END);
            case '\\' -> escaped();
            default -> literal(c);
        };
    }

    private Node literal(int c) {
        return new Node.Char(cased(CharSet.of(c)));
    }

    private CharSet cased(CharSet set) {
        return flags.anyCase ? set.inAnyCase() : set;
    }

    private Node group() {
        if (skip("?P<") || skip("?<")) {
            at = regex.indexOf('>', at) + 1;
        } else if (skip("?")) {
            Flags outer = flags;
            if (setFlags() == ')') {
                return new Node.Sequence(List.of());
            }
            Node inner = choice();
            flags = outer;
            return closed(inner);
        }
        return closed(choice());
    }

    private Node closed(Node inner) {
        if (!skip(")")) {
            throw unsupported("a group without an end");
        }
        return inner;
    }

    /** Reads flags up to the colon or bracket behind them, which it returns. */
    private int setFlags() {
        boolean on = true;
        while (true) {
            int c = next();
            switch (c) {
                case '-' -> on = false;
                case 'i' -> flags = new Flags(on, flags.lines, flags.dotAll);
                case 'm' -> flags = new Flags(flags.anyCase, on, flags.dotAll);
                case 's' -> flags = new Flags(flags.anyCase, flags.lines, on);
                case 'U' -> {} // Which of two ways is preferred.
                case ':', ')' -> {
                    return c;
                }
                default -> throw unsupported("flag " + Character.toString(c));
            }
        }
    }

    private Node escaped() {
        int c = next();
        return switch (c) {
            case 'b' -> new Node.Place(Node.Kind.WORD_EDGE);
            case 'B' -> new Node.Place(Node.Kind.NO_WORD_EDGE);
            case 'A' -> new Node.Place(Node.Kind.TEXT_BEGIN);
            case 'z' -> new Node.Place(Node.Kind.TEXT_END);
            default -> new Node.Char(cased(escapedSet(c)));
        };
    }

    private CharSet escapedSet(int c) {
        return switch (c) {
            case 'd' -> CharSet.range('0', '9');
            case 'D' -> CharSet.range('0', '9').not();
            case 'w' -> Program.WORD;
            case 'W' -> Program.WORD.not();
            case 's' -> space();
            case 'S' -> space().not();
            case 'p' -> property();
            case 'P' -> property().not();
            default -> CharSet.of(escapedCharacter(c));
        };
    }

    private static CharSet space() {
        return CharSet.range('\t', '\n').or(CharSet.range('\f', '\r')).or(CharSet.of(' '));
    }

    private CharSet property() {
        if (!skip("{")) {
            return UnicodeSets.named(Character.toString(next()));
        }
        int close = regex.indexOf('}', at);
        String name = regex.substring(at, close);
        at = close + 1;
        return name.startsWith("^") ? UnicodeSets.named(name.substring(1)).not() : UnicodeSets.named(name);
    }

    private int escapedCharacter(int c) {
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'x' -> hexadecimal();
            default -> {
                if (c >= 0x80 || Character.isLetterOrDigit(c)) {
                    throw unsupported("\\" + Character.toString(c));
                }
                yield c;
            }
        };
    }

    private int hexadecimal() {
        boolean braced = skip("{");
        int end = braced ? regex.indexOf('}', at) : at + 2;
        int value = Integer.parseInt(regex.substring(at, end), 16);
        at = braced ? end + 1 : end;
        return value;
    }

    /** What follows an opening square bracket. */
    private CharSet characterClass() {
        boolean negated = skip("^");
        CharSet set = CharSet.range(1, 0);
        boolean first = true;
        while (first || !isAt("]")) {
            first = false;
            if (isAt("[:")) {
                throw unsupported("[:");
            }
            set = set.or(member());
        }
        at++;
        return !negated ? cased(set) : flags.anyCase ? set.notInAnyCase() : set.not();
    }

    private CharSet member() {
        int c = next();
        if (c == '\\') {
            int escaped = next();
            if ("dDwWsSpP".indexOf(escaped) >= 0) {
                return escapedSet(escaped);
            }
            c = escapedCharacter(escaped);
        }
        boolean range = isAt("-") && at + 1 < regex.length() && regex.charAt(at + 1) != ']';
        if (!range) {
            return CharSet.of(c);
        }
        at++;
        int end = next();
        return CharSet.range(c, end == '\\' ? escapedCharacter(next()) : end);
    }
}
