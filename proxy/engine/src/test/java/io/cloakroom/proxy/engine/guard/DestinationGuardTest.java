package io.cloakroom.proxy.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationGuardTest {

    private static final Set<Integer> WEB = Set.of(80, 443);

    /** A name server that knows one name, {@code site.example}. */
    private static DestinationGuard resolvingTo(String addresses) {
        return new DestinationGuard(
                Map.of("mapped.example", "127.0.0.1:8443", "port.example:8080", "10.0.0.7:80"), WEB, name -> {
                    if (!name.equals("site.example")) {
                        throw new UnknownHostException(name);
                    }
                    return Arrays.stream(addresses.split(" "))
                            .map(DestinationGuardTest::address)
                            .toArray(InetAddress[]::new);
                });
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Authority authority(String text) {
        return Authority.parse(text, 443).orElseThrow();
    }

    @ParameterizedTest(name = "trust 42: a name that leads to {0} is refused")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1",
                "93.184.216.34 127.0.0.1",
                "127.0.0.1 93.184.216.34",
            })
    void notPublic(String addresses) {
        assertThatThrownBy(() -> resolvingTo(addresses).vet(authority("site.example")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(403));
    }

    @ParameterizedTest(name = "trust 42: {0} is refused as it is written")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "169.254.169.254",
                "10.0.0.1",
                "192.168.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "127.1",
                "0177.0.0.1",
                "127.0.0.0x1",
                "017700000001",
                "93.184.216.34:22",
                "site.example:22",
                "site.example:8443",
                "site.example:25",
                "port.example:8081",
            })
    void refusedAsWritten(String host) {
        assertThatThrownBy(() -> resolvingTo("93.184.216.34").vet(authority(host)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(403));
    }

    @ParameterizedTest
    @CsvSource({
        "site.example, 93.184.216.34, 443",
        "site.example:80, 93.184.216.34, 80",
        "93.184.216.34, 93.184.216.34, 443",
        "[2606:2800:220:1::1], 2606:2800:220:1::1, 443",
        "mapped.example, 127.0.0.1, 8443",
        "mapped.example:22, 127.0.0.1, 8443",
        "port.example:8080, 10.0.0.7, 80",
    })
    void dialled(String authority, String address, int port) throws Exception {
        assertThat(resolvingTo("93.184.216.34 93.184.216.35").vet(authority(authority)))
                .isEqualTo(new InetSocketAddress(address(address), port));
    }

    @Test
    @DisplayName("trust 44: own listeners are not reached, by whatever address of this machine")
    void ownListenersAreRefused() throws Exception {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        assertThat(own).isNotEmpty();
        for (InetAddress address : own) {
            DestinationGuard guard =
                    new DestinationGuard(Map.of(), Set.of(8180, 8181), name -> new InetAddress[] {address});
            for (String listener : List.of("console.example:8181", "proxy.example:8180", "localhost:8181")) {
                assertThatThrownBy(() -> guard.vet(authority(listener)))
                        .as(listener + " at " + address)
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                refused ->
                                        assertThat(refused.refusal().status()).isEqualTo(403));
            }
        }
    }

    @Test
    @DisplayName("trust 43: a name that leads elsewhere on the second look-up is dialled where the first one led")
    void theAddressThatWasLookedAtIsTheOneThatIsDialled() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        DestinationGuard guard = new DestinationGuard(Map.of(), WEB, name ->
                new InetAddress[] {address(asked.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1")});

        InetSocketAddress vetted = guard.vet(authority("rebinding.example"));

        assertThat(vetted.getAddress()).isEqualTo(address("93.184.216.34"));
        assertThat(vetted.isUnresolved()).isFalse();
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.example", "127.0.0.1", "127.0.0.1:0", "chat.example:443", "127.0.0.1:70000"})
    void aMappingMustBeAnAddressAndAPort(String address) {
        assertThatThrownBy(() -> new DestinationGuard(Map.of("a.example", address), WEB, InetAddress::getAllByName))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upstream.hosts: a.example");
    }
}
