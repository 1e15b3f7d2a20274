package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects one request body within its limit and the budgets: in memory, or piece by piece on disk when it is large. Large ones are
 * analysed one after the other, each once there is room for it in memory.
 */
final class BodyCollector {

    private static final int INITIAL = 1024;

    /** What is kept in memory of a large one, bytes. */
    private static final int PIECE = 256 * 1024;

    private static final long ROOM_EVERY_MILLIS = 50;

    private final ClientGate gate;
    private final Limits.Bodies limits;
    private final BodyBudget memory;
    private final BodyBudget disk;
    private final BodyBudget room;
    private final AtomicInteger loaded = new AtomicInteger();
    private final String user;
    private ByteBuf buffer = Unpooled.buffer(INITIAL);
    private int received;
    private int held;
    private int spooled;
    private boolean large;
    private boolean storing;
    private volatile boolean freed;
    private @Nullable Future<?> analysing;
    private Spool.@Nullable Body file;

    /** What became of a part. */
    enum Added {
        FITS,
        OVER_LIMIT,
        OVER_BUDGET
    }

    /** What is done with a complete body, off the event loop. */
    interface Analysis<T> {
        T of(byte[] body) throws Exception;
    }

    /** @param announced bytes it is said to have, 0 when nothing is said */
    BodyCollector(ClientGate gate, String user, long announced) {
        GateServices services = gate.services();
        this.gate = gate;
        this.user = user;
        this.limits = services.limits().bodies();
        this.memory = services.traffic().bodies();
        this.disk = services.traffic().spooled();
        this.room = services.traffic().loaded();
        this.large = announced > limits.inMemory();
    }

    Added add(ByteBuf part) {
        int length = part.readableBytes();
        if (length > limits.one() - received) {
            return Added.OVER_LIMIT;
        }
        if (length > 0 && !memory.take(user, length)) {
            return Added.OVER_BUDGET;
        }
        held += length;
        received += length;
        buffer.writeBytes(part);
        large |= received > limits.inMemory();
        return Added.FITS;
    }

    /** Whether a part has to be written to disk before more is taken. */
    boolean isFull() {
        return large && buffer.readableBytes() >= PIECE;
    }

    /** Whether a part is being written to disk. */
    boolean isStoring() {
        return storing;
    }

    /**
     * Writes what is in memory to disk.
     *
     * @param then called when that is done, with the reason when it failed, unless the body was freed meanwhile
     * @return whether there is room on disk; nothing is written otherwise
     */
    boolean store(Consumer<@Nullable Throwable> then) {
        ByteBuffer piece = buffer.nioBuffer();
        int length = piece.remaining();
        if (!disk.take(user, length)) {
            return false;
        }
        spooled += length;
        buffer = Unpooled.buffer(PIECE);
        storing = true;
        Spool.@Nullable Body begun = file;
        gate.services()
                .lanes()
                .store(() -> added(begun, piece))
                .whenComplete((stored, failure) -> gate.onLoop(() -> {
                    storing = false;
                    if (freed) {
                        discard(stored);
                        return;
                    }
                    file = stored == null ? file : stored;
                    memory.giveBack(user, length);
                    held -= length;
                    then.accept(failure);
                }));
        return true;
    }

    private Spool.Body added(Spool.@Nullable Body begun, ByteBuffer piece) throws IOException {
        Spool.Body body = begun == null ? gate.services().spool().begin() : begun;
        try {
            body.add(piece);
            return body;
        } catch (IOException e) {
            body.close();
            throw e;
        }
    }

    /** Analyses it. What is freed before its turn never completes, and what is freed meanwhile is interrupted. */
    <T> CompletableFuture<T> analyse(Analysis<T> task) {
        Lanes lanes = gate.services().lanes();
        if (!large) {
            byte[] whole = ByteBufUtil.getBytes(buffer);
            return lanes.analyse(whole.length, () -> task.of(whole));
        }
        Spool.Body stored = file;
        ByteBuffer rest = buffer.nioBuffer();
        CompletableFuture<T> result = new CompletableFuture<>();
        analysing = lanes.analyseLarge(
                () -> {
                    awaitRoom();
                    return task.of(whole(stored, rest));
                },
                result);
        return result;
    }

    /** Its turn has come, and it waits until those before it were sent. */
    private void awaitRoom() throws InterruptedException {
        while (!room.take(user, received)) {
            Thread.sleep(ROOM_EVERY_MILLIS);
        }
        loaded.set(received);
        if (freed) {
            giveBackRoom();
        }
    }

    private void giveBackRoom() {
        int taken = loaded.getAndSet(0);
        if (taken > 0) {
            room.giveBack(user, taken);
        }
    }

    private static byte[] whole(Spool.@Nullable Body stored, ByteBuffer rest) throws IOException {
        if (stored != null) {
            return stored.whole(rest);
        }
        byte[] whole = new byte[rest.remaining()];
        rest.get(whole);
        return whole;
    }

    /** Gives everything back; once is enough, twice does no harm. */
    void free() {
        if (freed) {
            return;
        }
        freed = true;
        if (analysing != null) {
            analysing.cancel(true);
        }
        memory.giveBack(user, held);
        giveBackRoom();
        disk.giveBack(user, spooled);
        discard(file);
        buffer = Unpooled.EMPTY_BUFFER;
    }

    private void discard(@Nullable Closeable stored) {
        if (stored != null) {
            gate.services().lanes().store(() -> closed(stored)).exceptionally(full -> closed(stored));
        }
    }

    private static boolean closed(Closeable stored) {
        try {
            stored.close();
            return true;
        } catch (IOException e) {
            // Its file has no name; the system takes it away with the process.
            return false;
        }
    }
}
