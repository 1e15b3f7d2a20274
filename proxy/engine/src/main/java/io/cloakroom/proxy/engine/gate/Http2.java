package io.cloakroom.proxy.engine.gate;

import io.netty.handler.codec.http.HttpRequest;

/** What has to be known of HTTP/2 to refuse it: LittleProxy speaks HTTP/1.1, and what is not read is not let through. */
final class Http2 {

    static final String REASON =
            "Cloakroom inspects HTTP/1.1. Let this client use HTTP/1.1 (most have a switch for it).";

    /** A fatal alert (2), no_application_protocol (120), in a record of TLS 1.2 (RFC 7301 3.2, RFC 8446 6). */
    private static final byte[] NO_APPLICATION_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

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
}
