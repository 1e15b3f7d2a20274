package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;

/** PDF. */
final class PdfFormat {
    private PdfFormat() {}

    static OpenedFile open(byte[] bytes) throws LensException {
        throw new LensException("pdf");
    }
}
