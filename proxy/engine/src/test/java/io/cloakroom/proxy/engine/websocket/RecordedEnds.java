package io.cloakroom.proxy.engine.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Two connections that take everything; work elsewhere and timers run when told to. */
final class RecordedEnds implements Ends {

    private final int room;
    private final List<WebSocketFrame> origin = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();
    private int taken;
    private int ended;

    RecordedEnds(int room) {
        this.room = room;
    }

    /** Does what waits, and lets all time pass that anybody waits for. */
    void work() {
        while (!waiting.isEmpty() || !timers.isEmpty()) {
            Runnable next = waiting.isEmpty() ? timers.removeFirst() : waiting.remove();
            next.run();
        }
    }

    List<WebSocketFrame> takenByOrigin() {
        List<WebSocketFrame> frames = List.copyOf(origin);
        origin.clear();
        return frames;
    }

    int taken() {
        return taken;
    }

    int ended() {
        return ended;
    }

    @Override
    public void toClient(WebSocketFrame frame) {
        frame.release();
    }

    @Override
    public void toOrigin(WebSocketFrame frame) {
        origin.add(frame);
    }

    @Override
    public boolean clientTakes() {
        return true;
    }

    @Override
    public boolean originTakes() {
        return true;
    }

    @Override
    public void readClient(boolean on) {
        // Whoever drives this says more all the same.
    }

    @Override
    public void readOrigin(boolean on) {
        // Whoever drives this says more all the same.
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

    @Override
    public void end(String outcome, long bytesOut, long bytesIn) {
        ended++;
    }
}
