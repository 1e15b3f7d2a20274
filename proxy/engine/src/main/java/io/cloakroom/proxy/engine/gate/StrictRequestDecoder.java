package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.HeadBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder with two things it does not do: it marks a head as invalid when {@link HeadBytes} finds its bytes ambiguous, and it
 * closes a connection whose head trickles in (CWE-400, "slowloris").
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    private final long headMillis;
    private final HeadBytes head = new HeadBytes();
    private boolean inHead = true;
    private @Nullable ScheduledFuture<?> deadline;

    StrictRequestDecoder(Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.header())
                .setMaxHeaderSize(limits.header())
                .setMaxChunkSize(limits.header())
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
        this.headMillis = limits.deadlines().head().toMillis();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        int from = buffer.readerIndex();
        int before = out.size();
        super.decode(ctx, buffer, out);
        if (inHead) {
            watch(ctx, buffer, from);
        }
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request) {
                if (head.areAmbiguous()) {
                    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("ambiguous head")));
                }
                headEnds();
            }
            if (out.get(i) instanceof LastHttpContent) {
                inHead = true;
            }
        }
    }

    private void watch(ChannelHandlerContext ctx, ByteBuf buffer, int from) {
        int until = buffer.readerIndex();
        if (until > from && deadline == null) {
            deadline = ctx.executor().schedule(() -> ctx.close(), headMillis, TimeUnit.MILLISECONDS);
        }
        for (int i = from; i < until; i++) {
            head.next(buffer.getByte(i));
        }
    }

    private void headEnds() {
        inHead = false;
        head.reset();
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        headEnds();
        super.handlerRemoved0(ctx);
    }
}
