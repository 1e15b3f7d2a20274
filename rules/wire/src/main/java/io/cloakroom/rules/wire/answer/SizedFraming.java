package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.UninspectableException;
import io.cloakroom.rules.wire.binary.DgwFrame;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.binary.EventStream;
import io.cloakroom.rules.wire.binary.Gzip;
import io.cloakroom.rules.wire.binary.Numbers;
import io.cloakroom.rules.wire.binary.ProtobufJson;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Binary frames that say their own length before them. From what is no such frame on, everything passes as it comes. */
abstract class SizedFraming extends Framing {

    private static final byte[] NO_DOCUMENT = {};

    /** A document that is not JSON, so that everything held goes out before its frame. */
    private static final byte[] THE_END = {'!'};

    private final int header;
    private int have;
    private int length;
    private boolean lost;

    /** @param header how many bytes tell the length */
    private SizedFraming(int header) {
        this.header = header;
    }

    /** Length of the whole frame that starts here, or more than can be waited for when it is none. */
    abstract int length(byte[] bytes, int start);

    abstract Frame whole(byte[] raw);

    @Override
    final boolean completes(byte[] bytes, int at, int size) {
        if (lost) {
            return at == size - 1;
        }
        have++;
        if (have == header) {
            length = length(bytes, at + 1 - header);
            lost = length > LONGEST_FRAME;
            if (lost) {
                return at == size - 1;
            }
        }
        boolean complete = have >= header && have == length;
        have = complete ? 0 : have;
        return complete;
    }

    @Override
    final void restart() {
        have = 0;
        length = 0;
        lost = false;
    }

    @Override
    final Frame frame(byte[] raw) {
        boolean whole = !lost && raw.length >= header && length(raw, 0) == raw.length;
        return whole ? whole(raw) : Frame.recoded(raw, THE_END, (event, document) -> raw);
    }

    /** JSON, or what reads as JSON, in envelopes of Connect or gRPC. */
    static final class Envelopes extends SizedFraming {

        private final ProtobufJson.@Nullable Schema schema;

        /** @param schema of protobuf messages; null for JSON */
        Envelopes(ProtobufJson.@Nullable Schema schema) {
            super(Envelope.HEADER);
            this.schema = schema;
        }

        @Override
        int length(byte[] bytes, int start) {
            int length = Numbers.unsigned(bytes, start + 1);
            return length > LONGEST_FRAME ? Numbers.TOO_LARGE : length + Envelope.HEADER;
        }

        @Override
        Frame whole(byte[] raw) {
            Envelope envelope = new Envelope(raw[0] & 0xff, Envelope.HEADER, raw.length);
            byte[] message = Arrays.copyOfRange(raw, envelope.from(), envelope.to());
            if (envelope.last()) {
                return Frame.recoded(raw, THE_END, (event, document) -> raw);
            }
            try {
                byte[] plain = envelope.compressed() ? Gzip.decode(message) : message;
                UnaryOperator<byte[]> wrapped =
                        text -> Envelope.wrap(envelope.flags(), envelope.compressed() ? Gzip.encode(text) : text);
                return document(raw, plain, wrapped);
            } catch (UninspectableException e) {
                return Frame.recoded(raw, NO_DOCUMENT, (event, document) -> raw);
            }
        }

        private Frame document(byte[] raw, byte[] plain, UnaryOperator<byte[]> wrapped) {
            if (schema == null) {
                return Frame.recoded(raw, plain, (event, document) -> wrapped.apply(document));
            }
            ProtobufJson json = ProtobufJson.of(plain, schema);
            return json == null
                    ? Frame.recoded(raw, NO_DOCUMENT, (event, document) -> raw)
                    : Frame.recoded(raw, json.json(), (event, document) -> wrapped.apply(json.with(document)));
        }
    }

    /** JSON in AWS event streams. */
    static final class EventStreams extends SizedFraming {

        EventStreams() {
            super(EventStream.PRELUDE);
        }

        @Override
        int length(byte[] bytes, int start) {
            return EventStream.length(bytes, start);
        }

        @Override
        Frame whole(byte[] raw) {
            EventStream message = EventStream.at(raw, 0, raw.length);
            EncodedMember payload = EncodedMember.of(Arrays.copyOfRange(raw, message.from(), message.to()));
            return Frame.recoded(
                    raw, payload.decoded(), (event, document) -> message.with(raw, payload.encode(document)));
        }
    }

    /** JSON in Meta's binary frames. */
    static final class DgwFrames extends SizedFraming {

        DgwFrames() {
            super(DgwFrame.HEADER);
        }

        @Override
        int length(byte[] bytes, int start) {
            return DgwFrame.length(bytes, start);
        }

        @Override
        Frame whole(byte[] raw) {
            DgwFrame frame = DgwFrame.at(raw, 0, raw.length);
            byte[] content = Arrays.copyOfRange(raw, frame.from(), frame.to());
            return Frame.recoded(raw, content, (event, document) -> join(frame.header(raw, document.length), document));
        }
    }
}
