package io.cloakroom.rules.wire.lens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notations merged where they begin alike: what is done with one stretch of bytes. */
final class Branch {

    private static final String JOINT = " > ";

    private boolean text;
    private @Nullable Kind kind;
    private final Map<String, Branch> next = new LinkedHashMap<>();

    /**
     * Adds one notation.
     *
     * @throws IllegalArgumentException when it is none, or reads the same bytes in another way than one added before
     */
    void add(String notation) {
        Branch at = this;
        for (String step : notation.split(JOINT, -1)) {
            int colon = step.indexOf(':');
            String name = (colon < 0 ? step : step.substring(0, colon)).trim();
            String argument = colon < 0 ? null : step.substring(colon + 1).trim();
            Kind kind = Kind.of(name, argument, notation);
            if (kind.first() && at != this) {
                throw new IllegalArgumentException("'" + name + "' in '" + notation + "' can only be the first step");
            }
            for (String single : kind.singly(argument == null ? "" : argument)) {
                at.require(kind);
                at = at.next.computeIfAbsent(single, key -> new Branch());
            }
        }
        at.text = true;
    }

    private void require(Kind wanted) {
        if (kind != null && kind != wanted) {
            throw new IllegalArgumentException("'" + kind.notation() + "' and '" + wanted.notation()
                    + "' read the same bytes in two ways; keep one of them");
        }
        kind = wanted;
    }

    static Branch merge(List<Branch> branches) {
        if (branches.size() == 1) {
            return branches.getFirst();
        }
        Branch merged = new Branch();
        for (Branch branch : branches) {
            merged.text |= branch.text;
            if (branch.kind != null) {
                merged.require(branch.kind);
            }
            branch.next.forEach(
                    (argument, below) -> merged.next.merge(argument, below, (a, b) -> merge(List.of(a, b))));
        }
        return merged;
    }

    /** @throws IllegalArgumentException when two arguments that can mean the same bytes are read on in different ways */
    Reader compile() {
        List<String> arguments = new ArrayList<>(next.keySet());
        for (int i = 0; i < arguments.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (overlap(arguments.get(i), arguments.get(j))) {
                    merge(List.of(next.get(arguments.get(i)), next.get(arguments.get(j))));
                }
            }
        }
        return new Reader(text, kind == null ? null : kind.compile(arguments), List.copyOf(next.values()));
    }

    private static boolean overlap(String one, String other) {
        String[] left = one.split("[/;]", -1);
        String[] right = other.split("[/;]", -1);
        boolean same = left.length == right.length;
        for (int i = 0; same && i < left.length; i++) {
            same = left[i].equals(right[i]) || left[i].equals("*") || right[i].equals("*");
        }
        return same;
    }
}
