package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.MessageFlow.Message;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes whole messages of the frames of one direction, which come in an order that was checked. */
final class Collector {

    private final int largest;
    private @Nullable ByteArrayOutputStream fragments;
    private boolean text;

    /** @param largest message, bytes */
    Collector(int largest) {
        this.largest = largest;
    }

    /** Bytes held of a message that is not complete. */
    int held() {
        return fragments == null ? 0 : fragments.size();
    }

    /**
     * Takes a frame with data, which stays the caller's.
     *
     * @return the message it completes, or null
     * @throws EndedException when there is too much of it, or a text is none
     */
    @Nullable
    Message add(WebSocketFrame frame) throws EndedException {
        byte[] bytes = ByteBufUtil.getBytes(frame.content());
        ByteArrayOutputStream before = fragments;
        if (held() + (long) bytes.length > largest) {
            throw new EndedException(Ending.TOO_LARGE);
        }
        if (before == null) {
            text = frame instanceof TextWebSocketFrame;
            if (frame.isFinalFragment()) {
                return message(bytes);
            }
            before = new ByteArrayOutputStream();
            fragments = before;
        }
        before.writeBytes(bytes);
        if (!frame.isFinalFragment()) {
            return null;
        }
        fragments = null;
        return message(before.toByteArray());
    }

    private Message message(byte[] bytes) throws EndedException {
        if (text && !isUtf8(bytes)) {
            throw new EndedException(Ending.NO_TEXT);
        }
        return new Message(text, bytes);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
