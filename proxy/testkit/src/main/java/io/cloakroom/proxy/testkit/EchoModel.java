package io.cloakroom.proxy.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A language model's stand-in: answers with what it was told, so that whatever reached it can be seen in its answer. */
public final class EchoModel {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z_]+_\\d+]");
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
    private static final int LONGEST_ECHO = 400;

    private EchoModel() {}

    /** An answer that uses every placeholder of the prompt, or else repeats the prompt. */
    public static String answer(String prompt) {
        Set<String> placeholders = placeholders(prompt);
        boolean korean = HANGUL.matcher(prompt).find();
        if (placeholders.isEmpty()) {
            String echo = prompt.substring(0, Math.min(prompt.length(), LONGEST_ECHO));
            return (korean ? "말씀하신 내용: " : "You wrote: ") + echo;
        }
        String name = placeholders.stream()
                .filter(p -> p.startsWith("[PERSON"))
                .findFirst()
                .orElse(placeholders.iterator().next());
        List<String> others = placeholders.stream().filter(p -> !p.equals(name)).toList();
        String noted = String.join(", ", others);
        if (korean) {
            return name + " 님께 보낼 글입니다. 안녕하세요, " + name + " 님." + (others.isEmpty() ? "" : " 확인한 정보: " + noted + ".");
        }
        return "Dear " + name + ", thank you for writing." + (others.isEmpty() ? "" : " On file: " + noted + ".");
    }

    static Set<String> placeholders(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** The answer in the ragged pieces that models stream: 2 to 6 characters, cutting through placeholders. */
    public static List<String> pieces(String answer) {
        List<String> pieces = new ArrayList<>();
        int length = 2;
        for (int at = 0; at < answer.length(); ) {
            int end = Math.min(answer.length(), at + length);
            if (end < answer.length() && Character.isLowSurrogate(answer.charAt(end))) {
                end++;
            }
            pieces.add(answer.substring(at, end));
            at = end;
            length = length == 6 ? 2 : length + 1;
        }
        return pieces;
    }
}
