package io.cloakroom.proxy.engine.gate;

import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.StreamDecoder;
import io.cloakroom.rules.wire.site.Checksums;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of one answer on its way to the client: decoded, restored, and passed on chunk by chunk. */
final class AnswerStream {

    /** Before the tag of a body that may have other bytes. */
    private static final String WEAK = "W/";

    /** How long a possible beginning of a placeholder may wait for its rest. */
    private static final long RELEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ChannelHandlerContext ctx;
    private final AnswerRestorer restorer;
    private final StreamDecoder decoder;
    private final Runnable onBroken;
    private @Nullable ScheduledFuture<?> release;

    /** By the clock of the event loop, nanoseconds. */
    private long releaseAt;

    /** @param onBroken called when releasing text failed, from the timer */
    AnswerStream(ChannelHandlerContext ctx, AnswerRestorer restorer, StreamDecoder decoder, Runnable onBroken) {
        this.ctx = ctx;
        this.restorer = restorer;
        this.decoder = decoder;
        this.onBroken = onBroken;
    }

    /** Makes the head fit a body of another length and no coding. */
    static void fit(HttpResponse response) {
        HttpHeaders headers = response.headers();
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        headers.remove(HttpHeaderNames.CONTENT_ENCODING);
        headers.remove(HttpHeaderNames.ACCEPT_RANGES);
        headers.names().stream().filter(Checksums::named).forEach(headers::remove);
        String tag = headers.get(HttpHeaderNames.ETAG);
        if (tag != null && !tag.startsWith(WEAK)) {
            // It named other bytes of the same meaning (RFC 9110, section 8.8.1).
            headers.set(HttpHeaderNames.ETAG, WEAK + tag);
        }
        HttpUtil.setTransferEncodingChunked(response, true);
    }

    /**
     * Passes on what can go now; the content stays the caller's.
     *
     * @throws UninspectableException when the body is not in the coding it claims
     */
    void chunk(HttpContent content, ChannelPromise promise) throws UninspectableException {
        byte[] now = restorer.push(decoder.push(ByteBufUtil.getBytes(content.content())));
        releaseAt = ctx.executor().ticker().nanoTime() + RELEASE_NANOS;
        if (release == null) {
            releaseLater(RELEASE_NANOS);
        }
        if (now.length == 0) {
            promise.trySuccess();
        } else {
            ctx.write(content(now), promise);
        }
    }

    /**
     * Passes on the rest and ends the answer; the content stays the caller's.
     *
     * @throws UninspectableException when the body is not in the coding it claims
     */
    void last(LastHttpContent content, ChannelPromise promise) throws UninspectableException {
        stopRelease();
        send(restorer.push(decoder.push(ByteBufUtil.getBytes(content.content()))));
        send(restorer.finish());
        LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        end.trailingHeaders().add(content.trailingHeaders());
        ctx.write(end, promise);
    }

    /** Lets go of everything; nothing more is passed on. */
    void close() {
        stopRelease();
        decoder.close();
    }

    /** One timer for many pieces: what comes meanwhile only moves the time. */
    private void releaseLater(long nanos) {
        release = ctx.executor().schedule(this::releaseHeld, nanos, TimeUnit.NANOSECONDS);
    }

    private void releaseHeld() {
        release = null;
        long left = releaseAt - ctx.executor().ticker().nanoTime();
        if (left > 0) {
            releaseLater(left);
            return;
        }
        try {
            byte[] held = restorer.release();
            if (held.length > 0) {
                ctx.writeAndFlush(content(held));
            }
        } catch (Throwable e) {
            onBroken.run();
        }
    }

    private void send(byte[] bytes) {
        if (bytes.length > 0) {
            ctx.write(content(bytes));
        }
    }

    private void stopRelease() {
        if (release != null) {
            release.cancel(false);
            release = null;
        }
    }

    private static HttpContent content(byte[] bytes) {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(bytes));
    }
}
