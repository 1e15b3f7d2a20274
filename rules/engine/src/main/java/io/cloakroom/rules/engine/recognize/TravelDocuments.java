package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.List;

/** The machine readable zone of travel documents, ICAO Doc 9303. */
final class TravelDocuments {

    private static final int[] WEIGHTS = {7, 3, 1};

    private TravelDocuments() {}

    /** What a check digit covers in a line, half open, and stands behind. */
    private record Field(int start, int end) {}

    /** Document number, date of birth and date of expiry in the second line of passports (part 4) and two-line cards (part 6). */
    private static final List<Field> SECOND_LINE = List.of(new Field(0, 9), new Field(13, 19), new Field(21, 27));

    /** Date of birth and date of expiry in the second line of three-line cards (part 5). */
    private static final List<Field> MIDDLE_LINE = List.of(new Field(0, 6), new Field(8, 14));

    /** Proven when all check digits of one of the lines are right. */
    static Verdict machineReadable(String value) {
        return Verdict.provenIf(value.lines().map(String::strip).anyMatch(TravelDocuments::isChecked));
    }

    private static boolean isChecked(String line) {
        List<Field> fields = switch (line.length()) {
            case 44, 36 -> SECOND_LINE;
            case 30 -> MIDDLE_LINE;
            default -> List.of();
        };
        return !fields.isEmpty() && fields.stream().allMatch(f -> holds(line, f));
    }

    private static boolean holds(String line, Field field) {
        int sum = 0;
        for (int i = field.start(); i < field.end(); i++) {
            sum += worth(line.charAt(i)) * WEIGHTS[(i - field.start()) % WEIGHTS.length];
        }
        return line.charAt(field.end()) == '0' + sum % 10;
    }

    private static int worth(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
    }
}
