package io.cloakroom.rules.wire.site;

import static io.cloakroom.rules.wire.site.Checks.given;
import static io.cloakroom.rules.wire.site.Checks.listOf;
import static io.cloakroom.rules.wire.site.Checks.require;

import io.cloakroom.rules.wire.json.JsonPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One shape an answer comes in, and where the text is that a person reads.
 *
 * @param contentTypes media types without parameters
 * @param patches how changes to a document are written, for streams that send those; left out, every document stands alone
 * @param text where visible text is; the first rule that fits a string decides; left out, every string is text of its own
 * @param ends what ends channels: text held back for them is let go before it
 * @param conversation paths, as in text rules, to the conversation's id
 * @param once JSON pointers to what a delta must not repeat when one is made from another
 */
public record AnswerFormat(
        String id,
        List<String> contentTypes,
        Framing framing,
        @Nullable Patches patches,
        List<TextRule> text,
        List<EndRule> ends,
        List<String> conversation,
        List<String> once) {

    public AnswerFormat {
        contentTypes = listOf(contentTypes);
        text = listOf(text);
        ends = listOf(ends);
        conversation = listOf(conversation);
        once = listOf(once);
        require(given(id), "every answer needs an id");
        require(!contentTypes.isEmpty(), "answer '" + id + "' needs content_types");
        require(
                framing != null,
                "answer '" + id + "' needs a framing: "
                        + Arrays.stream(Framing.values())
                                .map(known -> known.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        require(patches == null || framing == Framing.SSE, "answer '" + id + "' has patches, which need framing sse");
        require(
                patches == null
                        || text.stream()
                                .noneMatch(rule -> JsonPath.of(rule.path()).nested()),
                "answer '" + id + "' has patches, whose text cannot be inside strings (no ' > ' in a path)");
    }

    /** How documents follow each other. */
    public enum Framing {
        /** Server-sent events whose data is JSON (HTML standard, section 9.2). */
        SSE,
        /** One JSON document. */
        JSON,
        /** One JSON document per line. */
        NDJSON,
        /** JSON documents, each after the number of its UTF-16 units, as Google's web applications answer. */
        COUNTED,
        /** JSON documents, the elements of one array; or one document. */
        ARRAY,
        /** One JSON document per line after a number or letters and a colon, {@code 0:"text"}. */
        PREFIXED,
        /** JSON in envelopes of Connect: a byte of flags and four of length (connectrpc.com/docs/protocol). */
        CONNECT,
        /** Protobuf in envelopes of Connect or gRPC. Its documents read as JSON: field number → array of all its values. */
        PROTOBUF,
        /**
         * JSON in AWS event streams (application/vnd.amazon.eventstream), whose two checksums are kept right. Base64 in a member
         * {@code bytes} that says JSON reads as that JSON.
         */
        EVENTSTREAM,
        /** WebSocket messages, each one JSON document; what is none passes. */
        MESSAGES,
        /** WebSocket messages of SignalR: JSON documents, each ended by U+001E (its hub protocol). */
        SIGNALR,
        /** Binary WebSocket messages of Meta: a header of eight bytes with the length, then JSON. */
        DGW,
        /** Text, all of it visible. */
        RAW;

        /** Whether it is how messages come over a WebSocket. */
        public boolean messages() {
            return this == MESSAGES || this == SIGNALR || this == DGW;
        }
    }

    /** What a string is to the text a person reads. */
    public enum Mode {
        /** The next piece of it. */
        APPEND,
        /** Its beginning, instead of whatever there was of it; pieces may follow. */
        OPEN,
        /** All of it so far; the same again, longer, in a later document. */
        SNAPSHOT,
        /** All of it. */
        WHOLE
    }

    /**
     * Documents of the form <code>{"p": path, "o": operation, "v": value}</code> in which a path and operation left out are those of the
     * document before.
     *
     * @param event name of the events that carry patches; left out, they have none
     * @param root what a path begins with, {@code /} or nothing
     * @param first operation in force while none was named
     * @param append operation that adds to the end of a string or array
     * @param batch operation whose value is an array of patches, with paths below its own
     */
    public record Patches(@Nullable String event, String root, String first, String append, String batch) {

        public Patches {
            root = root == null ? "" : root;
            require(
                    given(first) && given(append) && given(batch),
                    "patches need the names of the operations first, append and batch");
        }
    }

    /**
     * @param path JSON pointer in which {@code *} stands for every key or index; in patches also {@code -1}, the last element. Where a
     *     string is JSON itself, another pointer follows after {@code " > "}.
     * @param event name of the events it is in; left out, any
     * @param when JSON pointer → value that must be there
     * @param channel JSON pointers whose values tell channels apart, in the document the string is in; a {@code *} in them is the one
     *     in {@code path}
     * @param of name of the text these are pieces of, when several rules give pieces of one; left out, it is this rule's own
     * @param pad length up to which the site fills pieces with U+0000; 0 when it does not
     * @param delta JSON pointer → string that a piece made here has there, when it is added by itself
     * @param aside member beside a string → value with which the text that begins there is not the answer but goes with it, as a thought
     */
    public record TextRule(
            String path,
            Mode mode,
            @Nullable String event,
            Map<String, String> when,
            List<String> channel,
            String of,
            Integer pad,
            Map<String, String> delta,
            Map<String, String> aside) {

        public TextRule {
            mode = mode == null ? Mode.WHOLE : mode;
            when = when == null ? Map.of() : Map.copyOf(when);
            channel = listOf(channel);
            of = of == null ? "" : of;
            pad = pad == null ? 0 : pad;
            delta = delta == null ? Map.of() : Map.copyOf(delta);
            aside = aside == null ? Map.of() : Map.copyOf(aside);
            require(path != null, "every text rule needs a path");
            Checks.pointer(path, "the path of a text rule");
            when.keySet().forEach(pointer -> Checks.pointer(pointer, "'when' of a text rule"));
            channel.forEach(pointer -> Checks.pointer(pointer, "the channel of a text rule"));
        }
    }

    /**
     * @param path JSON pointer to a value that is not null when channels end; left out, any document fits
     * @param event name of the events it is in; left out, any
     * @param when JSON pointer → value that must be there
     * @param channel the channels that end: those of text rules with these values in their own {@code channel}; left out, all
     */
    public record EndRule(
            @Nullable String path, @Nullable String event, Map<String, String> when, List<String> channel) {

        public EndRule {
            when = when == null ? Map.of() : Map.copyOf(when);
            channel = listOf(channel);
            Checks.pointer(path, "the path of an end rule");
            require(path != null || event != null || !when.isEmpty(), "an end rule needs a path, an event or a 'when'");
        }
    }
}
