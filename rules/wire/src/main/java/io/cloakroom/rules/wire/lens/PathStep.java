package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments of the path of a request target that say more than where to go: with a character that names of resources and identifiers do not
 * have, a space or an {@code @}.
 */
final class PathStep implements Step {

    static final PathStep TELLING = new PathStep();

    private static final PercentEscapes ESCAPES = PercentEscapes.DATA;
    private static final String OF_NAMES = "._~-=:!$";

    private PathStep() {}

    @Override
    public List<Focus> focus(Bytes source, Payload payload) {
        Bytes path = source.sub(source.from(), source.indexOf('?', source.from()));
        List<Focus> foci = new ArrayList<>();
        int at = path.from();
        for (int number = 0; at < path.to(); number++) {
            int end = path.indexOf('/', at);
            Bytes raw = path.sub(at, end);
            if (!ESCAPES.decode(raw).consistsOf(OF_NAMES)) {
                foci.add(Focus.of("path:" + number, "", raw, ESCAPES, new int[] {0}));
            }
            at = end + 1;
        }
        return foci;
    }
}
