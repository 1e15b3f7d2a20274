package io.cloakroom.proxy.engine.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What pings carry. A client's own bytes do not reach the origin, since nobody could inspect them: the origin gets a number instead, and
 * the client its bytes back in the pong. The origin's bytes come back to it only as the echo of a ping.
 */
final class Pings {

    private static final int MOST = 32;

    private final Map<Integer, byte[]> ofClient = new LinkedHashMap<>();
    private final Deque<byte[]> ofOrigin = new ArrayDeque<>();
    private int last;

    /** What a client's ping carries to the origin. */
    ByteBuf fromClient(ByteBuf payload) {
        if (!payload.isReadable()) {
            return Unpooled.EMPTY_BUFFER;
        }
        ofClient.put(++last, ByteBufUtil.getBytes(payload));
        if (ofClient.size() > MOST) {
            ofClient.remove(ofClient.keySet().iterator().next());
        }
        return Unpooled.copyInt(last);
    }

    /** What the origin's pong carries to the client. */
    ByteBuf answered(ByteBuf payload) {
        byte[] asked = payload.readableBytes() == Integer.BYTES
                ? ofClient.remove(payload.getInt(payload.readerIndex()))
                : null;
        return asked == null ? payload.retainedDuplicate() : Unpooled.wrappedBuffer(asked);
    }

    /** Remembers what the origin's ping carries. */
    void fromOrigin(ByteBuf payload) {
        ofOrigin.add(ByteBufUtil.getBytes(payload));
        if (ofOrigin.size() > MOST) {
            ofOrigin.remove();
        }
    }

    /** What the client's pong carries to the origin: what that sent itself, or nothing. */
    ByteBuf answeredByClient(ByteBuf payload) {
        byte[] bytes = ByteBufUtil.getBytes(payload);
        boolean asked = ofOrigin.stream().anyMatch(ping -> Arrays.equals(ping, bytes));
        return asked ? Unpooled.wrappedBuffer(bytes) : Unpooled.EMPTY_BUFFER;
    }
}
