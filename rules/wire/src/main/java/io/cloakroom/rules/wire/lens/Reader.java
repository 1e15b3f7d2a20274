package io.cloakroom.rules.wire.lens;

import io.cloakroom.rules.wire.LensException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A compiled {@link Branch}: reads bytes as text, or takes a step and reads on. */
final class Reader {

    private final boolean text;
    private final @Nullable Step step;
    private final List<Branch> next;
    private final Map<List<Integer>, Reader> readers = new ConcurrentHashMap<>();

    Reader(boolean text, @Nullable Step step, List<Branch> next) {
        this.text = text;
        this.step = step;
        this.next = next;
        for (int i = 0; i < next.size(); i++) {
            readers.put(List.of(i), next.get(i).compile());
        }
    }

    /** Whether anything is read at all. */
    boolean reads() {
        return text || step != null;
    }

    /**
     * Reads a focus and everything inside it. Where one notation wants the text and another reads deeper, the deeper one is taken if it finds
     * something.
     */
    Spot read(Focus focus, String path, Reading reading) {
        if (step == null) {
            return text ? reading.text(focus, path) : Spot.around(focus, List.of());
        }
        try {
            List<Focus> foci = step.focus(focus.content(), reading.payload());
            if (!foci.isEmpty() || !text) {
                return Spot.around(focus, inside(foci, path, reading));
            }
        } catch (LensException e) {
            if (!text || e.isTooMuch()) {
                return reading.problem(focus, path, e);
            }
        }
        return reading.text(focus, path);
    }

    private List<Spot> inside(List<Focus> foci, String path, Reading reading) {
        List<Spot> spots = new ArrayList<>(foci.size());
        for (Focus focus : foci) {
            if (!reading.another()) {
                break;
            }
            spots.add(reader(focus.selectors()).read(focus, Reading.join(path, focus), reading));
        }
        return spots;
    }

    private Reader reader(int[] selectors) {
        List<Integer> key = Arrays.stream(selectors).boxed().toList();
        return readers.computeIfAbsent(
                key,
                missing ->
                        Branch.merge(missing.stream().map(next::get).toList()).compile());
    }
}
