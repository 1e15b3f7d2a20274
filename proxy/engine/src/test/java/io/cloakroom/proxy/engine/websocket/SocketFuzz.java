package io.cloakroom.proxy.engine.websocket;

import io.cloakroom.proxy.engine.MessageFlow;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Jazzer drives: both ends of a WebSocket say anything, whole frames or any bytes, cut anywhere. Nothing reaches the origin that was not
 * decided, the exchange ends once, and everything that was held is given back.
 *
 * <p>The first byte says whether messages are compressed. Then come steps: a byte with the end that speaks (bit 7), whether bytes are a frame's
 * content (bit 6), whether waiting work is done first (bit 5), whether the frame ends its message (bit 4), and its kind (bits 0 to 3); a byte with
 * the length; the bytes.
 */
public final class SocketFuzz {

    private static final int LARGEST = 600;
    private static final int QUEUE = 1_500;
    private static final int ROOM = 4_000;
    private static final String DECIDED = "decided:";
    private static final String OFFER = "permessage-deflate; client_max_window_bits";

    /** What the origin is told that nobody said. */
    private static final Set<String> OWN_REASONS = Stream.of(
                    new Ending(Ending.GOING_AWAY, ""),
                    Ending.TOO_LARGE,
                    Ending.NO_TEXT,
                    Ending.TOO_BUSY,
                    Ending.TOO_SLOW,
                    Ending.unreadable(new CorruptedWebSocketFrameException()),
                    Ending.unreadable(new DecoderException()))
            .map(Ending::reason)
            .collect(Collectors.toSet());

    private final StepwiseEnds ends = new StepwiseEnds();
    private final Relay relay = new Relay(ends, new Decides(), new SocketLimits(LARGEST, QUEUE, Duration.ofSeconds(1)));
    private final EmbeddedChannel client;
    private final EmbeddedChannel origin;
    private final Set<String> pings = new HashSet<>();

    private SocketFuzz(boolean compressed) throws ProtocolException {
        ends.room = ROOM;
        Compression compression =
                Compression.agreed(OFFER, compressed ? List.of("permessage-deflate") : List.of(), LARGEST);
        Agreement agreement = new Agreement(compression, LARGEST, ends);
        client = side(agreement, true);
        origin = side(agreement, false);
    }

    private EmbeddedChannel side(Agreement agreement, boolean isClient) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.pipeline().addLast("relay", new SimpleChannelInboundHandler<WebSocketFrame>(false) {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
                if (isClient) {
                    relay.fromClient(frame);
                } else {
                    if (frame instanceof PingWebSocketFrame) {
                        pings.add(frame.content().toString(StandardCharsets.UTF_8));
                    }
                    relay.fromOrigin(frame);
                }
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                relay.unreadable(cause, isClient);
            }
        });
        agreement.install(channel.pipeline(), "relay", isClient);
        return channel;
    }

    /** Lets everything leave, marked; but answers and refuses some. */
    private static final class Decides implements MessageFlow {

        @Override
        public CompletionStage<? extends Outcome> decide(Message message) {
            int kind = message.body().length % 7;
            return CompletableFuture.completedStage(
                    kind == 1
                            ? new Reply(List.of(message.body(), new byte[0]))
                            : kind == 2 && message.body().length > 100
                                    ? new Refuse("é".repeat(100))
                                    : new Send(marked(message.body()), kind == 3, () -> {}, () -> {}));
        }

        private static byte[] marked(byte[] body) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(DECIDED.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(body);
            return out.toByteArray();
        }

        @Override
        public Restoring restoring() {
            return new Holding();
        }
    }

    /** Holds each message until the next. */
    private static final class Holding implements MessageFlow.Restoring {

        private final List<byte[]> held = new ArrayList<>();

        @Override
        public List<byte[]> push(MessageFlow.Message message) {
            List<byte[]> before = finish();
            held.add(message.body());
            return before;
        }

        @Override
        public List<byte[]> release() {
            return finish();
        }

        @Override
        public List<byte[]> finish() {
            List<byte[]> before = List.copyOf(held);
            held.clear();
            return before;
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws ProtocolException {
        if (input.length > 0) {
            SocketFuzz fuzz = new SocketFuzz((input[0] & 1) != 0);
            fuzz.run(input);
            fuzz.end();
        }
    }

    private void run(byte[] input) {
        int at = 1;
        while (at + 1 < input.length) {
            int step = input[at];
            int length = Math.min(input[at + 1] & 0xff, input.length - at - 2);
            boolean fromClient = (step & 0x80) == 0;
            if ((step & 0x20) != 0) {
                ends.work();
            }
            ByteBuf bytes = Unpooled.copiedBuffer(input, at + 2, length);
            ByteBuf sent = (step & 0x40) == 0 ? bytes : frame(step, fromClient, bytes);
            EmbeddedChannel side = fromClient ? client : origin;
            if (side.isOpen()) {
                side.writeInbound(sent);
            } else {
                sent.release();
            }
            check();
            at += 2 + length;
        }
    }

    /** A well-formed frame of any kind, compressed or not, masked with zeros by the client. */
    private static ByteBuf frame(int step, boolean fromClient, ByteBuf content) {
        int length = content.readableBytes();
        ByteBuf frame = Unpooled.buffer(length + 8);
        frame.writeByte((step & 0x10) << 3 | step & 0x0f);
        int mask = fromClient ? 0x80 : 0;
        if (length < 126) {
            frame.writeByte(mask | length);
        } else {
            frame.writeByte(mask | 126).writeShort(length);
        }
        if (fromClient) {
            frame.writeInt(0);
        }
        frame.writeBytes(content);
        content.release();
        return frame;
    }

    private void check() {
        for (String frame : ends.origin) {
            String kind = frame.substring(0, frame.indexOf(' '));
            String said = frame.substring(kind.length() + 1);
            boolean allowed = switch (kind) {
                case "Close" -> {
                    String reason = said.substring(said.indexOf(' ') + 1);
                    yield OWN_REASONS.contains(reason) || reason.startsWith(DECIDED);
                }
                case "Ping" -> said.length() <= Integer.BYTES;
                case "Pong" -> said.isEmpty() || pings.contains(said);
                default -> said.startsWith(DECIDED);
            };
            if (!allowed) {
                throw new IllegalStateException("left undecided: " + kind);
            }
        }
        ends.origin.clear();
        if (ends.taken < 0 || ends.taken > ROOM) {
            throw new IllegalStateException("holds " + ends.taken + " bytes");
        }
    }

    private void end() {
        ends.work();
        check();
        client.finishAndReleaseAll();
        origin.finishAndReleaseAll();
        relay.clientGone();
        relay.originGone();
        ends.work();
        check();
        if (ends.ended != 1 || ends.taken != 0) {
            throw new IllegalStateException("ended " + ends.ended + " times, holding " + ends.taken + " bytes");
        }
    }
}
