package io.cloakroom.proxy.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.MessageFlow;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The relay between two ends that do what a test says, one step at a time. */
class RelayTest {

    private static final int MESSAGE = 1_000;
    private static final int QUEUE = 4_000;
    private static final int MANY = 1_000;

    /** Looks at nothing until it is told to. */
    private static final class StepwiseEnds implements Ends {

        final List<String> client = new ArrayList<>();
        final List<String> origin = new ArrayList<>();
        final Deque<Runnable> waiting = new ArrayDeque<>();
        boolean readsClient = true;
        boolean readsOrigin = true;
        boolean clientTakes = true;
        boolean originTakes = true;
        int taken;

        @Nullable
        String outcome;

        private static String said(WebSocketFrame frame) {
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
            return () -> {};
        }

        @Override
        public boolean take(int bytes) {
            taken += bytes;
            return true;
        }

        @Override
        public void giveBack(int bytes) {
            taken -= bytes;
        }

        @Override
        public void end(String how, long bytesOut, long bytesIn) {
            outcome = how;
        }
    }

    /** Blocks what says so, in messages of its own. */
    private static final MessageFlow FLOW = new MessageFlow() {
        @Override
        public CompletionStage<? extends Outcome> decide(Message message) {
            String text = new String(message.body(), StandardCharsets.UTF_8);
            Outcome outcome = switch (text) {
                case "answer" ->
                    new Reply(List.of("not".getBytes(StandardCharsets.UTF_8), "sent".getBytes(StandardCharsets.UTF_8)));
                case "refuse" -> new Refuse("the reason");
                default -> new Send(message.body(), () -> {});
            };
            return CompletableFuture.completedStage(outcome);
        }

        @Override
        public @Nullable Restoring restoring() {
            return null;
        }
    };

    private final StepwiseEnds ends = new StepwiseEnds();
    private final Relay relay = new Relay(ends, FLOW, new SocketLimits(MESSAGE * 16, QUEUE, Duration.ofSeconds(1)));

    private void step() {
        ends.waiting.remove().run();
    }

    @Test
    void aClientIsReadOnlyWhileItsMessagesFindRoom() {
        int read = 0;
        while (ends.readsClient && read < MANY) {
            relay.fromClient(new TextWebSocketFrame("x".repeat(MESSAGE)));
            read++;
        }
        assertThat(read).isEqualTo(QUEUE / MESSAGE + 1);
        assertThat(ends.taken).isEqualTo(read * MESSAGE);
        assertThat(ends.waiting).as("one is looked at after the other").hasSize(1);

        for (int i = 0; i < read; i++) {
            step();
        }
        assertThat(ends.readsClient).isTrue();
        assertThat(ends.origin).hasSize(read);
        assertThat(ends.taken).isZero();
    }

    @Test
    void aSideIsReadOnlyWhileTheOtherTakesWhatItIsSent() {
        ends.originTakes = false;
        ends.clientTakes = false;
        relay.writable();
        assertThat(ends.readsClient).isFalse();
        assertThat(ends.readsOrigin).isFalse();

        ends.originTakes = true;
        ends.clientTakes = true;
        relay.writable();
        assertThat(ends.readsClient).isTrue();
        assertThat(ends.readsOrigin).isTrue();
    }

    @Test
    void aStoppedMessageIsAnsweredInItsPlaceAndTheWebSocketGoesOn() {
        relay.fromClient(new TextWebSocketFrame("answer"));
        relay.fromClient(new BinaryWebSocketFrame(Unpooled.copiedBuffer("answer", StandardCharsets.UTF_8)));
        relay.fromClient(new TextWebSocketFrame("next"));
        step();
        step();
        step();

        assertThat(ends.client).containsExactly("Text not", "Text sent", "Binary not", "Binary sent");
        assertThat(ends.origin).containsExactly("Text next");
    }

    @Test
    void whereASiteHasNoShapeForItTheWebSocketEndsWithTheReason() {
        relay.fromClient(new TextWebSocketFrame("refuse"));
        relay.fromClient(new TextWebSocketFrame("next"));
        step();

        assertThat(ends.client).containsExactly("Close 1008 the reason");
        assertThat(ends.origin).containsExactly("Close 1001 ");
        assertThat(ends.waiting).isEmpty();
        assertThat(ends.taken).isZero();
    }

    @Test
    void pingsOvertakeAMessageThatIsLookedAt() {
        relay.fromClient(new TextWebSocketFrame("first"));
        relay.fromClient(new PingWebSocketFrame());
        relay.fromOrigin(new PingWebSocketFrame(Unpooled.copiedBuffer("there?", StandardCharsets.UTF_8)));

        assertThat(ends.origin).containsExactly("Ping ");
        assertThat(ends.client).containsExactly("Ping there?");
        step();
        assertThat(ends.origin).containsExactly("Ping ", "Text first");
    }

    @Test
    void whatWasNotDecidedWhenTheClientLeftDoesNotLeave() {
        relay.fromClient(new TextWebSocketFrame("first"));
        relay.clientGone();
        step();

        assertThat(ends.origin).isEmpty();
        assertThat(ends.outcome).isEqualTo("aborted");
        assertThat(ends.taken).isZero();
    }
}
