package io.cloakroom.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts to measure with, the same in every run: office prose in ASCII, with personal data nobody owns or with none. */
public final class Texts {

    private static final int SEED = 7;
    private static final int SENTENCES_A_PARAGRAPH = 5;

    /** One sentence in so many speaks of a person. */
    private static final int PERSONAL_EVERY = 4;

    private static final List<String> BENIGN = List.of(
            "The quarterly figures were better than the plan, mostly because shipping costs fell again.",
            "Please rewrite this paragraph so that it sounds less formal and takes half the space.",
            "Our test server restarts every night, and the first request after that takes far too long.",
            "Explain the difference between a left join and an inner join with a short example.",
            "The new coffee machine on the second floor needs to be cleaned more often than the old one.",
            "We agreed to move the release by two weeks and to tell the sales team before lunch.",
            "If the queue is longer than a hundred entries, the worker should stop taking new ones.",
            "Suggest three titles for a talk about how small teams keep their documentation alive.",
            "Most of the complaints were about the colour of the buttons, hardly any about the wording.",
            "The contract runs until the end of next year and renews itself unless somebody objects.");

    private static final List<String> PERSONAL = List.of(
            "Please call %1$s %2$s back at %4$s before Friday, she asked twice.",
            "Dear %1$s %2$s, thank you for your letter; a copy went to %3$s this morning.",
            "The customer %1$s %2$s, born on %6$s, says that card %5$s was charged twice.",
            "Send the signed form to %3$s and to nobody else.",
            "Yesterday %1$s %2$s reported that the invoice went to the wrong address.");

    private static final List<String> FIRST =
            List.of("Marta", "Daniel", "Aisha", "Peter", "Lucia", "Thomas", "Ingrid", "Rafael", "Hannah", "Oliver");

    private static final List<String> LAST =
            List.of("Kowalczyk", "Brennan", "Haddad", "Lindqvist", "Moreau", "Whitfield", "Sorensen", "Castillo");

    private Texts() {}

    /** @param length in characters, of one byte each in UTF-8 */
    public static String benign(int length) {
        return prose(length, false);
    }

    /** @param length in characters, of one byte each in UTF-8 */
    public static String personal(int length) {
        return prose(length, true);
    }

    private static String prose(int length, boolean personal) {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder(length + 200);
        for (int sentence = 1; text.length() < length; sentence++) {
            text.append(personal && sentence % PERSONAL_EVERY == 0 ? personalSentence(random) : pick(BENIGN, random));
            text.append(sentence % SENTENCES_A_PARAGRAPH == 0 ? '\n' : ' ');
        }
        return text.substring(0, length);
    }

    private static String personalSentence(Random random) {
        String first = pick(FIRST, random);
        String last = pick(LAST, random);
        String email = (first + "." + last + random.nextInt(100) + "@example.com").toLowerCase(Locale.ROOT);
        // 555-0100 to 555-0199 are kept for fiction in the North American Numbering Plan.
        String phone = "+1 202-555-01%02d".formatted(random.nextInt(100));
        String born =
                "%d-%02d-%02d".formatted(1950 + random.nextInt(50), 1 + random.nextInt(12), 1 + random.nextInt(28));
        return pick(PERSONAL, random).formatted(first, last, email, phone, card(random), born);
    }

    /** A card number with the check digit of Luhn's formula (ISO/IEC 7812-1, annex B). */
    private static String card(Random random) {
        StringBuilder digits = new StringBuilder("4");
        while (digits.length() < 15) {
            digits.append(random.nextInt(10));
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int doubled = (digits.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += doubled / 10 + doubled % 10;
        }
        return digits.append((10 - sum % 10) % 10).toString();
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    /** The text with another last word for every number, so that nobody has seen it before. */
    public static String unseen(String text, long number) {
        return text + " " + word(number);
    }

    /** Eight letters, others for every number below 26 to the eighth. */
    public static String word(long number) {
        StringBuilder word = new StringBuilder(8);
        for (long rest = number; word.length() < 8; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.toString();
    }

    /** The text in pieces of nearly the same length. */
    static List<String> pieces(String text, int count) {
        List<String> pieces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pieces.add(text.substring(
                    (int) ((long) text.length() * i / count), (int) ((long) text.length() * (i + 1) / count)));
        }
        return List.copyOf(pieces);
    }
}
