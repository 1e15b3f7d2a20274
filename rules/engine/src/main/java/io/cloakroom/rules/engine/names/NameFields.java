package io.cloakroom.rules.engine.names;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.names.Gazetteer.Kind;
import io.cloakroom.rules.engine.names.LatinNames.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People where a word says so and there need be no sentence a model could learn from: after a title, in fields such as {@code Surname: Obuya} and
 * {@code "patient": "Ada Wren"}, and in the columns under {@code name,email}.
 */
final class NameFields {

    private static final double LABELLED = 0.8;
    private static final int MOST_WORDS = 4;
    private static final int MOST_MARKS = 4;
    private static final int MOST_COLUMNS = 32;
    private static final char[] SEPARATORS = {',', ';', '|'};
    private static final int SHORTEST_CJK = 2;
    private static final int LONGEST_CJK = 6;
    private static final int NAMES =
            Kind.GIVEN.flag() | Kind.SURNAME.flag() | Kind.GIVEN_FREQUENT.flag() | Kind.SURNAME_FREQUENT.flag();
    private static final int EVERYDAY = Kind.COMMON.flag() | Kind.DICTIONARY.flag();
    private static final WordLists WORDS = WordLists.load("surroundings.txt");
    private static final int LONGEST_TITLE = 11;
    private static final int MOST_AFTER_TITLE = 3;
    private static final Set<String> TITLES = WORDS.get("title");
    private static final Set<String> FIELDS = WORDS.get("field");
    private static final Set<String> NAME_FIELDS = WORDS.get("name-field");

    private final Tokens tokens;
    private final Gazetteer gazetteer;
    /** Those whose field ends behind them, and those behind a title, which may end too late. */
    private final List<Found> people = new ArrayList<>();

    private final List<Found> titled = new ArrayList<>();

    private NameFields(Tokens tokens, Gazetteer gazetteer) {
        this.tokens = tokens;
        this.gazetteer = gazetteer;
    }

