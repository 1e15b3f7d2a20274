package io.cloakroom.rules.wire.sketch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded of one service.
 *
 * @param answers those of which the recording does not say what they answer
 * @param hosts patterns of hosts the recording names as the service's; none where it names none
 */
public record Traffic(List<Exchange> exchanges, List<Answer> answers, List<String> hosts) {

    /** What the content type of WebSocket messages is called. */
    public static final String WEBSOCKET = "websocket";

    public Traffic {
        exchanges = List.copyOf(exchanges);
        answers = List.copyOf(answers);
        hosts = List.copyOf(hosts);
    }

    /**
     * @param method HTTP method; {@code WS-SEND} for a WebSocket message the client sends, {@code WS-RECV} for those it gets
     * @param host without the port
     * @param target path and query
     * @param headers names in lower case
     * @param body without content coding; never changed
     * @param answer null when none was recorded
     */
    public record Exchange(
            String name,
            String method,
            String host,
            String target,
            Map<String, String> headers,
            byte[] body,
            @Nullable Answer answer) {

        String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        String contentType() {
            return headers.getOrDefault("content-type", "");
        }
    }

    /**
     * @param status HTTP status, or 0 when the recording does not say
     * @param contentType value of its header, or {@link #WEBSOCKET}
     * @param chunks its bytes as they came, without content coding, or its WebSocket messages; never changed
     */
    public record Answer(int status, String contentType, List<byte[]> chunks) {

        String media() {
            int parameters = contentType.indexOf(';');
            return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                    .strip()
                    .toLowerCase(Locale.ROOT);
        }
    }
}
