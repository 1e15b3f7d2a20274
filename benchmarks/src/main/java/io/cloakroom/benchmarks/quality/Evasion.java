package io.cloakroom.benchmarks.quality;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Ways to write a value so that a person, or a model, still reads it and a pattern does not. */
enum Evasion {
    FULL_WIDTH(Rewriting::fullWidth),
    ARABIC_INDIC_DIGITS(value -> Rewriting.digits(value, '\u0660')),
    ZERO_WIDTH(value -> Rewriting.between(value, "\u200b")),
    SOFT_HYPHEN(value -> Rewriting.between(value, "\u00ad")),
    BIDI(value -> "\u202a" + value + "\u202c"),
    NO_BREAK_SPACE(value -> value.replace(' ', '\u00a0')),
    HOMOGLYPH(Rewriting::homoglyphs),
    COMBINING_MARK(value -> Rewriting.between(value, "\u034f")),
    BASE64(value -> Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))),
    HEX(value -> HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8))),
    PERCENT(Rewriting::percent),
    HTML_ENTITY(Rewriting::entities),
    BACKSLASH_U(Rewriting::backslashU),
    BASE64_OF_PERCENT(value -> BASE64.of(PERCENT.of(value))),
    AT_AND_DOT(value -> value.replace("@", " at ").replace(".", " dot "), Set.of("EMAIL")),
    AT_AND_DOT_IN_BRACKETS(value -> value.replace("@", "[at]").replace(".", "[dot]"), Set.of("EMAIL")),
    SPACED_OUT(value -> Rewriting.between(value, " "), Set.of("EMAIL", "CREDIT_CARD", "IBAN"));

    private final UnaryOperator<String> rewrite;
    private final Set<String> types;

    Evasion(UnaryOperator<String> rewrite) {
        this(rewrite, Rewriting.BY_FORM);
    }

    Evasion(UnaryOperator<String> rewrite, Set<String> types) {
        this.rewrite = rewrite;
        this.types = types;
    }

    String of(String value) {
        return rewrite.apply(value);
    }

    boolean applies(Label label) {
        return types.contains(label.type()) && label.certainty() > 0;
    }

    /** The text with its labelled values rewritten, labels moved along. */
    Labelled rewrite(Labelled text) {
        int[] codePoints = text.text().codePoints().toArray();
        StringBuilder out = new StringBuilder();
        List<Label> labels = new ArrayList<>();
        int at = 0;
        int length = 0;
        for (Label label : text.labels()) {
            out.append(new String(codePoints, at, label.start() - at));
            length += label.start() - at;
            String value = new String(codePoints, label.start(), label.end() - label.start());
            String written = applies(label) ? of(value) : value;
            int end = length + written.codePointCount(0, written.length());
            labels.add(new Label(length, end, label.type(), label.certainty()));
            out.append(written);
            length = end;
            at = label.end();
        }
        out.append(new String(codePoints, at, codePoints.length - at));
        return new Labelled(text.id(), out.toString(), labels, text.scope());
    }
}
