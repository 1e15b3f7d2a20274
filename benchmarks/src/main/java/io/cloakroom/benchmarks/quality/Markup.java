package io.cloakroom.benchmarks.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How labels are written into a text: {@code Ask [[PERSON|Jana Köhler]]}. {@code [[~DATE|Friday]]} may be found or not.
 * {@code [[]]} stands for nothing; it breaks up keys that secret scanners would take for real ones.
 */
final class Markup {

    private static final Pattern MARK =
            Pattern.compile("\\[\\[(?:(~?)([A-Z_]+)\\|((?:\\[\\[]]|(?!]]).)+))?]]", Pattern.DOTALL);
    private static final String NOTHING = "[[]]";

    private Markup() {}

    static Labelled read(String id, String marked) {
        StringBuilder text = new StringBuilder();
        List<Label> labels = new ArrayList<>();
        Matcher mark = MARK.matcher(marked);
        int done = 0;
        int codePoints = 0;
        while (mark.find()) {
            String between = marked.substring(done, mark.start());
            text.append(between);
            codePoints += length(between);
            done = mark.end();
            if (mark.group(2) != null) {
                String value = mark.group(3).replace(NOTHING, "");
                int end = codePoints + length(value);
                labels.add(
                        new Label(codePoints, end, mark.group(2), mark.group(1).isEmpty() ? 1 : 0));
                text.append(value);
                codePoints = end;
            }
        }
        return new Labelled(id, text.append(marked.substring(done)).toString(), labels, null);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
