package io.cloakroom.proxy.engine.recorders;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An origin that reads requests with a parser of its own, records those that came whole, and answers each with 200. */
public interface RecordingOrigin extends AutoCloseable {

    /** Headers that decide what a request is; where one came twice, the first. */
    List<String> HEADERS = List.of(
            "host",
            "content-length",
            "transfer-encoding",
            "content-type",
            "connection",
            "cookie",
            "expect",
            "upgrade",
            "x-a");

    /** @param body each char is a byte */
    record Read(String method, String target, Map<String, String> headers, String body) {}

    /** On 127.0.0.1. */
    int port();

    /** What was read since this was last asked, in order; complete once the connections it came on are closed. */
    List<Read> read() throws IOException;

    @Override
    void close() throws IOException;
}
