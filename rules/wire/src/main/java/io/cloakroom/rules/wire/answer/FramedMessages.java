package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.wire.MessageRestorer;
import java.util.Arrays;
import java.util.List;

/** Restores whole messages. */
final class FramedMessages implements MessageRestorer {

    private final FramedRestorer frames;
    private final boolean records;

    /** @param records whether a message is as many documents as anybody likes, so that those added need none of their own */
    FramedMessages(FramedRestorer frames, boolean records) {
        this.frames = frames;
        this.records = records;
    }

    /** What came in one message leaves in one, since a client may count on it. */
    @Override
    public List<byte[]> push(byte[] message) {
        List<List<byte[]>> out = frames.frames(message);
        List<byte[]> all = out.stream().flatMap(List::stream).toList();
        List<byte[]> messages = out.size() > 1 ? joined(all) : messages(all);
        boolean same = messages.isEmpty() || Arrays.equals(messages.getFirst(), message);
        return messages.size() <= 1 && same ? List.of(message) : messages;
    }

    private List<byte[]> messages(List<byte[]> out) {
        return records ? joined(out) : List.copyOf(out);
    }

    private static List<byte[]> joined(List<byte[]> out) {
        return out.size() > 1 ? List.of(Framing.join(out.toArray(byte[][]::new))) : List.copyOf(out);
    }

    @Override
    public List<byte[]> release() {
        return messages(frames.released());
    }

    @Override
    public List<byte[]> finish() {
        return messages(frames.finished());
    }

    @Override
    public RestoreReport report() {
        return frames.report();
    }

    @Override
    public String conversation() {
        return frames.conversation();
    }
}
