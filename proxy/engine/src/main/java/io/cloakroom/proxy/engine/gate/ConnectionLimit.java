package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Counts a client's connection, and closes it when there are too many. */
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private final Traffic traffic;
    private @Nullable InetAddress client;

    ConnectionLimit(Traffic traffic) {
        this.traffic = traffic;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress remote) {
            client = remote.getAddress();
        }
        if (client == null || !traffic.connected(client)) {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (client != null) {
            traffic.disconnected(client);
        }
        ctx.fireChannelInactive();
    }
}
