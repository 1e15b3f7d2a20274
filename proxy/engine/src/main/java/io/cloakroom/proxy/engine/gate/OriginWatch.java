package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.tls.Impersonation;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.ConnectException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** On every connection to an origin: lets only vetted addresses be dialled, and reports what becomes of them. */
final class OriginWatch extends ChannelDuplexHandler {

    private final Impersonation tls;
    private @Nullable Dial dial;

    OriginWatch(Impersonation tls) {
        this.tls = tls;
    }

    @Override
    public void connect(
            ChannelHandlerContext ctx, SocketAddress remote, @Nullable SocketAddress local, ChannelPromise promise) {
        if (!(remote instanceof VettedAddress vetted) || !vetted.dial().mayConnect()) {
            promise.setFailure(new ConnectException("this address was not vetted for this connection"));
            return;
        }
        Dial current = vetted.dial();
        dial = current;
        current.connecting(ctx.channel());
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
        if (event instanceof SslHandshakeCompletionEvent handshake && dial != null) {
            if (handshake.isSuccess()) {
                SslHandler ssl = ctx.pipeline().get(SslHandler.class);
                dial.vouchedBy(tls.notRevoked(ssl.engine()));
            } else {
                dial.failed(handshake.cause());
            }
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
