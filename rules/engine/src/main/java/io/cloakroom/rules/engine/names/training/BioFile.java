package io.cloakroom.rules.engine.names.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Reads training files: {@code token TAB tag} lines in the BIO scheme, a blank line between sentences. */
final class BioFile {

    private static final String NO_SPACE_BEFORE = ".,;:!?)]}%…";
    private static final String NO_SPACE_AFTER = "([{$#";

    private static final Set<String> NAMES = Set.of("PERSON", "LOCATION", "ORGANIZATION");

    private BioFile() {}

    /** Where spaces stood between the tokens. */
    enum Spacing {
        /** Between words, not before a comma. */
        WORDS,
        /** Nowhere, but between words of Latin letters: Chinese and Japanese. */
        NONE,
        /** Before tokens that start with {@code ▁}. */
        MARKED;

        static Spacing of(TrainingConfig config) {
            return valueOf(config.text("spacing", "words").toUpperCase(Locale.ROOT));
        }

        private boolean between(String before, String token, boolean quoted) {
            return switch (this) {
                case WORDS -> spaced(before, token, quoted);
                case NONE -> isPlain(before.charAt(before.length() - 1)) && isPlain(token.charAt(0));
                case MARKED -> token.startsWith("▁");
            };
        }

        private String text(String token) {
            return this == MARKED && token.startsWith("▁") ? token.substring(1) : token;
        }

        private static boolean isPlain(char c) {
            return c < 0x250 && Character.isLetter(c);
        }
    }

    /** A token and its tag, such as {@code B-PERSON} or {@code O}. */
    private record Row(String token, String tag) {}

    /**
     * The lines of a file; some join several sentences of the file, because in use sentences are not cut apart.
     *
     * @param longest most sentences on one line, at least 1
     */
    static List<LabelledLine> read(Path file, Spacing spacing, int longest, RandomGenerator random) throws IOException {
        List<LabelledLine> lines = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int wanted = 1 + random.nextInt(longest);
        for (String line : Files.readAllLines(file)) {
            if (!line.isEmpty()) {
                String[] columns = line.split("\t", 2);
                rows.add(new Row(columns[0], ofName(columns[1])));
            } else if (!rows.isEmpty() && --wanted <= 0) {
                lines.add(line(rows, spacing));
                rows.clear();
                wanted = 1 + random.nextInt(longest);
            }
        }
        if (!rows.isEmpty()) {
            lines.add(line(rows, spacing));
        }
        return lines;
    }

    /** What else a file marks, such as dates, is found by rules and not learned. */
    private static String ofName(String tag) {
        return tag.length() > 2 && NAMES.contains(tag.substring(2)) ? tag : "O";
    }

    private static LabelledLine line(List<Row> rows, Spacing spacing) {
        LabelledLine.Builder builder = new LabelledLine.Builder();
        boolean quoted = false;
        String previous = "";
        for (int i = 0; i < rows.size(); i++) {
            boolean quote = rows.get(i).token().equals("\"");
            StringBuilder text = new StringBuilder(spacing.text(rows.get(i).token()));
            String tag = rows.get(i).tag();
            if (builder.length() > 0 && spacing.between(previous, rows.get(i).token(), quoted)) {
                builder.add(" ");
            }
            while (tag.startsWith("B-")
                    && i + 1 < rows.size()
                    && rows.get(i + 1).tag().equals("I-" + tag.substring(2))) {
                String token = rows.get(++i).token();
                text.append(spacing.between(rows.get(i - 1).token(), token, false) ? " " : "")
                        .append(spacing.text(token));
            }
            if (tag.equals("O")) {
                builder.add(text.toString());
            } else {
                builder.add(text.toString(), tag.substring(2));
            }
            quoted ^= quote;
            previous = rows.get(i).token();
        }
        return builder.build();
    }

    private static boolean spaced(String before, String token, boolean quoted) {
        char first = token.charAt(0);
        boolean word = token.length() > 1 && Character.isLetterOrDigit(token.charAt(1));
        if (NO_SPACE_BEFORE.indexOf(first) >= 0 && !word) {
            return false;
        }
        if (isElision(before) && Character.isLetterOrDigit(first)) {
            return false;
        }
        if (first == '\'' || first == '’' || token.equals("n't") || token.equals("n’t")) {
            return false;
        }
        if (token.equals("\"") && quoted || before.equals("\"") && quoted) {
            return false;
        }
        return !(before.length() == 1 && NO_SPACE_AFTER.indexOf(before.charAt(0)) >= 0)
                && !token.equals("-")
                && !before.equals("-");
    }

    /** {@code l'} before {@code ONU}: a word cut short at its apostrophe. */
    private static boolean isElision(String token) {
        char last = token.charAt(token.length() - 1);
        return token.length() > 1
                && (last == '\'' || last == '’')
                && Character.isLetter(token.charAt(token.length() - 2));
    }
}
