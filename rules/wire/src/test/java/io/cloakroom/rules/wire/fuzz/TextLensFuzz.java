package io.cloakroom.rules.wire.fuzz;

import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What Jazzer drives: every lens into text, over the same bytes, so that each has its share. */
public final class TextLensFuzz {

    private static final List<Lens> LENSES = LensFuzz.lenses(
            "json:/a/*",
            "json:/0/*/t",
            "form:*",
            "form:f.req > json:/1 > json:/0/0",
            "lines:*",
            "signalr:*",
            "base64",
            "dataurl");
    private static final List<Lens> PARTS =
            LensFuzz.lenses("multipart:*", "multipart:*;filename", "multipart:a > json:/a");
    private static final List<Lens> TARGETS = LensFuzz.lenses("query:*", "query:q > json:/a");

    private TextLensFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] body) {
        LENSES.forEach(lens -> LensFuzz.check(lens, new Payload("/", "", body)));
        PARTS.forEach(lens -> LensFuzz.check(lens, new Payload("/", "multipart/form-data; boundary=b", body)));
        String target = "/?" + new String(body, StandardCharsets.US_ASCII).replace('\ufffd', '?');
        TARGETS.forEach(lens -> LensFuzz.check(lens, new Payload(target, "", new byte[0])));
    }
}
