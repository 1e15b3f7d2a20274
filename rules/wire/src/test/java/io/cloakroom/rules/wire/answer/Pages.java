package io.cloakroom.rules.wire.answer;

import io.cloakroom.rules.wire.golden.GoldenResponse;
import java.util.List;
import java.util.Objects;

/** What the page of a site, reading by itself, shows of a golden answer. */
public final class Pages {

    private Pages() {}

    /** @param chunks the answer, restored or not; its messages, where it comes over a WebSocket */
    public static String read(GoldenResponse response, List<byte[]> chunks) {
        String reader = Objects.requireNonNull(response.sample().reader());
        if (!response.messages()) {
            return Page.read(reader, Framing.join(chunks.toArray(byte[][]::new)));
        }
        String[] kind = reader.split(":", 2);
        return FramedPage.read(kind[0], kind.length == 1 ? "" : kind[1], chunks);
    }
}
