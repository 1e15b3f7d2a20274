package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.binary.Deflated;
import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.EventStream;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.Numbers;
import io.cloakroom.rules.wire.binary.Protobuf;
import io.cloakroom.rules.wire.binary.Protobuf.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Steps into binary frames that say their own length: what stands before a content (and after it) follows every edit of it. */
final class Framed {

    private Framed() {}

    /** Writes what stands before a content anew when the content gets another length. */
    private interface Header {
        byte[] of(int length);
    }

    /** A content right after a header that holds its length. */
    private record Sized(int start, int end, Header header) implements Wrapping {

        @Override
        public List<Patch> lift(Focus focus, List<Patch> patches) {
            int length = focus.raw().length();
            for (Patch patch : patches) {
                length += patch.bytes().length - (patch.to() - patch.from());
            }
            if (length == focus.raw().length()) {
                return patches;
            }
            List<Patch> lifted = new ArrayList<>(patches.size() + 1);
            lifted.add(new Patch(start, end, header.of(length)));
            lifted.addAll(patches);
            return lifted;
        }
    }

    private record Frame(String path, String field, int from, int to, Wrapping wrapping) {}

    private static List<Focus> foci(Bytes source, List<Frame> frames, List<String> wanted) {
        List<Focus> foci = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            int[] selectors = Names.selectors(wanted, frame.field.isEmpty() ? Integer.toString(i) : frame.field);
            if (selectors.length > 0) {
                Bytes content = new Bytes(source.array(), frame.from, frame.to, false);
                foci.add(new Focus(frame.path, "", "", content, content, frame.wrapping, selectors));
            }
        }
        return foci;
    }

    private static <T> List<T> required(@Nullable List<T> frames, String what) throws LensException {
        if (frames == null) {
            throw new LensException("not " + what);
        }
        return frames;
    }

    /** Messages in envelopes of Connect and gRPC, by number. */
    static Step connect(List<String> numbers) {
        List<String> wanted = numbers("connect", numbers);
        return (source, payload) -> {
            List<Frame> frames = new ArrayList<>();
            for (Envelope envelope : required(
                    Envelope.all(source.array(), source.from(), source.to()), "envelopes of Connect or gRPC")) {
                int start = envelope.from() - 4;
                Wrapping sized = new Sized(start, envelope.from(), Numbers::bigEndian);
                frames.add(new Frame("connect:" + frames.size(), "", envelope.from(), envelope.to(), sized));
            }
            return foci(source, frames, wanted);
        };
    }

    /** Payloads of the messages of an AWS event stream, by number. */
    static Step eventStream(List<String> numbers) {
        List<String> wanted = numbers("eventstream", numbers);
        return (source, payload) -> {
            List<Frame> frames = new ArrayList<>();
            for (EventStream message :
                    required(EventStream.all(source.array(), source.from(), source.to()), "an AWS event stream")) {
                Wrapping checked = (focus, patches) -> List.of(new Patch(
                        message.start(),
                        message.end(),
                        message.with(source.array(), Patch.apply(focus.content(), patches))));
                frames.add(new Frame("eventstream:" + frames.size(), "", message.from(), message.to(), checked));
            }
            return foci(source, frames, wanted);
        };
    }

    /** Contents of Meta's frames. */
    static Step dgw() {
        return (source, payload) -> {
            List<Frame> frames = new ArrayList<>();
            for (DgwFrame frame :
                    required(DgwFrame.all(source.array(), source.from(), source.to()), "frames of Meta's gateway")) {
                Wrapping sized = new Sized(frame.start(), frame.from(), length -> frame.header(source.array(), length));
                frames.add(new Frame("dgw", "", frame.from(), frame.to(), sized));
            }
            return foci(source, frames, List.of("*"));
        };
    }

    /** Values of a protobuf message by field number. */
    static Step protobuf(List<String> fields) {
        for (String field : fields) {
            if (!field.matches("\\*|[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException("proto:" + field
                        + " names no field; write numbers joined by dots, as proto:1.2, or * for every field");
            }
        }
        return (source, payload) -> {
            List<Frame> frames = new ArrayList<>();
            for (Field field :
                    required(Protobuf.fields(source.array(), source.from(), source.to()), "a protobuf message")) {
                if (field.sized()) {
                    Wrapping sized = new Sized(field.lengthAt(), field.from(), Protobuf::varint);
                    String number = Integer.toString(field.id());
                    frames.add(new Frame("proto:" + number, number, field.from(), field.to(), sized));
                }
            }
            return foci(source, frames, fields);
        };
    }

    /** What gzip says; what is not compressed, as it is. */
    static Step gunzip() {
        return (source, payload) -> Gzip.is(source.array(), source.from(), source.to())
                ? unpacked("gunzip", source, Gzip::decode, Gzip::encode)
                : List.of(new Focus("gunzip", "", "", source, source, PlainEscapes.ANY, new int[] {0}));
    }

    /** What zlib or bare deflate says. */
    static Step inflate() {
        return (source, payload) -> {
            byte[] deflated = Arrays.copyOfRange(source.array(), source.from(), source.to());
            return unpacked("inflate", source, Deflated::decode, bytes -> Deflated.encode(bytes, deflated));
        };
    }

    private interface Unpacking {
        byte[] of(byte[] packed) throws UninspectableException;
    }

    private static List<Focus> unpacked(String step, Bytes source, Unpacking unpacking, UnaryOperator<byte[]> packing)
            throws LensException {
        try {
            Bytes content = Bytes.of(unpacking.of(Arrays.copyOfRange(source.array(), source.from(), source.to())));
            Wrapping again = (focus, patches) -> List.of(
                    new Patch(source.from(), source.to(), packing.apply(Patch.apply(focus.content(), patches))));
            return List.of(new Focus(step, "", "", source, content, again, new int[] {0}));
        } catch (UninspectableException e) {
            throw new LensException("what is compressed cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> numbers(String step, List<String> numbers) {
        for (String number : numbers) {
            if (!number.matches("\\*|0|[1-9][0-9]*")) {
                throw new IllegalArgumentException(step + ":" + number + " names no message; write " + step
                        + ":* for all, or a number from 0, as " + step + ":0");
            }
        }
        return numbers;
    }
}
