package io.cloakroom.proxy.app.coverage;

import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of a log, by what they mean. */
final class Fields {

    private static final Names NAMES = names();

    private final Map<String, Integer> columns = new HashMap<>();
    private final int width;

    /** What a field is called, by meaning; {@code fields.yaml} says where each name comes from. */
    private record Names(
            List<String> time,
            List<String> address,
            List<String> name,
            List<String> host,
            List<String> url,
            List<String> handshake,
            List<String> query,
            List<String> queryType,
            List<String> up,
            List<String> down,
            List<String> connection,
            List<String> action) {}

    /** @param heading the names of all columns, in their order */
    Fields(String[] heading) {
        width = heading.length;
        for (int i = 0; i < width; i++) {
            columns.putIfAbsent(plain(heading[i]), i);
        }
    }

    private static Names names() {
        try (InputStream in = Objects.requireNonNull(Fields.class.getResourceAsStream("/coverage/fields.yaml"))) {
            return StrictYaml.read(
                    "coverage/fields.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8), Names.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Small letters and digits only: {@code Internal Client IP} and {@code internal_client_ip} are one name. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .chars()
                .filter(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    /** Whether they name hosts or connections, so that they are a heading. */
    boolean tell() {
        return List.of(NAMES.host(), NAMES.url(), NAMES.handshake(), NAMES.query(), NAMES.connection()).stream()
                .flatMap(List::stream)
                .anyMatch(columns::containsKey);
    }

    /** @param cells one for each column, else the line is not of this log */
    Line line(String[] cells) {
        return cells.length == width
                ? line(name -> columns.containsKey(name) ? cells[columns.get(name)] : null)
                : Line.Other.UNREADABLE;
    }

    /** @param value of a name, null when the line has none */
    static Line line(Function<String, @Nullable String> value) {
        String action = first(NAMES.action(), value).toLowerCase(Locale.ROOT);
        if (action.startsWith("block") || action.startsWith("den")) {
            return Line.Other.REFUSED;
        }
        long up = TextReader.number(first(NAMES.up(), value));
        long down = TextReader.number(first(NAMES.down(), value));
        String connection = first(NAMES.connection(), value);
        Seen seen = seen(value);
        if (seen.host().isEmpty() && (connection.isEmpty() || (up < 0 && down < 0))) {
            return Line.Other.ASIDE;
        }
        return new Line.Entry(
                first(NAMES.queryType(), value).isEmpty() ? seen.kind() : Line.Kind.QUERY,
                first(NAMES.time(), value),
                first(NAMES.address(), value),
                first(NAMES.name(), value),
                seen.host(),
                connection,
                up,
                down,
                0);
    }

    private record Seen(String host, Line.Kind kind) {}

    /** The first field with the name of a host in it; some logs call the machine that wrote them a host too, but not by a full name. */
    private static Seen seen(Function<String, @Nullable String> value) {
        for (List<String> names : List.of(NAMES.host(), NAMES.url(), NAMES.handshake(), NAMES.query())) {
            String host = Hosts.name(first(names, value));
            if (!host.isEmpty()) {
                return new Seen(host, names == NAMES.handshake() ? Line.Kind.CONNECTION : Line.Kind.REQUEST);
            }
        }
        return new Seen("", Line.Kind.CONNECTION);
    }

    /** Zeek writes {@code -} for what a line does not have, and {@code (empty)} for what is empty. */
    private static String first(List<String> names, Function<String, @Nullable String> value) {
        for (String name : names) {
            String found = value.apply(name);
            if (found != null && !found.isEmpty() && !found.equals("-") && !found.equals("(empty)")) {
                return found;
            }
        }
        return "";
    }
}
