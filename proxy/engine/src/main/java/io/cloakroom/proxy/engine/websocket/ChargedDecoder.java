package io.cloakroom.proxy.engine.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/**
 * Counts what it holds of a frame that has not come whole against a budget: a frame may be as large as a message, and whoever sends it
 * may take as long as they like.
 */
final class ChargedDecoder extends WebSocket13FrameDecoder {

    private final Held held;
    private boolean refused;

    ChargedDecoder(WebSocketDecoderConfig config, Budget budget) {
        super(config);
        this.held = new Held(budget);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!refused) {
            super.decode(ctx, in, out);
        }
        try {
            held.become(refused ? 0 : in.readableBytes());
        } catch (EndedException e) {
            refused = true;
            held.giveBackAll();
            throw e;
        } finally {
            if (refused) {
                in.skipBytes(in.readableBytes());
            }
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        held.giveBackAll();
    }
}
