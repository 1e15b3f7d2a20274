package io.cloakroom.rules.engine.names.training;

import io.cloakroom.rules.engine.names.Tokens;
import io.cloakroom.rules.engine.names.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.util.Span;

/**
 * One line of text with the names in it.
 *
 * @param text the line
 * @param names in order, without overlaps
 */
record LabelledLine(String text, List<Label> names) {

    /** A name of one type at {@code [start, end)}. */
    record Label(int start, int end, String type) {}

    /** Builds a line piece by piece. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private final List<Label> names = new ArrayList<>();

        Builder add(String plain) {
            text.append(plain);
            return this;
        }

        Builder add(String name, String type) {
            names.add(new Label(text.length(), text.length() + name.length(), type));
            text.append(name);
            return this;
        }

        int length() {
            return text.length();
        }

        LabelledLine build() {
            return new LabelledLine(text.toString(), List.copyOf(names));
        }
    }

    boolean has(String type) {
        return names.stream().anyMatch(name -> name.type().equals(type));
    }

    /** The same names in a text changed character by character. */
    LabelledLine map(UnaryOperator<String> change) {
        String changed = change.apply(text);
        if (changed.length() != text.length()) {
            throw new IllegalArgumentException("the change must keep the length");
        }
        return new LabelledLine(changed, names);
    }

    /** The line as OpenNLP learns from it, in the tokens recognition will see. */
    NameSample sample(Units units) {
        Tokens tokens = units.tokenize(text);
        List<Span> spans = new ArrayList<>();
        int token = 0;
        for (Label name : names) {
            while (token < tokens.count() && tokens.ends()[token] <= name.start()) {
                token++;
            }
            int first = token;
            while (token < tokens.count() && tokens.starts()[token] < name.end()) {
                token++;
            }
            if (token > first) {
                spans.add(new Span(first, token, name.type()));
            }
        }
        return new NameSample(units.words(text), spans.toArray(Span[]::new), false);
    }
}
