package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of step that notations can name. */
enum Kind {
    /** Strings in JSON by pointer, {@code json:/messages/*}{@code /content}; {@code json:} is a document that is one string. */
    JSON(Argument.OPTIONAL, JsonStep::of),
    /** Values of a form body by name. */
    FORM(Argument.NEEDED, FormStep::form),
    /** Values in the query of the request target by name; can only come first. */
    QUERY(Argument.NEEDED, FormStep::query),
    /** Parts of a multipart body by name; can only come first. */
    MULTIPART(Argument.NEEDED, MultipartStep::of),
    /** Lines by number. */
    LINES(Argument.NEEDED, LinesStep::of),
    /** All of it, as it is. */
    RAW(
            Argument.NONE,
            arguments -> alone((source, selectors) -> Focus.of("raw", "", source, PlainEscapes.ANY, selectors))),
    /** What Base64 says. */
    BASE64(Argument.NONE, arguments -> alone((source, selectors) -> Base64Wrapping.focus("base64", source, selectors))),
    /** A file: what Base64 says, or text as it is; pictures are not read. */
    FILE(Argument.NONE, arguments -> FileData.STEP),
    /** The data of a data URL. */
    DATAURL(Argument.NONE, arguments -> DataUrl.STEP);

    private enum Argument {
        NONE,
        OPTIONAL,
        NEEDED
    }

    private final Argument argument;
    private final Function<List<String>, Step> compile;

    Kind(Argument argument, Function<List<String>, Step> compile) {
        this.argument = argument;
        this.compile = compile;
    }

    /** A focus that takes up all its source. */
    private interface Alone {
        Focus focus(Bytes source, int[] selectors) throws LensException;
    }

    private static Step alone(Alone alone) {
        return (source, payload) -> List.of(alone.focus(source, new int[] {0}));
    }

    /** @throws IllegalArgumentException when an argument makes no sense to this kind, saying what to write instead */
    Step compile(List<String> arguments) {
        return compile.apply(arguments);
    }

    /** Whether steps of this kind read the payload itself and cannot follow another. */
    boolean first() {
        return this == QUERY || this == MULTIPART;
    }

    String notation() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of a step and that its argument is there or not as it should be.
     *
     * @param argument what follows the colon, or null without colon
     * @throws IllegalArgumentException when it is not so, saying what to write instead
     */
    static Kind of(String name, @Nullable String argument, String notation) {
        Kind kind = Arrays.stream(values())
                .filter(candidate -> candidate.notation().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step is called '" + name + "' in '" + notation
                        + "'; the steps are "
                        + Arrays.stream(values()).map(Kind::notation).collect(Collectors.joining(", "))
                        + ", joined by ' > '"));
        boolean empty = argument == null || argument.isEmpty();
        if (kind.argument == Argument.NEEDED && empty) {
            throw new IllegalArgumentException("'" + name + "' in '" + notation + "' needs a name or *; write " + name
                    + (kind == LINES ? ":0 or lines:*" : ":prompt or " + name + ":*"));
        }
        if (kind.argument == Argument.NONE && !empty) {
            throw new IllegalArgumentException(
                    "'" + name + "' in '" + notation + "' takes nothing after it; write " + name);
        }
        return kind;
    }
}
