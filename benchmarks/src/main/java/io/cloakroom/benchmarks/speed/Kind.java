package io.cloakroom.benchmarks.speed;

import io.cloakroom.benchmarks.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Kinds of text to measure with: ASCII, made up in code, the same in every run. */
public enum Kind {
    /** Questions and office prose without personal data. */
    BENIGN,
    /** The same with a person in every fourth sentence. */
    PERSONAL,
    /** Source code. */
    CODE,
    /** Lines of a server's log, with addresses in them. */
    LOGS;

    private static final int SEED = 11;
    private static final int TEXTS = 200;

    private static final List<String> STATEMENTS = List.of(
            "    int total%1$d = items.stream().mapToInt(Item::count).sum(); // of shelf %2$d",
            "    if (shelf.size() > %1$d || shelf.isEmpty()) { return Optional.empty(); }",
            "    private static final long TIMEOUT_MILLIS = %1$d_000L;",
            "    assertThat(parse(\"v%1$d.%2$d.0\")).isEqualTo(new Version(%1$d, %2$d, 0));",
            "    LOGGER.debug(\"moved {} of {} boxes\", moved, boxes.get(%2$d));",
            "    for (int i = 0; i < %2$d; i++) { grid[i] = (grid[i] * 31 + %1$d) & 0xFF; }",
            "    @Override public String toString() { return \"Shelf[\" + id + \"]\"; }");

    private static final List<String> LINES = List.of(
            "INFO  o.e.shelf.Worker - job %2$d finished in %1$d ms, 0 errors",
            "DEBUG o.e.shelf.Pool - acquired connection c-%2$d, %1$d idle",
            "WARN  o.e.shelf.Http - GET /api/v2/shelves/%2$d took %1$d ms from 10.0.%3$d.%4$d",
            "INFO  o.e.shelf.Cache - hit ratio 0.%1$d over %2$d requests",
            "ERROR o.e.shelf.Store - retrying write of segment 00%2$d.log at offset %1$d");

    /** Texts of one length; for code and logs it is cut anywhere. */
    public List<String> texts(int length) {
        String all = stream(length * TEXTS);
        List<String> texts = new ArrayList<>(TEXTS);
        for (int i = 0; i < TEXTS; i++) {
            texts.add(all.substring(i * length, (i + 1) * length));
        }
        return List.copyOf(texts);
    }

    /** One text of this length, in characters of one byte each. */
    public String stream(int length) {
        return switch (this) {
            case BENIGN -> Texts.benign(length);
            case PERSONAL -> Texts.personal(length);
            case CODE -> lines(STATEMENTS, "", length);
            case LOGS -> lines(LINES, "2025-03-%1$02d 10:%2$02d:%3$02d.%4$03d ", length);
        };
    }

    private static String lines(List<String> forms, String time, int length) {
        Random random = new Random(SEED);
        StringBuilder out = new StringBuilder(length + 200);
        while (out.length() < length) {
            out.append(time.formatted(
                            1 + random.nextInt(28), random.nextInt(60), random.nextInt(60), random.nextInt(1000)))
                    .append(forms.get(random.nextInt(forms.size()))
                            .formatted(
                                    random.nextInt(900),
                                    random.nextInt(9000),
                                    random.nextInt(255),
                                    1 + random.nextInt(250)))
                    .append('\n');
        }
        return out.substring(0, length);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
