package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a name may look like: keeps names out of code, trims titles and quotes off, and joins what belongs together. */
final class NameGates {

    private static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "sir",
            "madam",
            "herr",
            "frau",
            "mme",
            "mlle",
            "sra",
            "sr",
            "ing",
            "pt");
    private static final Set<String> GENERATIONS = Set.of("jr", "sr", "ii", "iii", "iv");
    private static final Set<String> PARTICLES = Set.of(
            "van", "der", "den", "de", "la", "del", "von", "zu", "bin", "ibn", "al", "el", "da", "dos", "das", "di",
            "du", "le", "ten", "ter", "-", "bint", "abu");
    private static final Set<String> NEVER = Set.of(
            "INFO", "WARN", "WARNING", "ERROR", "DEBUG", "TRACE", "FATAL", "TODO", "FIXME", "NULL", "TRUE", "FALSE",
            "SELECT", "FROM", "WHERE", "JSON", "XML", "HTML", "CSS", "SQL", "HTTP", "HTTPS", "URL", "API", "GET",
            "POST", "PUT", "DELETE", "PATCH", "AND", "OR", "NOT", "ID", "UUID", "CPU", "GPU", "RAM");

    private static final int LONGEST_WORD_OF_PROGRAM = 4;

    private NameGates() {}

    /** The names that look like names, trimmed and joined, in order. */
    static List<Found> pass(Tokens tokens, List<Found> found) {
        List<Found> kept = new ArrayList<>();
        CodeLines lines = new CodeLines(tokens.text());
        for (Found name : found) {
            Found trimmed = trim(tokens, name);
            if (trimmed == null || !plausible(tokens, trimmed) || lines.isCode(tokens.starts()[trimmed.from()])) {
                continue;
            }
            Found whole = trimmed.type() == EntityType.PERSON ? withGeneration(tokens, trimmed) : trimmed;
            Found last = kept.isEmpty() ? null : kept.getLast();
            if (last != null && joins(tokens, last, whole)) {
                kept.removeLast();
                whole = new Found(
                        EntityType.PERSON, last.from(), whole.to(), Math.min(last.probability(), whole.probability()));
            }
            kept.add(whole);
        }
        return kept;
    }

    private static @org.jspecify.annotations.Nullable Found trim(Tokens tokens, Found name) {
        int from = name.from();
        int to = name.to();
        boolean person = name.type() == EntityType.PERSON;
        while (from < to && (isEdge(tokens, from) || person && isTitle(tokens, from, to))) {
            from++;
        }
        while (from < to && isEdge(tokens, to - 1) && !endsAbbreviation(tokens, from, to - 1)) {
            to--;
        }
        return from < to ? name.between(from, to) : null;
    }

    private static boolean isTitle(Tokens tokens, int token, int to) {
        return token + 1 < to && TITLES.contains(tokens.word(token).toLowerCase(Locale.ROOT));
    }

    private static boolean isEdge(Tokens tokens, int token) {
        return switch (tokens.kind(token)) {
            case PUNCTUATION, PLACEHOLDER, URL, EMAIL, HANDLE, HASHTAG, CJK -> true;
            default -> isContraction(tokens, token);
        };
    }

    private static boolean isContraction(Tokens tokens, int token) {
        char first = tokens.text().charAt(tokens.starts()[token]);
        return first == '\'' || first == '’';
    }

    /** The dot of {@code Acme Inc.} and {@code Ken Griffey Jr.} belongs to the name. */
    private static boolean endsAbbreviation(Tokens tokens, int from, int token) {
        if (!tokens.is(token, '.') || token == from || tokens.starts()[token] != tokens.ends()[token - 1]) {
            return false;
        }
        String before = tokens.word(token - 1).toLowerCase(Locale.ROOT);
        return GENERATIONS.contains(before)
                || Set.of("inc", "ltd", "corp", "co", "st", "bros").contains(before);
    }

    private static boolean plausible(Tokens tokens, Found name) {
        boolean person = name.type() == EntityType.PERSON;
        boolean letters = false;
        for (int i = name.from(); i < name.to(); i++) {
            TokenKind kind = tokens.kind(i);
            letters |= kind == TokenKind.WORD && tokens.length(i) > 1 || kind == TokenKind.MIXED;
            boolean foreign = kind == TokenKind.NUMBER
                    || kind == TokenKind.IDENTIFIER
                    || kind == TokenKind.DOTTED
                    || kind == TokenKind.PLACEHOLDER;
            if (person && (foreign || kind == TokenKind.MIXED)
                    || kind == TokenKind.IDENTIFIER
                    || kind == TokenKind.PLACEHOLDER) {
                return false;
            }
        }
        if (!letters) {
            return false;
        }
        boolean single = name.to() - name.from() == 1;
        return !(single
                        && (NEVER.contains(tokens.word(name.from()))
                                || isCamelCase(tokens.word(name.from())) && person))
                && !(single && touchesCode(tokens, name.from()))
                && !(single && person && isWordOfProgram(tokens));
    }

    /** Up to four small letters and nothing else are what programs say to each other: {@code zh}, {@code ping}. */
    private static boolean isWordOfProgram(Tokens tokens) {
        return tokens.count() == 1
                && tokens.length(0) <= LONGEST_WORD_OF_PROGRAM
                && tokens.word(0).chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static boolean isCamelCase(String word) {
        for (int i = 1; i < word.length(); i++) {
            if (Character.isUpperCase(word.charAt(i)) && Character.isLowerCase(word.charAt(i - 1))) {
                return !(i <= 3 && Character.isUpperCase(word.charAt(0)));
            }
        }
        return false;
    }

    /** Whether a single word is glued to what only code has: a call, a member, a variable sign, an assignment, a tag. */
    private static boolean touchesCode(Tokens tokens, int token) {
        String text = tokens.text();
        int start = tokens.starts()[token];
        int end = tokens.ends()[token];
        char before = start == 0 ? ' ' : text.charAt(start - 1);
        char after = end == text.length() ? ' ' : text.charAt(end);
        char next = end + 1 >= text.length() ? ' ' : text.charAt(end + 1);
        return "$.\\_%".indexOf(before) >= 0
                || "([_".indexOf(after) >= 0 && next != ' '
                || after == '(' && next == ')'
                || after == '=' && next != ' '
                || after == ':' && next == ':'
                || before == '<' && (after == '>' || after == ' ')
                || after == '.' && Character.isLowerCase(next);
    }

    private static Found withGeneration(Tokens tokens, Found name) {
        int at = name.to();
        if (at + 1 < tokens.count() && tokens.is(at, ',')) {
            at++;
        }
        if (at >= tokens.count()
                || tokens.startsLine(at)
                || !GENERATIONS.contains(tokens.word(at).toLowerCase(Locale.ROOT))) {
            return name;
        }
        boolean dot = at + 1 < tokens.count() && tokens.is(at + 1, '.') && tokens.starts()[at + 1] == tokens.ends()[at];
        return name.between(name.from(), dot ? at + 2 : at + 1);
    }

    /** Whether nothing but particles, a hyphen or initials stands between two people's names. */
    private static boolean joins(Tokens tokens, Found first, Found second) {
        if (first.type() != EntityType.PERSON || second.type() != EntityType.PERSON || second.from() - first.to() > 3) {
            return false;
        }
        for (int i = first.to(); i < second.from(); i++) {
            String word = tokens.word(i);
            boolean initial =
                    word.length() == 1 && Character.isUpperCase(word.charAt(0)) || word.equals(".") && i > first.to();
            if (tokens.startsLine(i) || !initial && !PARTICLES.contains(word.toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return second.from() > first.to() && !tokens.startsLine(second.from());
    }
}
