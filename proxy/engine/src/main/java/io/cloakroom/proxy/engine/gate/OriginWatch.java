package io.cloakroom.proxy.engine.gate;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.ConnectException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** On every connection to an origin: lets only vetted addresses be dialled, and reports what becomes of them. */
final class OriginWatch extends ChannelDuplexHandler {

    private @Nullable Dial dial;

    @Override
    public void connect(
            ChannelHandlerContext ctx, SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
        if (!(remote instanceof VettedAddress vetted) || !vetted.dial().mayConnect()) {
            promise.setFailure(new ConnectException("this address was not vetted for this connection"));
            return;
        }
        Dial current = vetted.dial();
        dial = current;
        // A promise of our own, so that the reason is known before LittleProxy acts on the failure.
        ctx.connect(remote, local).addListener(result -> {
            if (result.isSuccess()) {
                promise.setSuccess();
            } else {
                current.failed(result.cause());
                promise.setFailure(result.cause());
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess() && dial != null) {
            dial.failed(handshake.cause());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (dial != null) {
            dial.closed();
        }
        ctx.fireChannelInactive();
    }
}
