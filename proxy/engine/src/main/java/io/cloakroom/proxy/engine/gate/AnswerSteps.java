package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/** Where each part of what comes back for a client goes, by what its connection is doing. */
final class AnswerSteps {

    private final ClientGate gate;
    private final Replies replies;
    private final ConnectSteps connects;

    AnswerSteps(ClientGate gate, Replies replies, ConnectSteps connects) {
        this.gate = gate;
        this.replies = replies;
        this.connects = connects;
    }

    /** Takes a part of what LittleProxy writes to the client. */
    void take(Object message, ChannelPromise promise) {
        Phase phase = gate.phase();
        boolean http = message instanceof HttpObject;
        Exchange exchange = gate.running().exchange();
        if (phase == Phase.TUNNEL && message instanceof ByteBuf bytes) {
            connects.received(bytes.readableBytes());
            gate.ctx().write(message, promise);
        } else if (phase == Phase.CONNECTING && message instanceof HttpResponse response) {
            connects.answered(response, promise);
        } else if (http && replies.explaining()) {
            // What an origin says after an answer that was no answer.
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        } else if (exchange != null && phase != Phase.CLOSING) {
            exchange.write(message, promise);
        } else if (http || message instanceof WebSocketFrame) {
            // An answer to nothing: LittleProxy repeating itself, or an origin trying to answer the next request in
            // advance.
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            if (phase == Phase.INSIDE || phase == Phase.OPEN) {
                gate.close();
            }
        } else {
            gate.ctx().write(message, promise);
        }
    }
}
