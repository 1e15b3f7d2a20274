package io.cloakroom.proxy.engine.gate;

/** How far a client's connection has come. */
enum Phase {
    /** Requests for a proxy: CONNECT, or whole http:// addresses. */
    OPEN,
    /** A CONNECT was accepted, and the client's ClientHello is awaited before its origin is dialled. */
    GREETING,
    /** LittleProxy is connecting for a CONNECT. */
    CONNECTING,
    /** Bytes pass as they are. */
    TUNNEL,
    /** Requests inside an intercepted CONNECT. */
    INSIDE,
    /** Inside a CONNECT whose origin cannot be reached safely; every request is told why. */
    REFUSING,
    /** The last answer is on its way; whatever still arrives is thrown away. */
    CLOSING
}
