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
    /** SignalR's records, each ended by U+001E, by number. */
    SIGNALR(Argument.NEEDED, LinesStep::records),
    /** Messages in envelopes of Connect or gRPC, by number. */
    CONNECT(Argument.NEEDED, Framed::connect),
    /** Payloads in an AWS event stream, by number. */
    EVENTSTREAM(Argument.NEEDED, Framed::eventStream),
    /** Contents of the binary frames of Meta's gateway. */
    DGW(Argument.NONE, arguments -> Framed.dgw()),
    /** Values in a protobuf message, by the numbers of the fields that lead there. */
    PROTO(Argument.NEEDED, Framed::protobuf),
    /** What gzip says; what is not compressed, as it is. */
    GUNZIP(Argument.NONE, arguments -> Framed.gunzip()),
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

    /** An argument that stands for several steps, one after the other, taken apart: each message has a length of its own to keep right. */
    List<String> singly(String argument) {
        return this == PROTO ? List.of(argument.split("\\.", -1)) : List.of(argument);
    }

    private boolean numbered() {
        return this == LINES || this == SIGNALR || this == CONNECT || this == EVENTSTREAM;
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
                    + (kind.numbered() ? ":0 or " : kind == PROTO ? ":1.2 or " : ":prompt or ") + name + ":*");
        }
        if (kind.argument == Argument.NONE && !empty) {
            throw new IllegalArgumentException(
                    "'" + name + "' in '" + notation + "' takes nothing after it; write " + name);
        }
        return kind;
    }
}
