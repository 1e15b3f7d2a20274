package io.cloakroom.proxy.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.guard.Authority;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OriginWatchTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 443);

    private static Dial dial(boolean once) {
        return new Dial(new Authority("chat.example", 443), ADDRESS, once, () -> {});
    }

    @Test
    @DisplayName("trust 43: an address that was not vetted is not dialled, whoever asks for it")
    void onlyVettedAddressesAreDialled() {
        ChannelFuture plain = new EmbeddedChannel(new OriginWatch(null)).connect(ADDRESS);
        ChannelFuture vetted =
                new EmbeddedChannel(new OriginWatch(null)).connect(dial(true).address());

        assertThat(plain.cause()).isInstanceOf(ConnectException.class).hasMessageContaining("not vetted");
        assertThat(vetted.isSuccess()).isTrue();
    }

    @Test
    @DisplayName("trust 43: a vetted address is not dialled a second time for a CONNECT, in clear text for instance")
    void onceIsOnce() {
        Dial dial = dial(true);
        new EmbeddedChannel(new OriginWatch(null)).connect(dial.address());

        ChannelFuture again = new EmbeddedChannel(new OriginWatch(null)).connect(dial.address());

        assertThat(again.cause()).isInstanceOf(ConnectException.class);
    }
}
