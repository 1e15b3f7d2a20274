package io.cloakroom.proxy.app.replay;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.cloakroom.proxy.app.replay.Recording.Request;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.sketch.SketchedBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Requests as the drift alarms in a log of Cloakroom's say they looked: with the method, the host and what is told of the path, and bodies of the
 * structure that is told, filled with invented values.
 */
final class DriftLog {

    /** The line that {@code Watch} writes. */
    private static final Pattern ALARM = Pattern.compile(
            "drift \\([a-z]+\\): (\\S+) ([^/\\s]+)(/\\S*) is not as the descriptor of \\S+ says; .* its structure is (\\{.*|\\[.*)$");

    /** Stands for a segment of a path that is not told. */
    private static final String HIDDEN = "…";

    private DriftLog() {}

    /** One for each line that tells the structure of a JSON body. */
    static List<Request> requests(String log) {
        List<Request> requests = new ArrayList<>();
        log.lines().forEach(line -> {
            Matcher alarm = ALARM.matcher(line);
            if (alarm.find()) {
                add(alarm, requests);
            }
        });
        return List.copyOf(requests);
    }

    private static void add(Matcher alarm, List<Request> requests) {
        String method = alarm.group(1);
        String address = alarm.group(2) + alarm.group(3).replace(HIDDEN, SketchedBody.UNTOLD);
        String scheme = method.equals(Site.WS_SEND) ? "wss://" : "https://";
        try {
            byte[] body = SketchedBody.of(alarm.group(4));
            Map<String, String> json = Map.of("content-type", "application/json");
            requests.add(new Request(method + " " + address, method, scheme + address, json, body));
        } catch (IOException e) {
            // Another program's line that looks like one of ours, or a line that was cut.
        }
    }
}
