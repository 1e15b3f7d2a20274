package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.RulePack.Around;
import io.cloakroom.rules.engine.recognize.RulePack.Within;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a text in which a pack's patterns are tried. */
final class Windows {

    private Windows() {}

    /** Ranges in order, not overlapping. */
    static List<int[]> of(Scan scan, RulePack pack, int[] keywords) {
        List<int[]> windows = new ArrayList<>();
        if (pack.around() == Around.DIGITS) {
            aroundDigits(scan, pack, keywords, windows);
        } else {
            aroundKeywords(scan, pack, keywords, windows);
        }
        return merge(windows);
    }

    private static void aroundKeywords(Scan scan, RulePack pack, int[] keywords, List<int[]> out) {
        // A pack whose prefilter is its context looks as far as the context does.
        boolean byContext = PackKeywords.isByContext(pack);
        int before = pack.reachBefore() + (byContext ? pack.context().after() : 0);
        int after = pack.reach() + (byContext ? pack.context().window() : 0);
        boolean token = pack.within() == Within.TOKEN;
        String text = scan.text();
        for (int keyword : keywords) {
            int count = scan.count(keyword);
            int @Nullable [] last = null;
            for (int i = 0; i < count; i++) {
                int start = scan.start(keyword, i);
                int end = start + scan.length(keyword);
                int from = Math.max(0, start - before);
                int to = Math.min(text.length(), end + after);
                if (token && last != null && start >= last[0] && end <= last[1]) {
                    last[1] = tokenEnd(text, last[1], to);
                    continue;
                }
                if (pack.digits() > 0 && !scan.stretches().hasOneIn(from, to, pack.digits())) {
                    continue;
                }
                last = token
                        ? new int[] {tokenStart(text, start, from), tokenEnd(text, end, to)}
                        : new int[] {from, to};
                out.add(last);
            }
        }
    }

    private static int tokenStart(String text, int start, int limit) {
        int from = start;
        while (from > limit && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static int tokenEnd(String text, int end, int limit) {
        int to = end;
        while (to < limit && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static void aroundDigits(Scan scan, RulePack pack, int[] keywords, List<int[]> out) {
        DigitStretches stretches = scan.stretches();
        // Most of a pack's words occur nowhere in a text: they are not asked for again at every number.
        int[] present = scan.present(keywords);
        if (present.length == 0 && keywords.length > 0) {
            return;
        }
        for (int stretch = 0; stretch < stretches.count(); stretch++) {
            if (stretches.digits(stretch) < pack.digits()) {
                continue;
            }
            int from = Math.max(0, stretches.start(stretch) - pack.reachBefore());
            int to = Math.min(scan.text().length(), stretches.end(stretch) + pack.reach());
            if (present.length == 0 || near(scan, pack, present, from, to)) {
                out.add(new int[] {from, to});
            }
        }
    }

    private static boolean near(Scan scan, RulePack pack, int[] keywords, int from, int to) {
        int before = PackKeywords.isByContext(pack) ? pack.context().window() : 0;
        int after = PackKeywords.isByContext(pack) ? pack.context().after() : 0;
        for (int keyword : keywords) {
            if (scan.occurs(keyword, from - before, to + after)) {
                return true;
            }
        }
        return false;
    }

    private static List<int[]> merge(List<int[]> windows) {
        if (windows.size() < 2) {
            return windows;
        }
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
