package io.cloakroom.rules.wire.file;

import io.cloakroom.rules.wire.LensException;

/** A PDF that is not read, and why. Unchecked, since PDFBox goes on behind most exceptions of input, without what it could not read. */
final class PdfRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    PdfRefused(String reason) {
        super(reason);
        this.reason = reason;
    }

    PdfRefused(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    LensException reason() {
        return new LensException(reason, this);
    }
}
