package io.cloakroom.rules.engine.restore;

import java.util.function.Consumer;

/** Counts what looks like a placeholder, {@code [PERSON_1]}, in text that is shown as it came. */
final class TokenCounter {

    private enum State {
        OUTSIDE,
        NAME,
        SEPARATOR,
        NUMBER
    }

    private final Consumer<String> counted;
    private final StringBuilder token = new StringBuilder();
    private State state = State.OUTSIDE;
    private boolean named;
    private int count;

    /** @param counted told of each */
    TokenCounter(Consumer<String> counted) {
        this.counted = counted;
    }

    int count() {
        return count;
    }

    /** What was read last is not followed by what is read next: an original stood between. */
    void interrupt() {
        state = State.OUTSIDE;
    }

    void read(char c) {
        if (token.length() < TextRestorer.LONGEST_HELD) {
            token.append(c);
        }
        if (c == '[') {
            state = State.NAME;
            named = false;
            token.setLength(0);
            token.append(c);
        } else if (c >= 'A' && c <= 'Z' && (state == State.NAME || state == State.SEPARATOR)) {
            state = State.NAME;
            named = true;
        } else if (c == '_' && named && state != State.OUTSIDE && state != State.NUMBER) {
            state = State.SEPARATOR;
        } else if (c >= '0' && c <= '9' && (state == State.SEPARATOR || state == State.NUMBER)) {
            state = State.NUMBER;
        } else {
            if (c == ']' && state == State.NUMBER) {
                count++;
                counted.accept(token.toString());
            }
            state = State.OUTSIDE;
        }
    }
}
