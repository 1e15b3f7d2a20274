package io.cloakroom.rules.engine.recognize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The parts of a text in which a pack's patterns are tried. */
final class Windows {

    private Windows() {}

    /** Ranges in order, not overlapping. */
    static List<int[]> of(Scan scan, RulePack pack, int[] keywords) {
        List<int[]> windows = new ArrayList<>();
        if (pack.digits() > 0) {
            aroundDigits(scan, pack, keywords, windows);
        } else {
            aroundKeywords(scan, pack, keywords, windows);
        }
        return merge(windows);
    }

    private static void aroundKeywords(Scan scan, RulePack pack, int[] keywords, List<int[]> out) {
        // A pack whose prefilter is its context looks as far as the context does.
        int before = pack.keywords().isEmpty() ? pack.context().after() + pack.reach() : pack.reach();
        int after = pack.keywords().isEmpty() ? pack.context().window() + pack.reach() : pack.reach();
        for (int keyword : keywords) {
            IntList starts = scan.starts(keyword);
            for (int i = 0; starts != null && i < starts.size(); i++) {
                int start = starts.get(i);
                out.add(new int[] {
                    Math.max(0, start - before), Math.min(scan.text().length(), start + scan.length(keyword) + after)
                });
            }
        }
    }

    private static void aroundDigits(Scan scan, RulePack pack, int[] keywords, List<int[]> out) {
        DigitStretches stretches = scan.stretches();
        for (int stretch = 0; stretch < stretches.count(); stretch++) {
            if (stretches.digits(stretch) < pack.digits()) {
                continue;
            }
            int from = Math.max(0, stretches.start(stretch) - pack.reach());
            int to = Math.min(scan.text().length(), stretches.end(stretch) + pack.reach());
            if (keywords.length == 0 || near(scan, pack, keywords, from, to)) {
                out.add(new int[] {from, to});
            }
        }
    }

    private static boolean near(Scan scan, RulePack pack, int[] keywords, int from, int to) {
        int before = pack.keywords().isEmpty() ? pack.context().window() : 0;
        int after = pack.keywords().isEmpty() ? pack.context().after() : 0;
        for (int keyword : keywords) {
            if (scan.occurs(keyword, from - before, to + after)) {
                return true;
            }
        }
        return false;
    }

    private static List<int[]> merge(List<int[]> windows) {
        windows.sort(Comparator.comparingInt(w -> w[0]));
        List<int[]> merged = new ArrayList<>(windows.size());
        for (int[] window : windows) {
            int[] last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && window[0] <= last[1]) {
                last[1] = Math.max(last[1], window[1]);
            } else {
                merged.add(window);
            }
        }
        return merged;
    }
}
