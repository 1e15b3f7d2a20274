package io.cloakroom.proxy.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ChargedDecoderTest {

    private static final int FRAME = 1_000;
    /** A binary frame of so many bytes, not masked, and no byte of it yet. */
    private static final byte[] HEAD = HexFormat.of().parseHex("827e03e8");

    private int taken;
    private int room = FRAME;

    private final Budget budget = new Budget() {
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
    };
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChargedDecoder(
            WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(false)
                    .maxFramePayloadLength(FRAME)
                    .build(),
            budget));

    private void arrives(int bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    @Test
    void whatIsThereOfAFrameCountsUntilTheFrameIsWhole() {
        channel.writeInbound(Unpooled.wrappedBuffer(HEAD));
        assertThat(taken).isZero();
        arrives(400);
        arrives(500);
        assertThat(taken).isEqualTo(900);
        arrives(100);

        assertThat(taken).isZero();
        BinaryWebSocketFrame frame = channel.readInbound();
        assertThat(frame.content().readableBytes()).isEqualTo(FRAME);
        frame.release();
    }

    @Test
    void whereThereIsNoRoomNothingIsHeldAnyMore() {
        room = 500;
        channel.writeInbound(Unpooled.wrappedBuffer(HEAD));
        arrives(400);

        assertThatThrownBy(() -> arrives(400)).hasCauseInstanceOf(EndedException.class);
        assertThat(taken).isZero();
        arrives(400);
        assertThat(taken).isZero();
        assertThat((Object) channel.readInbound()).isNull();
    }

    @Test
    void aConnectionThatEndsGivesBackWhatItHeld() {
        channel.writeInbound(Unpooled.wrappedBuffer(HEAD));
        arrives(400);
        channel.close();

        assertThat(taken).isZero();
    }
}
