package io.cloakroom.rules.wire.golden;

import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.wire.Lens;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.Payload;
import io.cloakroom.rules.wire.TextSegment;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request a site's page or program sends.
 *
 * @param rule the descriptor's rule for it, or null when there is none and every string is inspected
 * @param locations lens notation of every text in it, and {@code texts} what must be found
 */
public record GoldenRequest(
        String name,
        Site site,
        @Nullable RequestRule rule,
        Payload payload,
        List<String> locations,
        List<String> texts) {

    private static final String REPLACEMENT = "[CUSTOM_1]";

    /** What finds its text. */
    public Lens lens() {
        return rule == null ? site.genericLens() : rule.lens();
    }

    /**
     * Every text is found where the sample says; nothing of it leaves once it is replaced, neither there nor in any other string; and the
     * bytes stay the same when nothing is replaced.
     */
    public List<Failure> failures() {
        try {
            Located located = lens().locate(payload);
            List<Failure> failures = new ArrayList<>(missing(located.segments()));
            if (located.splice(Map.of()).body() != payload.body()) {
                failures.add(failure("the very same bytes when nothing is replaced", "others"));
            }
            failures.addAll(leaving(located));
            return List.copyOf(failures);
        } catch (LensException e) {
            return List.of(failure("a body that can be read", String.valueOf(e.getMessage())));
        }
    }

    /** Where its text is found; nowhere when the descriptor cannot read it. */
    List<String> found() {
        try {
            return lens().locate(payload).segments().stream()
                    .map(TextSegment::path)
                    .toList();
        } catch (LensException e) {
            return List.of();
        }
    }

    private List<Failure> missing(List<TextSegment> segments) {
        List<Failure> failures = new ArrayList<>();
        List<String> paths = segments.stream().map(TextSegment::path).toList();
        for (String location : locations) {
            if (!paths.contains(location)) {
                failures.add(failure("text at " + location, paths.isEmpty() ? "none" : "text at " + paths));
            }
        }
        for (String text : texts) {
            if (segments.stream().noneMatch(segment -> segment.text().contains(text))) {
                failures.add(failure("'" + text + "' to be found", "only " + texts(segments)));
            }
        }
        return failures;
    }

    private List<Failure> leaving(Located located) throws LensException {
        Payload redacted = redacted(located);
        List<TextSegment> after = lens().locate(redacted).segments();
        List<Failure> failures = new ArrayList<>();
        if (after.size() != located.segments().size()) {
            failures.add(
                    failure(located.segments().size() + " texts after replacing", after.size() + ": " + texts(after)));
        }
        for (String text : texts) {
            if (has(after, text) || has(everyString(redacted), text)) {
                failures.add(failure("'" + text + "' to be gone once it is replaced", "it is still there"));
            }
        }
        return failures;
    }

    /** The request with everything replaced that must be found, wherever it is located. */
    public Payload redacted(Located located) {
        return located.splice(edits(located.segments()));
    }

    private List<TextSegment> everyString(Payload redacted) throws LensException {
        try {
            return site.genericLens().locate(redacted).segments();
        } catch (LensException e) {
            return e.readable().orElseThrow(() -> e).segments();
        }
    }

    private static boolean has(List<TextSegment> segments, String text) {
        return segments.stream().anyMatch(segment -> segment.text().contains(text));
    }

    private static List<String> texts(List<TextSegment> segments) {
        return segments.stream().map(TextSegment::text).toList();
    }

    private Map<Integer, List<TextEdit>> edits(List<TextSegment> segments) {
        Map<Integer, List<TextEdit>> edits = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            for (String text : texts) {
                String segment = segments.get(i).text();
                for (int at = segment.indexOf(text); at >= 0; at = segment.indexOf(text, at + 1)) {
                    edits.computeIfAbsent(i, index -> new ArrayList<>())
                            .add(new TextEdit(new Span(at, at + text.length()), REPLACEMENT));
                }
            }
        }
        return edits;
    }

    private Failure failure(String expected, String came) {
        return new Failure(toString(), expected, came);
    }

    @Override
    public String toString() {
        return site.id() + ": " + name;
    }
}
