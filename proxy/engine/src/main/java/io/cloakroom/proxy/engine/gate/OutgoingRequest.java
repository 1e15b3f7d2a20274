package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.guard.RequestGuard;
import io.cloakroom.proxy.engine.websocket.Handshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A decided request on its way to the origin, framed anew. */
final class OutgoingRequest {

    /** LittleProxy copies complete requests; a larger body goes separately, uncopied. */
    private static final int COPIED = 64 * 1024;

    /** Handed over at once; the next when the origin has taken it, since every byte is copied to be encrypted. */
    private static final int PIECE = 1024 * 1024;

    private static final byte[] NOTHING = {};

    /** What {@link io.cloakroom.rules.wire.coding.StreamDecoder} can undo. */
    private static final Set<String> KNOWN_CODINGS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "identity");

    /** An entity tag, weak or not (RFC 9110, section 8.8.3). */
    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

    private final ClientGate gate;
    private final HttpRequest head;
    private final Runnable onSent;
    private byte[] body;
    private int at;
    private boolean sending;

    OutgoingRequest(
            ClientGate gate,
            HttpRequest asked,
            Authority authority,
            Forward forward,
            @Nullable Handshake handshake,
            Runnable onSent) {
        this.gate = gate;
        this.onSent = onSent;
        this.body = forward.body();
        HttpHeaders headers = forward.headers().copy();
        RequestGuard.strip(headers);
        boolean framed = asked.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || asked.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        headers.remove(HttpHeaderNames.EXPECT);
        askForStrongTags(headers);
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        if (framed || body.length > 0) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        acceptOnlyKnownCodings(headers);
        if (handshake != null) {
            handshake.ask(headers);
        }
        String uri = gate.isInside() ? forward.target() : "http://" + authority + forward.target();
        this.head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, asked.method(), uri, headers);
    }

    void send() {
        if (gate.isInside() && body.length <= COPIED) {
            gate.fire(new DefaultFullHttpRequest(
                    head.protocolVersion(),
                    head.method(),
                    head.uri(),
                    Unpooled.wrappedBuffer(body),
                    head.headers(),
                    EmptyHttpHeaders.INSTANCE));
            sent();
            return;
        }
        // LittleProxy blocks the event loop on a body while it is still connecting.
        sending = true;
        gate.fire(head);
    }

    /** The origin takes more. */
    void goOn() {
        if (sending) {
            sendPiece();
        }
    }

    private void sendPiece() {
        int length = gate.isInside() ? Math.min(PIECE, body.length - at) : body.length;
        ByteBuf piece = Unpooled.wrappedBuffer(body, at, length);
        at += length;
        if (at == body.length) {
            gate.fire(new DefaultLastHttpContent(piece));
            sent();
            return;
        }
        gate.fire(new DefaultHttpContent(piece));
        // Nothing, behind the piece: it is written when the piece is.
        gate.dial().channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(taken -> {
            if (taken.isSuccess()) {
                gate.onLoop(this::goOn);
            }
        });
    }

    /** A body is not kept for as long as its answer takes. */
    private void sent() {
        sending = false;
        body = NOTHING;
        onSent.run();
    }

    /** Sends no more, and says whether that leaves the request behind incomplete. */
    boolean stop() {
        boolean incomplete = sending;
        sending = false;
        body = NOTHING;
        return incomplete;
    }

    /** Weak ones never match (RFC 9110, section 13.1.1), and the origin's own was made weak on its way to the client. */
    private static void askForStrongTags(HttpHeaders headers) {
        List<String> tags = headers.getAll(HttpHeaderNames.IF_MATCH);
        if (!tags.isEmpty()) {
            headers.set(
                    HttpHeaderNames.IF_MATCH,
                    tags.stream().map(tag -> TAG.matcher(tag).replaceAll("$1")).toList());
        }
    }

    /** An answer in a coding that cannot be undone could not be restored. */
    private static void acceptOnlyKnownCodings(HttpHeaders headers) {
        String accepted = headers.get(HttpHeaderNames.ACCEPT_ENCODING);
        if (accepted == null) {
            return;
        }
        String known = Arrays.stream(accepted.split(",", -1))
                .map(String::strip)
                .filter(coding -> KNOWN_CODINGS.contains(
                        coding.replaceFirst("\\s*;.*", "").toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, known.isEmpty() ? HttpHeaderValues.IDENTITY.toString() : known);
    }
}
