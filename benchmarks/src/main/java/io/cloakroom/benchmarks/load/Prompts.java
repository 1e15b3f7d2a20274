package io.cloakroom.benchmarks.load;

import io.cloakroom.benchmarks.Texts;
import io.cloakroom.rules.wire.json.JsonStrings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests to the OpenAI API, as bytes ready to be sent. */
final class Prompts {

    static final String HOST = "api.openai.com";

    /** Says how many events the origin answers with. */
    static final String EVENTS = "load-events";

    /** Says how many milliseconds lie between them. */
    static final String EVERY = "load-every";

    /** Of every WebSocket: the same, so that the answer to it is (RFC 6455, section 1.3). */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private static final String ITEM = """
            {"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text",\
            "text":"%s"}]}}""";

    /** Makes bodies of 2 KB. */
    private static final int PROMPT = 1_900;

    private static final String CHAT = """
            {"model":"gpt-4o","temperature":0.2,"messages":[{"role":"system","content":"You answer briefly."},\
            {"role":"user","content":"%s"}]}""";

    /** No two texts of a run are the same, whichever process they are sent to. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private Prompts() {}

    /** Makes one request after the other; used by one thread at a time. */
    @FunctionalInterface
    interface Source {
        ByteBuf next(ByteBufAllocator allocator);

        /** What is sent once before all others and answered with 101, so that they are frames; null when they are requests. */
        default @Nullable Source opening() {
            return null;
        }
    }

    /** A text of the length of a prompt that no analyzer has seen. */
    static String text() {
        return Texts.unseen(Texts.personal(PROMPT), NUMBERS.getAndIncrement());
    }

    /** The same prompt every time. */
    static Source seen() {
        return always(chat(text(), ""));
    }

    /** A prompt with another last word every time. */
    static Source unseen() {
        return unseen(PROMPT);
    }

    /** @param length of the text, characters */
    static Source unseen(int length) {
        return varying(chat(Texts.unseen(Texts.personal(length), 0), ""));
    }

    /** The same bytes with another last word every time. */
    private static Source varying(byte[] ascii) {
        // Characters and bytes have the same offsets.
        int lastWord = new String(ascii, StandardCharsets.US_ASCII).lastIndexOf(Texts.word(0));
        return allocator -> allocator
                .buffer(ascii.length)
                .writeBytes(ascii)
                .setBytes(lastWord, Texts.word(NUMBERS.getAndIncrement()).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Messages on a WebSocket to the Realtime API, each with another last word.
     *
     * @param length of the text, characters
     */
    static Source frames(int length) {
        byte[] message = ITEM.formatted(JsonStrings.encode(Texts.unseen(Texts.personal(length), 0)))
                .getBytes(StandardCharsets.US_ASCII);
        // Final text frame; length in 16 bits, masked with zeros (RFC 6455, section 5.2).
        ByteBuffer frame =
                ByteBuffer.allocate(8 + message.length).put((byte) 0x81).put((byte) 0xfe);
        Source frames = varying(
                frame.putShort((short) message.length).putInt(0).put(message).array());
        Source opening = always(("GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\nHost: " + HOST
                        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + KEY + "\r\nAuthorization: Bearer example\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return new Source() {
            @Override
            public ByteBuf next(ByteBufAllocator allocator) {
                return frames.next(allocator);
            }

            @Override
            public Source opening() {
                return opening;
            }
        };
    }

    /** Tokens as numbers, which some programs send to be embedded: a body of 2 KB in which there is no text to inspect. */
    static Source numbers() {
        String numbers = IntStream.range(0, 330)
                .mapToObj(i -> Integer.toString(10_000 + 7 * i))
                .collect(Collectors.joining(","));
        return always(post("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[" + numbers + "]}", ""));
    }

    /** A prompt whose answer is streamed. */
    static Source stream(int events, Duration every) {
        return always(chat(
                text(),
                "Accept: text/event-stream\r\n" + EVENTS + ": " + events + "\r\n" + EVERY + ": " + every.toMillis()
                        + "\r\n"));
    }

    /** A request without a body. */
    static Source get() {
        return always(("GET /v1/files HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static Source always(byte[] request) {
        return allocator -> Unpooled.wrappedBuffer(request);
    }

    private static byte[] chat(String text, String headers) {
        return post("/v1/chat/completions", CHAT.formatted(JsonStrings.encode(text)), headers);
    }

    private static byte[] post(String target, String body, String headers) {
        return ("POST " + target + " HTTP/1.1\r\nHost: " + HOST
                        + "\r\nUser-Agent: load\r\nAuthorization: Bearer example\r\nContent-Type: application/json\r\n"
                        + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
