package io.cloakroom.proxy.engine.websocket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** How frames are read and written on both sides of one WebSocket. */
public final class Agreement {

    private static final int RSV1 = 4;

    private final Compression compression;
    private final int largest;
    private final Budget budget;

    Agreement(Compression compression, int largest, Budget budget) {
        this.compression = compression;
        this.largest = largest;
        this.budget = budget;
    }

    /**
     * Puts in front of a handler what makes frames of bytes and bytes of frames. Frames come out checked (RFC 6455 5) and no longer
     * compressed; what is wrong with them comes as an exception.
     *
     * @param before the handler that sees frames
     * @param client whether the other end is a client, whose frames are masked; else frames to it are, each with a key of its own
     */
    public void install(ChannelPipeline pipeline, String before, boolean client) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(client)
                .allowExtensions(compression.isAgreed())
                .maxFramePayloadLength(largest)
                .closeOnProtocolViolation(false)
                .build();
        pipeline.addBefore(before, "ws-decoder", new ChargedDecoder(config, budget));
        pipeline.addBefore(before, "ws-encoder", new WebSocket13FrameEncoder(!client));
        pipeline.addBefore(before, "ws-bits", new ReservedBits());
        add(pipeline, before, "ws-inflater", compression.inflater(client));
        add(pipeline, before, "ws-deflater", compression.deflater(client));
    }

    private static void add(ChannelPipeline pipeline, String before, String name, @Nullable ChannelHandler handler) {
        if (handler != null) {
            pipeline.addBefore(before, name, handler);
        }
    }

    /** Netty lets all reserved bits pass once any extension is agreed; only the first one of a message means something (RFC 7692 6). */
    private static final class ReservedBits extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof WebSocketFrame frame && frame.rsv() != 0) {
                boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
                if (frame.rsv() != RSV1 || !begins) {
                    ReferenceCountUtil.release(message);
                    ctx.fireExceptionCaught(new CorruptedWebSocketFrameException(
                            WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit that means nothing"));
                    return;
                }
            }
            ctx.fireChannelRead(message);
        }
    }
}
