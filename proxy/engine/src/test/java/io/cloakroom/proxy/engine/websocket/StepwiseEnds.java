package io.cloakroom.proxy.engine.websocket;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two connections of a WebSocket that note what they are sent; messages are looked at when a test says so. */
final class StepwiseEnds implements Ends {

    final List<String> client = new ArrayList<>();
    final List<String> origin = new ArrayList<>();
    final Deque<Runnable> waiting = new ArrayDeque<>();
    boolean readsClient = true;
    boolean readsOrigin = true;
    boolean clientTakes = true;
    boolean originTakes = true;
    int taken;
    int room = Integer.MAX_VALUE;
    final List<Runnable> timers = new ArrayList<>();
    long bytesOut;
    int ended;

    @Nullable
    String outcome;

    static String said(WebSocketFrame frame) {
        try {
            String text = frame instanceof CloseWebSocketFrame close
                    ? close.statusCode() + " " + close.reasonText()
                    : frame.content().toString(StandardCharsets.UTF_8);
            return frame.getClass().getSimpleName().replace("WebSocketFrame", " ") + text;
        } finally {
            frame.release();
        }
    }

    @Override
    public void toClient(WebSocketFrame frame) {
        client.add(said(frame));
    }

    @Override
    public void toOrigin(WebSocketFrame frame) {
        origin.add(said(frame));
    }

    @Override
    public boolean clientTakes() {
        return clientTakes;
    }

    @Override
    public boolean originTakes() {
        return originTakes;
    }

    @Override
    public void readClient(boolean on) {
        readsClient = on;
    }

    @Override
    public void readOrigin(boolean on) {
        readsOrigin = on;
    }

    @Override
    public <T> CompletableFuture<T> elsewhere(int bytes, Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        waiting.add(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Override
    public void onLoop(Runnable task) {
        task.run();
    }

    @Override
    public Runnable after(long time, TimeUnit unit, Runnable task) {
        timers.add(task);
        return () -> timers.remove(task);
    }

    @Override
    public boolean take(int bytes) {
        boolean fits = taken + bytes <= room;
        taken += fits ? bytes : 0;
        return fits;
    }

    @Override
    public void giveBack(int bytes) {
        taken -= bytes;
    }

    /** Does what waits, and lets all time pass that anybody waits for. */
    void work() {
        while (!waiting.isEmpty() || !timers.isEmpty()) {
            Runnable next = waiting.isEmpty() ? timers.removeFirst() : waiting.remove();
            next.run();
        }
    }

    @Override
    public void end(String how, long out, long in) {
        ended++;
        outcome = how;
        bytesOut = out;
    }
}
