package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.OpenedFile;
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

    /** @throws LensException when it is of a known format and cannot be read */
    static Optional<OpenedFile> open(Focus focus, Budget budget) throws LensException {
        return FORMATS.open(bytes(focus.content()), focus.type(), "", budget);
    }

    /** Whether short bytes are a file nevertheless, and no token. */
    static boolean known(Bytes content) {
        return FileFormats.known(bytes(content));
    }

    private static byte[] bytes(Bytes content) {
        boolean all = content.from() == 0 && content.to() == content.array().length;
        return all ? content.array() : Arrays.copyOfRange(content.array(), content.from(), content.to());
    }
}
