package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
import io.cloakroom.rules.wire.OpenedFiles;
import io.cloakroom.rules.wire.file.Budget;
import io.cloakroom.rules.wire.file.FileFormats;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Content that is a file: what is declared to be written in a language of marks or cells, or begins as such, and what is no text. */
final class Files {

    private static final FileFormats FORMATS = new FileFormats(new GenericLens(Set.of()));

    private Files() {}

    /** Whether content is a file although it could be read as text. */
    static boolean declared(Focus focus) {
        Bytes content = focus.content();
        return content.startsWith("%pdf-", content.from())
                || (!content.string() && (FileFormats.markup(focus.type()) || FileFormats.begins(bytes(content))));
    }

    /**
     * Opens a file, unless another lens did.
     *
     * @param opened files of the payload it is in
     * @param budget what may still be unpacked of that payload
     * @throws LensException when it is of a known format and cannot be read
     */
    static Optional<OpenedFile> open(Focus focus, OpenedFiles opened, Budget budget) throws LensException {
        Bytes content = focus.content();
        byte[] bytes = bytes(content);
        // What tells its format itself is of that format whatever it is declared to be.
        String type = FileFormats.known(bytes) ? "" : focus.type();
        return opened.open(
                content.array(), content.from(), content.to(), type, () -> FORMATS.open(bytes, type, "", budget));
    }

    /** Whether short bytes are a file nevertheless, and no token. */
    static boolean known(Bytes content) {
        return FileFormats.known(bytes(content));
    }

    /** Whether nothing tells that it is a file of anything but sound. */
    static boolean maybeSound(Bytes content) {
        return FileFormats.maybeSound(bytes(content));
    }

    private static byte[] bytes(Bytes content) {
        boolean all = content.from() == 0 && content.to() == content.array().length;
        return all ? content.array() : Arrays.copyOfRange(content.array(), content.from(), content.to());
    }
}
