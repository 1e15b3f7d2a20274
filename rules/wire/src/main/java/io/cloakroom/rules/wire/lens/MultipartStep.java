package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.file.FileFormats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parts of a multipart body by the name of their form field: their bodies, or the names of their files. */
final class MultipartStep implements Step {

    private static final String FILE_NAME = ";filename";

    private final List<String> arguments;

    private MultipartStep(List<String> arguments) {
        this.arguments = arguments;
    }

    /** Bodies of parts: {@code file}; names of their files: {@code file;filename}; {@code *} stands for any name. */
    static MultipartStep of(List<String> arguments) {
        return new MultipartStep(arguments);
    }

    /** All bodies and all file names. */
    static MultipartStep everything() {
        return new MultipartStep(List.of("*", "*" + FILE_NAME));
    }

    @Override
    public List<Focus> focus(Bytes source, Payload payload) throws LensException {
        if (source.isEmpty()) {
            return List.of();
        }
        byte[] delimiter = MultipartReader.delimiter(payload.contentType());
        Wrapping body = new BoundedPart(delimiter);
        List<Focus> foci = new ArrayList<>();
        for (MultipartReader.Part part : MultipartReader.parts(source, delimiter)) {
            addFileNames(part, foci);
            int[] selectors = Names.selectors(arguments, part.name());
            if (selectors.length > 0) {
                String field = shown(part);
                String type =
                        FileFormats.type(part.type(), part.fileName() == null ? "" : Names.string(part.fileName()));
                foci.add(new Focus("multipart:" + field, field, type, part.body(), part.body(), body, selectors));
            }
        }
        return foci;
    }

    private void addFileNames(MultipartReader.Part part, List<Focus> foci) {
        int[] selectors = fileNameSelectors(part.name());
        if (selectors.length == 0) {
            return;
        }
        Focus plain = fileName(part, part.fileName(), FileNameEscapes.INSTANCE, selectors);
        Focus encoded = fileName(part, part.encodedName(), PercentEscapes.DATA, selectors);
        if (plain != null) {
            foci.add(plain);
        }
        if (encoded != null) {
            boolean before = plain != null && encoded.raw().from() < plain.raw().from();
            foci.add(before ? foci.size() - 1 : foci.size(), encoded);
        }
    }

    private static @Nullable Focus fileName(
            MultipartReader.Part part, @Nullable Bytes raw, Escapes escapes, int[] selectors) {
        return raw == null
                ? null
                : Focus.of("multipart:" + shown(part) + FILE_NAME, "filename", raw, escapes, selectors);
    }

    private int[] fileNameSelectors(String name) {
        return IntStream.range(0, arguments.size())
                .filter(i -> arguments.get(i).equals(name + FILE_NAME)
                        || arguments.get(i).equals("*" + FILE_NAME))
                .toArray();
    }

    private static String shown(MultipartReader.Part part) {
        return Names.shown(Bytes.of(part.name().getBytes(StandardCharsets.UTF_8)));
    }
}
