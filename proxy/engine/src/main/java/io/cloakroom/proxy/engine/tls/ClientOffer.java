package io.cloakroom.proxy.engine.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client's ClientHello offers (RFC 8446 4.1.2), as far as a handshake of ours can take it over.
 *
 * @param ciphers code points in the client's order
 * @param groups code points of groups for the key exchange, in the client's order
 * @param protocols names of application protocols (ALPN, RFC 7301); empty when it offers none
 */
public record ClientOffer(List<Integer> ciphers, List<Integer> groups, List<String> protocols) {

    /** Stands for a client of which nothing is known. */
    public static final ClientOffer UNKNOWN = new ClientOffer(List.of(), List.of(), List.of("http/1.1"));

    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int GROUPS = 10;
    private static final int ALPN = 16;

    /** @param hello a ClientHello from its version on, or null when there is none; its indices stay as they are */
    public static ClientOffer of(@Nullable ByteBuf hello) {
        if (hello == null) {
            return UNKNOWN;
        }
        try {
            return read(hello.slice());
        } catch (IndexOutOfBoundsException malformed) {
            // BoringSSL reads it next, and says what is wrong with it.
            return UNKNOWN;
        }
    }

    private static ClientOffer read(ByteBuf hello) {
        hello.skipBytes(VERSION_AND_RANDOM);
        hello.skipBytes(hello.readUnsignedByte());
        List<Integer> ciphers = shorts(hello.readSlice(hello.readUnsignedShort()));
        hello.skipBytes(hello.readUnsignedByte());
        Map<Integer, ByteBuf> extensions = new HashMap<>();
        ByteBuf rest = hello.isReadable() ? hello.readSlice(hello.readUnsignedShort()) : hello;
        while (rest.isReadable()) {
            int type = rest.readUnsignedShort();
            extensions.put(type, rest.readSlice(rest.readUnsignedShort()));
        }
        ByteBuf groups = extensions.get(GROUPS);
        ByteBuf protocols = extensions.get(ALPN);
        return new ClientOffer(
                ciphers,
                groups == null ? List.of() : shorts(groups.skipBytes(Short.BYTES)),
                protocols == null ? List.of() : names(protocols.skipBytes(Short.BYTES)));
    }

    private static List<Integer> shorts(ByteBuf from) {
        List<Integer> all = new ArrayList<>();
        while (from.isReadable()) {
            all.add(from.readUnsignedShort());
        }
        return List.copyOf(all);
    }

    private static List<String> names(ByteBuf from) {
        List<String> all = new ArrayList<>();
        while (from.isReadable()) {
            all.add(from.readSlice(from.readUnsignedByte()).toString(StandardCharsets.US_ASCII));
        }
        return List.copyOf(all);
    }

    /** Whether it offers protocols, and none that is spoken here. */
    public boolean isHttp2Only() {
        return !protocols.isEmpty() && !protocols.contains("http/1.1");
    }
}
