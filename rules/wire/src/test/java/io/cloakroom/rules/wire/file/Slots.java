package io.cloakroom.rules.wire.file;

import java.util.List;
import java.util.Random;

/** Texts for the places a generated file has for them: in every second one stands somebody's data. */
final class Slots {

    private static final String[] FILLERS = {
        "a",
        "Z",
        " ",
        "0",
        "&",
        "<",
        ">",
        "\"",
        "'",
        ",",
        ";",
        "=",
        "%20",
        "\\",
        "{",
        "é",
        "ß",
        "한국",
        "🙂",
        "-- ",
        "]]",
        "order",
        "the invoice",
        "[x]"
    };

    /** Words of these have all fonts. */
    static final String LATIN = "abcdefghijklmnopqrstuvwxyz";

    private static final String[] LETTERS = {LATIN, "àéîõüçøłśž", "가나다라마바사아자차", "абвгдежзик", "山田太郎花子鈴木佐藤", "αβγδεζηθικ"
    };

    private final Random random;
    private final String[] letters;
    private final List<String> values;
    private int planted;

    Slots(Random random) {
        this(random, LETTERS);
    }

    /** @param letters alphabets that words are of */
    Slots(Random random, String... letters) {
        this.random = random;
        this.letters = letters;
        this.values = List.of(word() + "@" + word() + ".example.org", word() + " " + word(), digits(10));
    }

    private String word() {
        String alphabet = letters[random.nextInt(letters.length)];
        StringBuilder word = new StringBuilder("Q");
        for (int i = 4 + random.nextInt(6); i > 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder("4");
        for (int i = 1; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** A mail address, a name, a telephone number. */
    List<String> values() {
        return values;
    }

    /** How many texts have one of them in it. */
    int planted() {
        return planted;
    }

    int number(int below) {
        return random.nextInt(below);
    }

    boolean maybe() {
        return random.nextBoolean();
    }

    /** Any text of one line. */
    String text() {
        return filler() + " " + value() + " " + filler();
    }

    /** A text without anything a name of a file or a sheet may not have. */
    String name() {
        return maybe() ? word() : planted(1);
    }

    /** A number: the telephone number, or another. */
    String digits() {
        return maybe() ? digits(9) : planted(2);
    }

    private String value() {
        return maybe() ? word() : planted(random.nextInt(values.size()));
    }

    private String planted(int which) {
        planted++;
        return values.get(which);
    }

    private String filler() {
        StringBuilder filler = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            filler.append(FILLERS[random.nextInt(FILLERS.length)]);
        }
        return filler.toString();
    }
}
