package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.EntityType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of placeholders: {@code [PERSON_1]}. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\[([A-Z_]+)_([1-9][0-9]{0,17})]");
    private static final String SEPARATOR = "[\\W_]{0,3}";
    private static final Map<String, EntityType> TYPES =
            Arrays.stream(EntityType.values()).collect(Collectors.toMap(EntityType::name, Function.identity()));

    private Tokens() {}

    record Numbered(EntityType type, long number) {}

    static String format(EntityType type, long number) {
        return "[" + type.name() + "_" + number + "]";
    }

    /** Type and number of a token, or null when the text is no token. */
    static @Nullable Numbered parse(String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            return null;
        }
        EntityType type = TYPES.get(matcher.group(1));
        return type == null ? null : new Numbered(type, Long.parseLong(matcher.group(2)));
    }

    /**
     * The numbers a text already mentions for a type, in one pass. Wider than the exact token ({@code person 3} counts), because
     * answers are restored from such spellings too.
     */
    static Set<Long> numbersIn(String text, EntityType type) {
        String name = type.name().replace("_", SEPARATOR);
        Matcher matcher = Pattern.compile(name + SEPARATOR + "([0-9]{1,18})", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        Set<Long> numbers = new HashSet<>();
        while (matcher.find()) {
            numbers.add(Long.parseLong(matcher.group(1)));
        }
        return numbers;
    }
}
