package io.cloakroom.rules.wire.fuzz;

import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.Payload;
import java.util.List;

/** What Jazzer drives: every lens into binary wrappings, over the same bytes, so that each has its share. */
public final class BinaryLensFuzz {

    private static final List<Lens> LENSES = LensFuzz.lenses(
            "connect:*",
            "connect:* > gunzip > json:/*",
            "connect:* > gunzip > proto:1.1",
            "proto:*",
            "proto:*.*",
            "dgw",
            "dgw > json:/payload > base64 > proto:2.2",
            "eventstream:*",
            "eventstream:* > json:/bytes > base64",
            "gunzip",
            "file");

    private BinaryLensFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] body) {
        LENSES.forEach(lens -> LensFuzz.check(lens, new Payload("/", "", body)));
    }
}
