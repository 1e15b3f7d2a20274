package io.cloakroom.proxy.engine.gate;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be known of HTTP/2 to refuse it: LittleProxy speaks HTTP/1.1, and what is not read is not let through. */
final class Http2 {

    static final String REASON =
            "Cloakroom inspects HTTP/1.1. Let this client use HTTP/1.1 (most have a switch for it).";

    /** A fatal alert (2), no_application_protocol (120), in a record of TLS 1.2 (RFC 7301 3.2, RFC 8446 6). */
    private static final byte[] NO_APPLICATION_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int ALPN = 16;

    private Http2() {}

    /** Whether this is how a client begins that knows beforehand to speak HTTP/2 (RFC 9113 3.4); Netty reads it as a request. */
    static boolean isPreface(HttpRequest request) {
        return request.method().name().equals("PRI")
                && request.uri().equals("*")
                && request.protocolVersion().majorVersion() == 2;
    }

    static byte[] noApplicationProtocol() {
        return NO_APPLICATION_PROTOCOL.clone();
    }

    /**
     * Whether a client offers protocols, and none that is spoken here.
     *
     * @param hello a ClientHello from its version on (RFC 8446 4.1.2), or null when there is none; its indices stay as they are
     */
    static boolean isAllItOffers(@Nullable ByteBuf hello) {
        List<String> offered = hello == null ? List.of() : offered(hello.slice());
        return !offered.isEmpty() && !offered.contains("http/1.1");
    }

    private static List<String> offered(ByteBuf hello) {
        List<String> protocols = new ArrayList<>();
        try {
            hello.skipBytes(VERSION_AND_RANDOM);
            hello.skipBytes(hello.readUnsignedByte());
            hello.skipBytes(hello.readUnsignedShort());
            hello.skipBytes(hello.readUnsignedByte());
            ByteBuf extensions = hello.isReadable() ? hello.readSlice(hello.readUnsignedShort()) : hello;
            while (extensions.isReadable()) {
                int type = extensions.readUnsignedShort();
                ByteBuf extension = extensions.readSlice(extensions.readUnsignedShort());
                if (type == ALPN) {
                    extension.skipBytes(Short.BYTES);
                    while (extension.isReadable()) {
                        protocols.add(extension
                                .readSlice(extension.readUnsignedByte())
                                .toString(StandardCharsets.US_ASCII));
                    }
                }
            }
        } catch (IndexOutOfBoundsException malformed) {
            // BoringSSL reads it next, and says what is wrong with it.
            return List.of();
        }
        return protocols;
    }
}
