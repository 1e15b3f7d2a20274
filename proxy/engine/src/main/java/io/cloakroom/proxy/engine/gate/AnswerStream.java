package io.cloakroom.proxy.engine.gate;

import io.cloakroom.rules.wire.AnswerRestorer;
import io.netty.buffer.ByteBuf;
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

    /** How long a possible beginning of a placeholder may wait for its rest. */
    private static final long RELEASE_MILLIS = 200;

    private final ChannelHandlerContext ctx;
    private final AnswerRestorer restorer;
    private final BodyDecoder decoder;
    private final Runnable onBroken;
    private @Nullable ScheduledFuture<?> release;

    /** @param onBroken called when releasing text failed, from the timer */
    AnswerStream(ChannelHandlerContext ctx, AnswerRestorer restorer, BodyDecoder decoder, Runnable onBroken) {
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
        headers.remove(HttpHeaderNames.CONTENT_MD5);
        headers.remove("Digest");
        headers.remove("Content-Digest");
        headers.remove("Repr-Digest");
        HttpUtil.setTransferEncodingChunked(response, true);
    }

    /** Passes on what can go now; the content stays the caller's. */
    void chunk(HttpContent content, ChannelPromise promise) {
        byte[] now = restorer.push(decoder.decode(content.content()));
        stopRelease();
        release = ctx.executor().schedule(this::releaseHeld, RELEASE_MILLIS, TimeUnit.MILLISECONDS);
        if (now.length == 0) {
            promise.trySuccess();
        } else {
            ctx.write(content(now), promise);
        }
    }

    /** Passes on the rest and ends the answer; the content stays the caller's. */
    void last(LastHttpContent content, ChannelPromise promise) {
        stopRelease();
        send(restorer.push(decoder.decode(content.content())));
        send(restorer.push(decoder.finish()));
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

    private void releaseHeld() {
        try {
            byte[] held = restorer.release();
            if (held.length > 0) {
                ctx.writeAndFlush(content(held));
            }
        } catch (RuntimeException e) {
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
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
        return new DefaultHttpContent(buffer);
    }
}
