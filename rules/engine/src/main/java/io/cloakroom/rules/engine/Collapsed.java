package io.cloakroom.rules.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A text with each placeholder, or what is to become one, collapsed to the same token: how recognizers see it. Type and number of a placeholder
 * say nothing then, neither as words nor by their length, so that a text with its findings replaced by whatever placeholders looks as it
 * looked when they were foreseen.
 *
 * @param original as it came
 * @param text what is searched
 * @param replaced spans of {@code original} that are tokens in {@code text}, in order, not overlapping
 * @param tokens where in {@code text} the token of each starts
 */
record Collapsed(String original, String text, List<Span> replaced, int[] tokens) {

    private static final String TOKEN = "[CUSTOM_1]";

    /** With the placeholders in it collapsed. */
    static Collapsed of(String original) {
        return of(original, OwnTokens.in(original));
    }

    /** @param replaced in order, not overlapping */
    private static Collapsed of(String original, List<Span> replaced) {
        if (replaced.isEmpty()) {
            return new Collapsed(original, original, List.of(), new int[0]);
        }
        int[] tokens = new int[replaced.size()];
        StringBuilder text = new StringBuilder(original.length());
        int from = 0;
        for (int i = 0; i < tokens.length; i++) {
            text.append(original, from, replaced.get(i).start());
            tokens[i] = text.length();
            text.append(TOKEN);
            from = replaced.get(i).end();
        }
        text.append(original, from, original.length());
        return new Collapsed(original, text.toString(), replaced, tokens);
    }

    /**
     * With what identifies somebody collapsed too. As a policy groups findings: those that overlap become one placeholder if one of them
     * identifies, those that touch become two.
     */
    Collapsed without(Collection<Finding> findings) {
        List<Part> parts = new ArrayList<>();
        replaced.forEach(span -> parts.add(new Part(span, true)));
        findings.forEach(finding -> parts.add(new Part(finding.span(), finding.identifies())));
        parts.sort(Comparator.comparing(Part::span));
        List<Part> groups = new ArrayList<>();
        for (Part part : parts) {
            if (!groups.isEmpty() && groups.getLast().span.overlaps(part.span)) {
                Part last = groups.removeLast();
                groups.add(new Part(last.span.union(part.span), last.identifies || part.identifies));
            } else {
                groups.add(part);
            }
        }
        return of(
                original,
                groups.stream().filter(Part::identifies).map(Part::span).toList());
    }

    private record Part(Span span, boolean identifies) {}

    /** What was found in {@code text} outside of its tokens, with spans of {@code original}; a token that a finding touches is in it wholly. */
    List<Finding> toOriginal(Collection<Finding> findings) {
        if (replaced.isEmpty()) {
            return List.copyOf(findings);
        }
        List<Finding> mapped = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            int start = finding.span().start();
            int last = finding.span().end() - 1;
            if (!isInToken(start, last)) {
                mapped.add(finding.withSpan(new Span(start(start), end(last))));
            }
        }
        return mapped;
    }

    private boolean isInToken(int start, int last) {
        int token = tokenAtOrBefore(start);
        return token >= 0 && last < tokens[token] + TOKEN.length();
    }

    private int start(int at) {
        int token = tokenAtOrBefore(at);
        if (token < 0) {
            return at;
        }
        int behind = at - tokens[token] - TOKEN.length();
        return behind < 0 ? replaced.get(token).start() : replaced.get(token).end() + behind;
    }

    /** The offset after the last character. */
    private int end(int last) {
        int token = tokenAtOrBefore(last);
        if (token < 0) {
            return last + 1;
        }
        int behind = last - tokens[token] - TOKEN.length();
        return replaced.get(token).end() + (behind < 0 ? 0 : behind + 1);
    }

    private int tokenAtOrBefore(int at) {
        int found = Arrays.binarySearch(tokens, at);
        return found >= 0 ? found : -found - 2;
    }
}
