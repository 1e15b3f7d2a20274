package io.cloakroom.proxy.engine.gate;

import io.cloakroom.proxy.engine.guard.Authority;
import io.cloakroom.proxy.engine.websocket.Agreement;
import io.cloakroom.proxy.engine.websocket.Handshake;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A vetted way to one origin for one client connection, and what became of it. LittleProxy dials the {@link VettedAddress} it is given;
 * {@link OriginWatch} recognises it there and reports back here, which is how the reason of a failure reaches the client's side.
 */
final class Dial {

    private final Authority authority;
    private final boolean once;
    private final Runnable onClosed;
    private final AtomicBoolean dialled = new AtomicBoolean();
    private volatile InetSocketAddress vetted;
    private volatile CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final CompletableFuture<Void> vouched = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile @Nullable Channel channel;
    private volatile @Nullable Handshake handshake;
    private volatile @Nullable Agreement agreement;

    /**
     * @param once whether a second connection must not be opened. LittleProxy would reopen a broken TLS connection in plain text.
     * @param onClosed called when an established connection ends, before LittleProxy hears of it
     */
    Dial(Authority authority, InetSocketAddress vetted, boolean once, Runnable onClosed) {
        this.authority = authority;
        this.vetted = vetted;
        this.once = once;
        this.onClosed = onClosed;
    }

    /** The address to dial, which remembers that it was vetted. */
    VettedAddress address() {
        return new VettedAddress(vetted, this);
    }

    /** Replaces the address for connections yet to be opened. */
    void vetted(InetSocketAddress address) {
        vetted = address;
    }

    Authority authority() {
        return authority;
    }

    /** Whether a connection may be opened now. */
    boolean mayConnect() {
        if (once && !dialled.compareAndSet(false, true)) {
            return false;
        }
        if (!once) {
            failure = new CompletableFuture<>();
            closed = false;
        }
        return true;
    }

    void connecting(Channel to) {
        channel = to;
    }

    /** The connection to the origin. */
    Channel channel() {
        Channel connected = channel;
        if (connected == null) {
            throw new IllegalStateException("nothing was dialled yet");
        }
        return connected;
    }

    /** The origin is about to be asked for a WebSocket. */
    void asksFor(Handshake asked) {
        handshake = asked;
    }

    /** What the origin is asked for, once; null when for no WebSocket. */
    @Nullable
    Handshake asked() {
        Handshake asked = handshake;
        handshake = null;
        return asked;
    }

    void agreed(Agreement found) {
        agreement = found;
    }

    /** What the origin agreed to, or null when to no WebSocket. */
    @Nullable
    Agreement agreement() {
        return agreement;
    }

    void failed(Throwable cause) {
        failure.complete(cause);
        vouched.completeExceptionally(cause);
    }

    /** What is found out about the origin's certificate once its handshake is done. */
    void vouchedBy(CompletableFuture<Void> finding) {
        finding.whenComplete((fine, problem) -> {
            if (problem == null) {
                vouched.complete(null);
            } else {
                failed(problem);
            }
        });
    }

    /** Completes when the TLS connection may be used, or with the reason why not. */
    CompletableFuture<Void> vouched() {
        return vouched;
    }

    void closed() {
        closed = true;
        failed(new IOException("the origin closed the connection"));
        onClosed.run();
    }

    boolean isClosed() {
        return closed;
    }

    /** Completes with the reason once the connection failed or ended. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }
}
