package io.cloakroom.proxy.engine.websocket;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how messages are compressed on each side (permessage-deflate, RFC 7692). Each side is a negotiation of its own: the origin
 * is offered what the client offered, and the client is answered only when the origin agreed.
 *
 * <p>A side that asks for a smaller window than Java's deflater can be held to gets its messages uncompressed, which every agreement
 * allows (RFC 7692 6).
 */
final class Compression {

    static final Compression NONE = new Compression(null, null, "");

    private static final String NAME = "permessage-deflate";
    private static final int LEVEL = 6;
    private static final int FULL_WINDOW = 15;
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    private final @Nullable WebSocketClientExtension toOrigin;
    private final @Nullable WebSocketServerExtension toClient;
    private final String answer;
    private boolean compressesToOrigin = true;
    private boolean compressesToClient = true;

    private Compression(
            @Nullable WebSocketClientExtension toOrigin, @Nullable WebSocketServerExtension toClient, String answer) {
        this.toOrigin = toOrigin;
        this.toClient = toClient;
        this.answer = answer;
    }

    /** Those of a client's offers that can be kept, as they are written; any other extension is left out. */
    static String offers(List<String> headers) {
        return headers.stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .filter(offer -> offer.split(";", -1)[0].strip().equals(NAME))
                .collect(Collectors.joining(", "));
    }

    /**
     * @param offers what the origin was offered, or {@code ""}
     * @param answers what it answered
     * @param largest message after decompression, bytes
     * @throws ProtocolException when it answered what it was not offered
     */
    static Compression agreed(String offers, List<String> answers, int largest) throws ProtocolException {
        if (answers.isEmpty()) {
            return NONE;
        }
        List<WebSocketExtensionData> chosen = WebSocketExtensionUtil.extractExtensions(String.join(",", answers));
        WebSocketClientExtension toOrigin =
                offers.isEmpty() || chosen.size() != 1 ? null : accepted(chosen.getFirst(), largest);
        if (toOrigin == null) {
            throw new ProtocolException("an answer with a WebSocket extension nobody offered");
        }
        for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(offers)) {
            WebSocketServerExtension toClient = granted(offer, largest);
            if (toClient != null) {
                WebSocketExtensionData reply = toClient.newReponseData();
                Compression both = new Compression(toOrigin, toClient, written(reply));
                both.compressesToOrigin = isFull(chosen.getFirst().parameters().get(CLIENT_WINDOW));
                both.compressesToClient = isFull(reply.parameters().get(SERVER_WINDOW));
                return both;
            }
        }
        throw new ProtocolException("an answer to an offer of a WebSocket extension that makes no sense");
    }

    private static boolean isFull(@Nullable String window) {
        return window == null || window.equals(String.valueOf(FULL_WINDOW));
    }

    private static @Nullable WebSocketClientExtension accepted(WebSocketExtensionData answer, int largest) {
        try {
            return new PerMessageDeflateClientExtensionHandshaker(LEVEL, true, FULL_WINDOW, true, false, largest)
                    .handshakeExtension(answer);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable WebSocketServerExtension granted(WebSocketExtensionData offer, int largest) {
        try {
            return new PerMessageDeflateServerExtensionHandshaker(LEVEL, true, FULL_WINDOW, true, false, largest)
                    .handshakeExtension(offer);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String written(WebSocketExtensionData reply) {
        StringBuilder text = new StringBuilder(NAME);
        for (Map.Entry<String, String> parameter : reply.parameters().entrySet()) {
            text.append("; ").append(parameter.getKey());
            if (parameter.getValue() != null) {
                text.append('=').append(parameter.getValue());
            }
        }
        return text.toString();
    }

    /** What the client is answered, or {@code ""} when nothing is compressed. */
    String answer() {
        return answer;
    }

    boolean isAgreed() {
        return toOrigin != null;
    }

    /** What undoes the compression of messages from one side, or null. */
    @Nullable
    ChannelHandler inflater(boolean fromClient) {
        if (fromClient) {
            return toClient == null ? null : toClient.newExtensionDecoder();
        }
        return toOrigin == null ? null : toOrigin.newExtensionDecoder();
    }

    /** What compresses messages to one side, or null when they go as they are. */
    @Nullable
    ChannelHandler deflater(boolean fromClient) {
        if (fromClient) {
            return toClient == null || !compressesToClient ? null : toClient.newExtensionEncoder();
        }
        return toOrigin == null || !compressesToOrigin ? null : toOrigin.newExtensionEncoder();
    }
}
