package io.cloakroom.rules.wire.site;

import io.cloakroom.rules.wire.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refusals of remote procedure calls, whose clients read the protocol's own errors and nothing else. */
final class RpcErrors {

    /** PERMISSION_DENIED (grpc.github.io/grpc/core, "Status codes and their use in gRPC"). */
    private static final String DENIED = "7";

    private RpcErrors() {}

    /**
     * @param contentType of the request, which tells the protocol
     * @return null when it is no such call
     */
    static @Nullable BlockAnswer answer(String contentType, String message) {
        String type = contentType.toLowerCase(Locale.ROOT);
        String error = "{\"code\":\"permission_denied\",\"message\":\"" + JsonStrings.encode(message) + "\"}";
        if (type.startsWith("application/grpc")) {
            // Trailers and no message (PROTOCOL-HTTP2.md, "Trailers-Only"; gRPC-Web takes them as headers too).
            Map<String, String> trailers = Map.of("grpc-status", DENIED, "grpc-message", percent(message));
            return new BlockAnswer(200, contentType, trailers, new byte[0]);
        }
        if (type.startsWith("application/connect+")) {
            // The last message of a stream is JSON in every codec (connectrpc.com/docs/protocol, "EndStreamResponse").
            return new BlockAnswer(200, contentType, BlockFrames.envelopes("{\"error\":" + error + "}"));
        }
        return type.startsWith("application/proto")
                ? new BlockAnswer(403, "application/json", error.getBytes(StandardCharsets.UTF_8))
                : null;
    }

    /** What a header can carry of a text in UTF-8 (PROTOCOL-HTTP2.md, "Percent-Encoded"). */
    private static String percent(String message) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b));
            }
        }
        return encoded.toString();
    }
}