    /** These names and those in fields, in order; a name that is part of what a field holds, or of which it tells otherwise, gives way. */
    static List<Found> add(Tokens tokens, List<Found> names, Gazetteer gazetteer) {
        NameFields fields = new NameFields(tokens, gazetteer);
        fields.labelled();
        fields.titled();
        fields.columns();
        if (fields.people.isEmpty() && fields.titled.isEmpty()) {
            return names;
        }
        @Nullable Found[] at = new Found[tokens.count()];
        names.forEach(name -> Arrays.fill(at, name.from(), name.to(), name));
        fields.people.forEach(person -> place(person, true, at));
        fields.titled.forEach(person -> place(person, false, at));
        List<Found> all = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            Found found = at[i];
            if (found != null && (i == 0 || at[i - 1] != found)) {
                all.add(found);
            }
        }
        return all;
    }

    /**
     * Puts a person in the place of the names there, unless one of them is to stay.
     *
     * @param whole whether people found in it are parts of it
     * @param at by token the name it is part of
     */
    private static void place(Found person, boolean whole, @Nullable Found[] at) {
        for (int i = person.from(); i < person.to(); i++) {
            Found name = at[i];
            if (name != null && !(name.type() == EntityType.PERSON ? whole && holds(person, name) : givesWay(name))) {
                return;
            }
        }
        for (int i = person.from(); i < person.to(); i++) {
            Found name = at[i];
            if (name != null) {
                Arrays.fill(at, name.from(), name.to(), null);
            }
        }
        Arrays.fill(at, person.from(), person.to(), person);
    }

    /** Whether a name is a part, and not all, of a person. */
    private static boolean holds(Found person, Found name) {
        return person.from() <= name.from()
                && name.to() <= person.to()
                && name.to() - name.from() < person.to() - person.from();
    }

    private static boolean givesWay(Found name) {
        return name.to() - name.from() <= MOST_WORDS;
    }

    private void labelled() {
        for (int i = 0; i + 2 < tokens.count(); i++) {
            if (isMark(i + 1) && isWord(i)) {
                String label = label(i);
                boolean sure = FIELDS.contains(label);
                if (sure || NAME_FIELDS.contains(label)) {
                    int value = afterMarks(i + 1);
                    if (value > 0) {
                        person(value, sure);
                    }
                }
            }
        }
    }

    /** {@code Gentile dottor Ferrari}: up to three capitalised words after a form of address. */
    private void titled() {
        for (int i = 0; i + 1 < tokens.count(); i++) {
            int from = tokens.is(i + 1, '.') ? i + 2 : i + 1;
            if (tokens.kind(i) != TokenKind.WORD
                    || tokens.length(i) > LONGEST_TITLE
                    || from >= tokens.count()
                    || !isPart(from)
                    || !TITLES.contains(label(i))) {
                continue;
            }
            int to = from;
            while (to < tokens.count() && to < from + MOST_AFTER_TITLE && isPart(to) && !tokens.startsLine(to)) {
                to++;
            }
            if (to > from && !isEveryday(from)) {
                titled.add(new Found(EntityType.PERSON, from, to, LABELLED));
            }
        }
    }

    private boolean isEveryday(int token) {
        int flags = gazetteer.flags(Hashing.ofFolded(tokens.text(), tokens.starts()[token], tokens.ends()[token]));
        return (flags & EVERYDAY) != 0 && (flags & NAMES) == 0;
    }

    private boolean isWord(int token) {
        return tokens.kind(token) == TokenKind.WORD || tokens.kind(token) == TokenKind.CJK;
    }

    private boolean isMark(int token) {
        return tokens.kind(token) == TokenKind.PUNCTUATION
                && !tokens.startsLine(token)
                && ":=\"'：[({".indexOf(tokens.text().charAt(tokens.starts()[token])) >= 0;
    }

    private String label(int token) {
        return tokens.word(token).toLowerCase(Locale.ROOT);
    }

    /** The token after a colon or equals sign and what quotes; 0 when there is none on the line. */
    private int afterMarks(int from) {
        boolean assigns = false;
        int at = from;
        while (at < tokens.count() && at < from + MOST_MARKS && isMark(at)) {
            char mark = tokens.text().charAt(tokens.starts()[at]);
            assigns |= mark == ':' || mark == '=' || mark == '：';
            at++;
        }
        return assigns && at < tokens.count() && !tokens.startsLine(at) ? at : 0;
    }

    /** Takes what starts here for a person when it looks like one and its field ends behind it. */
    private void person(int from, boolean sure) {
        int to = from;
        if (tokens.kind(from) == TokenKind.CJK) {
            boolean name = tokens.length(from) >= SHORTEST_CJK && tokens.length(from) <= LONGEST_CJK && sure;
            to = name ? from + 1 : from;
        } else {
            while (to < tokens.count()
                    && to < from + MOST_WORDS + 1
                    && isPart(to)
                    && (to == from || !tokens.startsLine(to))) {
                to++;
            }
        }
        if (to > from && to <= from + MOST_WORDS && endsField(to) && (sure || isKnown(from, to))) {
            people.add(new Found(EntityType.PERSON, from, to, LABELLED));
        }
    }

    private boolean isPart(int token) {
        return tokens.kind(token) == TokenKind.WORD
                && tokens.length(token) > 1
                && Character.isUpperCase(tokens.text().charAt(tokens.starts()[token]));
    }

    private boolean endsField(int token) {
        return token >= tokens.count()
                || tokens.startsLine(token)
                || ",;|\"'<>()]}\t/".indexOf(tokens.text().charAt(tokens.starts()[token])) >= 0;
    }

    /** Whether one word is on a list of names and not all are everyday words. */
    private boolean isKnown(int from, int to) {
        boolean name = false;
        boolean rare = false;
        for (int i = from; i < to; i++) {
            int flags = gazetteer.flags(Hashing.ofFolded(tokens.text(), tokens.starts()[i], tokens.ends()[i]));
            name |= (flags & NAMES) != 0;
            rare |= (flags & EVERYDAY) == 0;
        }
        return name && rare;
    }

    /** Finds lines that label columns, and people in the columns below them. */
    private void columns() {
        int from = 0;
        Header header = null;
        while (from < tokens.count()) {
            int to = from + 1;
            while (to < tokens.count() && !tokens.startsLine(to)) {
                to++;
            }
            if (header != null && !header.read(from, to)) {
                header = null;
            }
            if (header == null) {
                header = header(from, to);
            }
            from = to;
        }
    }

    private @Nullable Header header(int from, int to) {
        for (char mark : SEPARATORS) {
            if (tokens.text().indexOf(mark, tokens.starts()[from], tokens.ends()[to - 1]) < 0) {
                continue;
            }
            Header header = new Header(mark, from, to);
            if (header.labels) {
                return header;
            }
        }
        return null;
    }

    /** The columns of people under one line of labels. */
    private final class Header {
        private final char mark;
        private final int columns;
        private final boolean[] people = new boolean[MOST_COLUMNS];
        private final boolean[] sure = new boolean[MOST_COLUMNS];
        private final boolean labels;

        Header(char mark, int from, int to) {
            this.mark = mark;
            boolean any = false;
            int column = 0;
            int words = 0;
            for (int i = from; i < to && column < MOST_COLUMNS; i++) {
                if (tokens.is(i, mark)) {
                    column++;
                    words = 0;
                } else if (isWord(i) && ++words <= 2) {
                    sure[column] |= FIELDS.contains(label(i));
                    people[column] |= sure[column] || NAME_FIELDS.contains(label(i));
                    any |= people[column];
                } else if (tokens.kind(i) != TokenKind.PUNCTUATION && tokens.kind(i) != TokenKind.IDENTIFIER) {
                    column = MOST_COLUMNS;
                }
            }
            this.columns = column;
            this.labels = any && column > 0 && column < MOST_COLUMNS;
        }

        /** Whether the line has as many columns; those of people are taken. */
        boolean read(int from, int to) {
            int column = 0;
            boolean start = true;
            for (int i = from; i < to; i++) {
                if (tokens.is(i, mark)) {
                    column++;
                    start = true;
                } else if (start && tokens.kind(i) != TokenKind.PUNCTUATION) {
                    start = false;
                    if (column < MOST_COLUMNS && people[column]) {
                        person(i, true);
                    }
                }
            }
            return column == columns;
        }
    }
}
