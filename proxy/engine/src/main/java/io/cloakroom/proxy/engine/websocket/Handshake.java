package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.guard.Refusal;
import io.cloakroom.proxy.engine.guard.RefusedException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A client's request to open a WebSocket, and whether the origin's answer fits it (RFC 6455 4.1 and 4.2). Immutable. */
public final class Handshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private final String key;
    private final List<String> protocols;
    private final String offers;
    private final int largest;
    private final Budget budget;

    private Handshake(String key, List<String> protocols, String offers, int largest, Budget budget) {
        this.key = key;
        this.protocols = protocols;
        this.offers = offers;
        this.largest = largest;
        this.budget = budget;
    }

    /** Whether the headers of a request mean to open a WebSocket. */
    public static boolean isAskedFor(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /**
     * @param largest message that is inspected, bytes
     * @param budget for what is held of frames that come in pieces
     * @throws RefusedException when it is no handshake of the one version there is
     */
    public static Handshake of(HttpRequest request, int largest, Budget budget) throws RefusedException {
        HttpHeaders headers = request.headers();
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        if (!request.method().equals(HttpMethod.GET)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || keys.size() != 1
                || !isKey(keys.getFirst())) {
            throw new RefusedException(Refusal.malformed(400, "It is not a valid request for a WebSocket."));
        }
        if (!headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
            throw new RefusedException(Refusal.malformed(426, "It asks for a version of WebSocket other than 13."));
        }
        List<String> protocols = tokens(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
        String offers = Compression.offers(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        return new Handshake(keys.getFirst(), protocols, offers, largest, budget);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> tokens(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /** Makes headers, from which everything about one connection was stripped, ask the origin for a WebSocket. */
    public void ask(HttpHeaders outgoing) {
        outgoing.set(HttpHeaderNames.CONNECTION, "Upgrade");
        outgoing.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        if (offers.isEmpty()) {
            outgoing.remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        } else {
            outgoing.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, offers);
        }
    }

    /**
     * Checks the origin's agreement and makes it one the client understands, whatever reason phrase it came with.
     *
     * @param answer with status 101; changed
     * @throws ProtocolException when it does not fit what was asked
     */
    public Agreement agree(HttpResponse answer) throws ProtocolException {
        HttpHeaders headers = answer.headers();
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT).equals(List.of(accept()))) {
            throw new ProtocolException("an answer that does not agree to the WebSocket that was asked for");
        }
        List<String> chosen = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (chosen.size() > 1 || !protocols.containsAll(chosen)) {
            throw new ProtocolException("an answer with a WebSocket subprotocol nobody asked for");
        }
        Compression compression =
                Compression.agreed(offers, headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS), largest);
        headers.remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (!compression.answer().isEmpty()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, compression.answer());
        }
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.CONNECTION, "Upgrade");
        // LittleProxy compares identities.
        answer.setStatus(HttpResponseStatus.SWITCHING_PROTOCOLS);
        return new Agreement(compression, largest, budget);
    }

    /** What the origin must say to show that it understood (RFC 6455 4.2.2). */
    private String accept() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
