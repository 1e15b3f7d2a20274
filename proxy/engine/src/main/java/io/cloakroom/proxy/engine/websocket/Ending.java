package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.guard.Failure;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.nio.charset.StandardCharsets;

/**
 * Why this proxy ends a WebSocket, as the other end is told.
 *
 * @param code status code (RFC 6455 7.4.1 and IANA's registry)
 * @param reason what a person can read, at most 123 bytes of UTF-8; longer ones are cut
 */
record Ending(int code, String reason) {

    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int NOT_CONSISTENT = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int INTERNAL = 1011;
    static final int TRY_LATER = 1013;
    static final int BAD_GATEWAY = 1014;

    static final Ending TOO_LARGE = new Ending(TOO_BIG, "This message is too large to be checked; it was not sent.");
    static final Ending NO_TEXT = new Ending(NOT_CONSISTENT, "A text message is not UTF-8.");
    static final Ending TOO_BUSY =
            new Ending(TRY_LATER, "Cloakroom is too busy to check this message; it was not passed on. Try again.");
    static final Ending TOO_SLOW =
            new Ending(TRY_LATER, "Checking this message took too long; it was not sent. Try again.");
    private static final Ending UNCHECKED =
            new Ending(INTERNAL, "Cloakroom could not check this message, so it was not passed on. Try again.");
    private static final Ending UNRECORDED = new Ending(
            TRY_LATER, "This message could not be recorded, so it was not sent. Tell the people who run this proxy.");
    static final Ending IDLE = new Ending(GOING_AWAY, "Nothing was said for a long time.");
    static final Ending STOPPING = new Ending(GOING_AWAY, "Cloakroom is stopping. Try again in a moment.");

    private static final int LONGEST_REASON = 123;

    Ending {
        reason = cut(reason);
    }

    /** What a failed look at a message becomes. */
    static Ending undecided(Throwable failure) {
        return switch (Failure.of(failure, "a WebSocket was closed because a message could not be checked")) {
            case BUSY -> TOO_BUSY;
            case UNRECORDED -> UNRECORDED;
            case UNCHECKED -> UNCHECKED;
        };
    }

    /** What frames that cannot be read become. */
    static Ending unreadable(Throwable failure) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case CorruptedWebSocketFrameException bad ->
                new Ending(bad.closeStatus().code(), "A frame breaks the rules of RFC 6455.");
            case TooLongFrameException big -> TOO_LARGE;
            case EndedException ended -> ended.ending();
            case DecompressionException bad
            when String.valueOf(bad.getMessage()).contains("maximum size") -> TOO_LARGE;
            default -> new Ending(NOT_CONSISTENT, "A message is not compressed as was agreed.");
        };
    }

    /** What the other side is told of it. */
    Ending elsewhere(boolean atOrigin) {
        return atOrigin
                ? new Ending(GOING_AWAY, "")
                : new Ending(BAD_GATEWAY, "The site sent what cannot be understood, so the connection ends.");
    }

    CloseWebSocketFrame frame() {
        return new CloseWebSocketFrame(code, reason);
    }

    /** At most as many bytes as fit, and no half character. */
    static String cut(String reason) {
        String cut = reason;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
            int less = Math.max(1, (cut.getBytes(StandardCharsets.UTF_8).length - LONGEST_REASON) / 4);
            int end = cut.length() - less;
            cut = cut.substring(0, Character.isLowSurrogate(cut.charAt(end)) ? end - 1 : end);
        }
        return cut;
    }
}
