package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.MessageFlow;
import io.cloakroom.proxy.engine.websocket.Agreement;
import io.cloakroom.proxy.engine.websocket.Ends;
import io.cloakroom.proxy.engine.websocket.Relay;
import io.cloakroom.proxy.engine.websocket.SocketLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a request becomes whose origin agreed to a WebSocket: from here on frames pass, until both sides have said goodbye. */
final class SocketExchange extends Exchange implements Ends {

    private final ClientGate gate;
    private final Agreement agreement;
    private final FlowEnd end;
    private final String user;
    private final Relay relay;
    private final Runnable onStop = this::stop;
    private final List<WebSocketFrame> waiting = new ArrayList<>();
    private boolean switched;

    SocketExchange(ClientGate gate, Agreement agreement, MessageFlow flow, FlowEnd end, String user) {
        this.gate = gate;
        this.agreement = agreement;
        this.end = end;
        this.user = user;
        Limits limits = gate.services().limits();
        SocketLimits socket = new SocketLimits(
                limits.bodies().inMemory(),
                limits.sockets().queue(),
                limits.deadlines().decision());
        this.relay = new Relay(this, flow, socket);
    }

    /**
     * Tells the client that the origin agreed. In the same turn the client's bytes become frames: its first ones may be there already,
     * and must not be taken for a request.
     */
    void open(HttpResponse agreed, ChannelPromise promise) {
        gate.pass(agreed, promise);
        ChannelPipeline pipeline = gate.ctx().pipeline();
        agreement.install(pipeline, Gates.GATE, true);
        pipeline.remove(Gates.ENCODER);
        pipeline.remove(Gates.DECODER);
        gate.services().traffic().onStop(onStop);
        // LittleProxy, on the origin's loop, learns only after this write that no more HTTP comes: a frame that reached
        // it
        // before would end the connection.
        gate.dial().channel().eventLoop().execute(() -> onLoop(this::switched));
    }

    private void switched() {
        switched = true;
        waiting.forEach(gate::fire);
        waiting.clear();
        relay.writable();
    }

    private void stop() {
        gate.onLoop(relay::stop);
    }

    void fromClient(WebSocketFrame frame) {
        relay.fromClient(frame);
    }

    void unreadable(Throwable cause, boolean client) {
        relay.unreadable(cause, client);
    }

    void writable() {
        relay.writable();
    }

    void idle() {
        relay.idle();
    }

    @Override
    void begin() {
        // The request it was has begun.
    }

    @Override
    boolean wantsContent() {
        return false;
    }

    @Override
    void content(HttpContent content) {
        content.release();
    }

    @Override
    void write(Object message, ChannelPromise promise) {
        promise.trySuccess();
        if (message instanceof WebSocketFrame frame) {
            relay.fromOrigin(frame);
        } else {
            // The empty rest of the answer that agreed.
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    void requestSending() {
        // It was sent before this began.
    }

    @Override
    void originGone() {
        relay.originGone();
    }

    @Override
    void clientGone() {
        relay.clientGone();
    }

    // What the relay needs.

    @Override
    public void toClient(WebSocketFrame frame) {
        gate.ctx().writeAndFlush(frame).addListener(written -> relay.writable());
    }

    @Override
    public void toOrigin(WebSocketFrame frame) {
        if (switched) {
            gate.fire(frame);
        } else {
            waiting.add(frame);
        }
    }

    @Override
    public boolean clientTakes() {
        return gate.ctx().channel().isWritable();
    }

    @Override
    public boolean originTakes() {
        return switched && gate.dial().channel().isWritable();
    }

    @Override
    public void readClient(boolean on) {
        read(gate.ctx().channel(), on);
    }

    @Override
    public void readOrigin(boolean on) {
        read(gate.dial().channel(), on);
    }

    private static void read(Channel channel, boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    @Override
    public <T> CompletableFuture<T> elsewhere(int bytes, Callable<T> task) {
        return gate.services().lanes().analyse(bytes, task);
    }

    @Override
    public void onLoop(Runnable task) {
        gate.onLoop(task);
    }

    @Override
    public Runnable after(long time, TimeUnit unit, Runnable task) {
        ScheduledFuture<?> timer = gate.ctx().executor().schedule(task, time, unit);
        return () -> timer.cancel(false);
    }

    @Override
    public boolean take(int bytes) {
        return gate.services().traffic().bodies().take(user, bytes);
    }

    @Override
    public void giveBack(int bytes) {
        gate.services().traffic().bodies().giveBack(user, bytes);
    }

    @Override
    public void end(String outcome, long bytesOut, long bytesIn) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        Traffic traffic = gate.services().traffic();
        traffic.noMoreStops(onStop);
        traffic.socketEnded(user);
        end.end(HttpResponseStatus.SWITCHING_PROTOCOLS.code(), bytesOut, bytesIn, outcome);
        gate.finished();
        gate.close();
    }
}
