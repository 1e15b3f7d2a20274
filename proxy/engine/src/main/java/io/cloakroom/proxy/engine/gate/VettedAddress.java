package io.cloakroom.proxy.engine.gate;

import java.net.InetSocketAddress;

/** An address that may be dialled, for this {@link Dial}; nothing else is. */
final class VettedAddress extends InetSocketAddress {

    private static final long serialVersionUID = 1;

    private final transient Dial dial;

    VettedAddress(InetSocketAddress vetted, Dial dial) {
        super(vetted.getAddress(), vetted.getPort());
        this.dial = dial;
    }

    Dial dial() {
        return dial;
    }
}
