package io.cloakroom.proxy.engine.websocket;

import java.time.Duration;

/**
 * What one WebSocket may take.
 *
 * @param message largest message that is inspected, bytes
 * @param queue bytes of messages that wait in one direction before no more is read from that side
 * @param decision within which it must be decided what may leave
 */
public record SocketLimits(int message, int queue, Duration decision) {}
