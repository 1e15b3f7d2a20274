package io.cloakroom.proxy.app.replay;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.coding.ContentCoding;
import io.cloakroom.rules.wire.sketch.Traffic;
import io.cloakroom.rules.wire.sketch.Traffic.Answer;
import io.cloakroom.rules.wire.sketch.Traffic.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recordings as traffic a descriptor can be sketched from: every request with its answer. */
public final class RecordedTraffic {

    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> hosts = new ArrayList<>();

    private RecordedTraffic() {}

    /**
     * @param recordings of one service
     * @param hosts patterns of hosts that belong to it, beside those the recordings name
     */
    public static Traffic of(List<Recording> recordings, List<String> hosts) {
        RecordedTraffic traffic = new RecordedTraffic();
        traffic.hosts.addAll(hosts);
        recordings.forEach(traffic::add);
        return new Traffic(traffic.exchanges, traffic.answers, traffic.hosts);
    }

    private void add(Recording recording) {
        hosts.addAll(recording.hosts());
        Map<String, Deque<Recording.Response>> byRequest = new LinkedHashMap<>();
        for (Recording.Response response : recording.responses()) {
            if (response.url().isEmpty()) {
                answers.add(answer(response));
            } else {
                byRequest
                        .computeIfAbsent(response.name(), name -> new ArrayDeque<>())
                        .add(response);
            }
        }
        for (Recording.Request request : recording.requests()) {
            Recording.Response response =
                    byRequest.getOrDefault(request.name(), new ArrayDeque<>()).poll();
            add(request.name(), request.method(), request.url(), request.headers(), body(request), response);
        }
        byRequest
                .values()
                .forEach(left -> left.forEach(response ->
                        add(response.name(), response.method(), response.url(), Map.of(), new byte[0], response)));
    }

    private void add(
            String name,
            String method,
            String address,
            Map<String, String> headers,
            byte[] body,
            Recording.@Nullable Response response) {
        Url url = Url.of(address);
        if (!url.host().isEmpty()) {
            Answer answer = response == null ? null : answer(response);
            exchanges.add(new Exchange(name, method, url.host(), url.target(), headers, body, answer));
        }
    }

    private static Answer answer(Recording.Response response) {
        return new Answer(response.status(), response.contentType(), response.chunks());
    }

    /** What cannot be decoded is as if it had not been recorded. */
    private static byte[] body(Recording.Request request) {
        try {
            return ContentCoding.decode(
                    request.headers().getOrDefault("content-encoding", ""),
                    request.body(),
                    ContentCoding.Limits.DEFAULT);
        } catch (UninspectableException e) {
            return new byte[0];
        }
    }
}
