package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;

/** On the connection to an origin that agreed to a WebSocket: tells the client's side what it cannot see from there. */
final class OriginFrames extends ChannelInboundHandlerAdapter {

    private final ClientGate gate;

    OriginFrames(ClientGate gate) {
        this.gate = gate;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CodecException) {
            gate.onLoop(() -> gate.running().unreadable(cause, false));
        } else {
            ctx.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        gate.onLoop(gate.running()::writable);
        ctx.fireChannelWritabilityChanged();
    }
}
