package io.cloakroom.proxy.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The requests of {@code requests.txt}. */
final class RequestCorpus {

    /** A way through the proxy. */
    enum Route {
        /** Inside an intercepted CONNECT: collected whole, decided, framed anew. */
        INSIDE_TLS(Network.CHAT, ""),
        /** Whole http:// addresses of an intercepted host: collected too. */
        PLAIN_INSPECTED(Network.CHAT, "http://" + Network.CHAT),
        /** Whole http:// addresses of another host: passed on as they come. */
        PLAIN_PASSED("open.example", "http://open.example");

        private final String host;
        private final String prefix;

        Route(String host, String prefix) {
            this.host = host;
            this.prefix = prefix;
        }
    }

    /**
     * @param statuses of the answers in order; {@code 4xx} is any refusal, empty when the client leaves without one
     * @param text the request, each char a byte
     */
    record Payload(int trust, Route route, List<String> statuses, String name, String text) {

        /** How many requests origins must read. */
        long served() {
            return statuses.stream().filter("200"::equals).count();
        }

        boolean endsRefused() {
            return !statuses.isEmpty() && !statuses.getLast().equals("200");
        }

        @Override
        public String toString() {
            return "trust " + trust + ": " + name + " (" + route + ")";
        }
    }

    private RequestCorpus() {}

    static List<Payload> all() {
        try (InputStream in = Objects.requireNonNull(RequestCorpus.class.getResourceAsStream("requests.txt"))) {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .flatMap(RequestCorpus::payloads)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Payload> payloads(String line) {
        String[] fields = line.split("\\|", 5);
        List<String> statuses = fields[2].equals("-") ? List.of() : List.of(fields[2].split(" "));
        return Stream.of(Route.values())
                .filter(route -> switch (fields[1]) {
                    case "*" -> true;
                    case "tls" -> route == Route.INSIDE_TLS;
                    case "http" -> route != Route.INSIDE_TLS;
                    default -> throw new IllegalStateException("where? " + line);
                })
                .map(route ->
                        new Payload(Integer.parseInt(fields[0]), route, statuses, fields[3], bytes(fields[4], route)));
    }

    private static String bytes(String text, Route route) {
        return text.replace("{post}", "POST {u}/ HTTP/1.1~Host: {h}~")
                .replace("{get}", "GET {u}/ HTTP/1.1~Host: {h}~")
                .replace("{more}", "GET {u}/more HTTP/1.1~Host: {h}~~")
                .replace("{u}", route.prefix)
                .replace("{h}", route.host)
                .translateEscapes()
                .replace("~", "\r\n");
    }
}
