package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import java.util.List;

/**
 * Makes lenses from notation: steps joined by {@code " > "}, each reading what the one before it found.
 *
 * <table>
 * <caption>Steps</caption>
 * <tr><td>{@code json:/messages/*}{@code /content}</td><td>strings in JSON, by pointer (RFC 6901) in which {@code *} is every key or index</td></tr>
 * <tr><td>{@code form:name}</td><td>values of a form body; {@code form:*} all</td></tr>
 * <tr><td>{@code query:name}</td><td>values in the query of the request target; first step only</td></tr>
 * <tr><td>{@code multipart:name}</td><td>bodies of parts; {@code multipart:name;filename} the names of their files; first step only</td></tr>
 * <tr><td>{@code lines:0}</td><td>a line; {@code lines:*} all</td></tr>
 * <tr><td>{@code signalr:0}</td><td>a record of SignalR; {@code signalr:*} all</td></tr>
 * <tr><td>{@code connect:0}, {@code eventstream:0}</td><td>a message in an envelope of Connect or gRPC, or in an AWS event stream; {@code *} all</td></tr>
 * <tr><td>{@code dgw}</td><td>the content of a binary frame of Meta's</td></tr>
 * <tr><td>{@code proto:1.2}</td><td>values in a protobuf message by field numbers, each time the field occurs; {@code *} is every field</td></tr>
 * <tr><td>{@code gunzip}</td><td>what gzip says; what is not compressed, as it is</td></tr>
 * <tr><td>{@code raw}, {@code base64}, {@code dataurl}</td><td>all of it, as it is or decoded</td></tr>
 * <tr><td>{@code file}</td><td>what Base64 says, or text that is none; nothing in a picture</td></tr>
 * </table>
 *
 * What is absent is not found. What is there and cannot be read (another shape, another charset, binary data) makes {@link Lens#locate}
 * throw a {@link LensException}, which carries whatever else was found. Nothing is wrong with an empty body, string or part.
 */
public final class Lenses {

    private Lenses() {}

    /**
     * The lens one notation describes, {@code form:f.req > json:/1 > json:/0/0}.
     *
     * @throws IllegalArgumentException when it is no notation; the message says what to write instead
     */
    public static Lens parse(String notation) {
        return all(List.of(notation));
    }

    /**
     * One lens over several notations: everything any of them finds, in document order, nothing twice. Where one notation wants a text
     * that another reads deeper ({@code json:/content} and {@code json:/content > json:/text}), the deeper one is taken if it finds
     * something there.
     *
     * @throws IllegalArgumentException when one is no notation, or two read the same bytes in different ways; the message says what to
     *     write instead
     */
    public static Lens all(List<String> notations) {
        Branch target = new Branch();
        Branch body = new Branch();
        for (String notation : notations) {
            boolean query = notation.startsWith(Kind.QUERY.notation() + ":");
            (query ? target : body).add(notation);
        }
        return new Composed(List.copyOf(notations), target.compile(), body.compile());
    }

    private record Composed(List<String> notations, Reader target, Reader body) implements Lens {

        @Override
        public Located locate(Payload payload) throws LensException {
            Reading reading = new Reading(payload);
            Spot inTarget = target.read(reading.target(), "", reading);
            Spot inBody = body.read(reading.body(body.reads()), "", reading);
            return reading.located(inTarget, inBody);
        }

        @Override
        public String toString() {
            return String.join(" | ", notations);
        }
    }
}
