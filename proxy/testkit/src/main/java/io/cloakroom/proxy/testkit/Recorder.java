package io.cloakroom.proxy.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What recipients received, byte for byte: the ground truth of every leak test. */
public final class Recorder {

    private final List<Recorded> received = new CopyOnWriteArrayList<>();
    private final List<Answered> answers = new CopyOnWriteArrayList<>();

    void add(Recorded recorded) {
        received.add(recorded);
    }

    void answered(Recorded request, String answer) {
        answers.add(new Answered(request, answer));
    }

    /** What one host answered, in order of completion. */
    public List<Answered> answersOf(String host) {
        return answers.stream().filter(a -> a.request().host().equals(host)).toList();
    }

    public List<Recorded> all() {
        return List.copyOf(received);
    }

    /** What one host received, in order. */
    public List<Recorded> of(String host) {
        return received.stream().filter(r -> r.host().equals(host)).toList();
    }

    /** Forgets everything so far. */
    public void clear() {
        received.clear();
        answers.clear();
    }

    /** A complete answer, as it was sent, before anything on its way touched it. */
    public record Answered(Recorded request, String text) {}

    /**
     * One request as it arrived.
     *
     * @param headers names in lower case
     */
    public record Recorded(String host, String method, String target, Map<String, List<String>> headers, byte[] body) {

        /** The body as UTF-8 text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Everything that arrived, as one text, to search for what should not have. */
        public String everything() {
            return method + " " + target + "\n" + headers + "\n" + text();
        }

        /** First value of a header, or {@code ""}. */
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of(""))
                    .getFirst();
        }
    }
}
