package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import java.util.List;

/** Strings in JSON, by pointer or all of them. */
final class JsonStep implements Step {

    private final JsonPaths paths;
    private final boolean everything;

    private JsonStep(JsonPaths paths, boolean everything) {
        this.paths = paths;
        this.everything = everything;
    }

    /** The strings that pointers lead to; what is no string there is not found. */
    static JsonStep of(List<String> pointers) {
        return new JsonStep(JsonPaths.of(pointers), false);
    }

    /**
     * Every string; and what can hold personal data beside them: keys that do not read like the names of fields, and long numbers. Several
     * values may follow each other, as in lines of JSON, SignalR records or Socket.IO frames.
     */
    static JsonStep everything() {
        return new JsonStep(JsonPaths.everything(), true);
    }

    @Override
    public List<Focus> focus(Bytes source, Payload payload) throws LensException {
        return source.isEmpty() ? List.of() : new JsonWalk(source, paths, everything).foci();
    }
}
