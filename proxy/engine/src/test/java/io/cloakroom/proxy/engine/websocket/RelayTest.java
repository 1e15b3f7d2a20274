package io.cloakroom.proxy.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.MessageFlow;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The relay between two ends that do what a test says, one step at a time. */
class RelayTest {

    private static final int MESSAGE = 1_000;
    private static final int QUEUE = 4_000;
    private static final int MANY = 1_000;
    /** Is restored elsewhere. */
    private static final int LONG = 70_000;

    /** Blocks what says so, in messages of its own; shows the client what the origin says. */
    private final MessageFlow flow = new MessageFlow() {
        @Override
        public CompletionStage<? extends Outcome> decide(Message message) {
            String text = new String(message.body(), StandardCharsets.UTF_8);
            Outcome outcome = switch (text) {
                case "answer" ->
                    new Reply(List.of("not".getBytes(StandardCharsets.UTF_8), "sent".getBytes(StandardCharsets.UTF_8)));
                case "refuse" -> new Refuse("the reason");
                default -> new Send(message.body(), text.startsWith("recorded"), () -> {}, () -> abandoned.add(text));
            };
            return CompletableFuture.completedStage(outcome);
        }

        @Override
        public Restoring restoring() {
            return new Restoring() {
                @Override
                public List<byte[]> push(Message message) {
                    return List.of(message.body());
                }

                @Override
                public List<byte[]> release() {
                    return List.of();
                }

                @Override
                public List<byte[]> finish() {
                    return List.of();
                }
            };
        }
    };

    private final StepwiseEnds ends = new StepwiseEnds();
    private final List<String> abandoned = new ArrayList<>();
    private final Relay relay = new Relay(ends, flow, new SocketLimits(LONG * 2, QUEUE, Duration.ofSeconds(1)));

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
        relay.fromClient(new TextWebSocketFrame("second"));
        relay.clientGone();
        assertThat(ends.taken).as("what is being looked at is still in memory").isEqualTo("first".length());
        step();

        assertThat(ends.origin).isEmpty();
        assertThat(ends.outcome).isEqualTo("aborted");
        assertThat(ends.taken).isZero();
    }

    @Test
    void whatHasARecordOfItsOwnIsNotCountedAgain() {
        relay.fromClient(new TextWebSocketFrame("recorded"));
        relay.fromClient(new TextWebSocketFrame("other"));
        step();
        step();
        relay.clientGone();

        assertThat(ends.origin).containsExactly("Text recorded", "Text other");
        assertThat(ends.bytesOut).isEqualTo("other".length());
    }

    @Test
    void afterTheOriginLeftNothingIsSentToItAndTheBudgetIsGivenBackOnce() {
        relay.fromOrigin(new TextWebSocketFrame("y".repeat(LONG)));
        relay.fromClient(new TextWebSocketFrame("recorded"));
        relay.originGone();
        ends.waiting.removeLast().run();
        relay.fromClient(new TextWebSocketFrame("late"));

        assertThat(ends.waiting).hasSize(1);
        assertThat(ends.taken).isEqualTo(LONG);
        assertThat(ends.outcome).as("what the origin said is still on its way").isNull();
        step();
        assertThat(ends.taken).isZero();
        assertThat(ends.client).containsExactly("Text " + "y".repeat(LONG));
        assertThat(ends.origin).isEmpty();
        assertThat(ends.outcome).isEqualTo("failed");
        assertThat(abandoned).containsExactly("recorded");
    }

    @Test
    void whatIsDecidedTooLateEndsAsAbandoned() {
        relay.fromClient(new TextWebSocketFrame("recorded"));
        List.copyOf(ends.timers).forEach(Runnable::run);
        assertThat(ends.client)
                .containsExactly("Close 1013 Checking this message took too long; it was not sent. Try again.");
        List.copyOf(ends.timers).forEach(Runnable::run);
        assertThat(ends.outcome).isEqualTo("failed");
        step();

        assertThat(abandoned).containsExactly("recorded");
        assertThat(ends.origin).containsExactly("Close 1001 ");
        assertThat(ends.bytesOut).isZero();
    }

    @Test
    void theEndWaitsForAMessageThatIsRestoredElsewhere() {
        relay.fromOrigin(new TextWebSocketFrame("y".repeat(LONG)));
        relay.clientGone();
        assertThat(ends.outcome).isNull();
        step();

        assertThat(ends.outcome).isEqualTo("aborted");
        assertThat(ends.client).isEmpty();
        assertThat(ends.taken).isZero();
    }

    @Test
    void anOriginThatSaysMoreThanMayBeHeldIsNotToBlame() {
        ends.room = LONG;
        relay.fromOrigin(new TextWebSocketFrame("y".repeat(LONG)));
        relay.fromOrigin(new TextWebSocketFrame("more"));

        assertThat(ends.client)
                .containsExactly(
                        "Close 1013 Cloakroom is too busy to check this message; it was not passed on. Try again.");
        assertThat(ends.origin).containsExactly("Close 1001 ");
        assertThat(ends.taken).isEqualTo(LONG);
        step();
        assertThat(ends.taken).isZero();
    }
}
