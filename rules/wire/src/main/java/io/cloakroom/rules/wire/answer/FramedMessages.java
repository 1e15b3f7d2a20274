package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.MessageRestorer;
import java.util.List;

/** Restores whole messages. */
final class FramedMessages implements MessageRestorer {

    private final FramedRestorer frames;
    private final boolean joined;

    /** @param joined whether one message can hold several documents */
    FramedMessages(FramedRestorer frames, boolean joined) {
        this.frames = frames;
        this.joined = joined;
    }

    @Override
    public List<byte[]> push(byte[] message) {
        List<byte[]> out = frames.frames(message);
        return out.isEmpty() ? List.of(message) : messages(out);
    }

    private List<byte[]> messages(List<byte[]> out) {
        return out.size() > 1 && joined ? List.of(Framing.join(out.toArray(byte[][]::new))) : List.copyOf(out);
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
    public int restored() {
        return frames.restored();
    }

    @Override
    public int unrestored() {
        return frames.unrestored();
    }

    @Override
    public String conversation() {
        return frames.conversation();
    }
}
