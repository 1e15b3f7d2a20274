package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import java.util.List;

/** Values of {@code name=value} pairs joined by {@code &}: form bodies, and the query of a request target. */
final class FormStep implements Step {

    private final String kind;
    private final PercentEscapes escapes;
    private final List<String> names;
    private final boolean query;
    private final boolean everything;

    private FormStep(boolean query, List<String> names, boolean everything) {
        this.kind = query ? "query" : "form";
        this.escapes = query ? PercentEscapes.QUERY : PercentEscapes.FORM;
        this.query = query;
        this.names = names;
        this.everything = everything;
    }

    static FormStep form(List<String> names) {
        return new FormStep(false, names, false);
    }

    /** Reads a request target, {@code /path?name=value}. */
    static FormStep query(List<String> names) {
        return new FormStep(true, names, false);
    }

    /** All values, and names that do not read like the names of fields. */
    static FormStep everything(boolean query) {
        return new FormStep(query, List.of("*"), true);
    }

    @Override
    public List<Focus> focus(Bytes source, Payload payload) throws LensException {
        Foci foci = new Foci();
        int at = query ? source.indexOf('?', source.from()) + 1 : source.from();
        while (at < source.to()) {
            int end = source.indexOf('&', at);
            pair(source.sub(at, end), foci);
            at = end + 1;
        }
        return foci.all();
    }

    private void pair(Bytes pair, Foci foci) throws LensException {
        int equals = pair.indexOf('=', pair.from());
        Bytes raw = pair.sub(pair.from(), equals);
        Bytes name = escapes.decode(raw);
        if (everything && !raw.isEmpty() && !Names.field(name)) {
            foci.add(new Focus(kind + "-names:*", "", "", raw, name, escapes, new int[] {0}));
        }
        if (equals < pair.to()) {
            int[] selectors = Names.selectors(names, Names.string(name));
            if (selectors.length > 0) {
                String shown = Names.shown(name);
                Bytes value = pair.sub(equals + 1, pair.to());
                foci.add(Focus.of(kind + ':' + shown, shown, value, escapes, selectors));
            }
        }
    }
}
