package io.cloakroom.rules.engine.restore;

/** Counts what looks like a placeholder, {@code [PERSON_1]}, in text that is shown as it came. */
final class TokenCounter {

    private enum State {
        OUTSIDE,
        NAME,
        SEPARATOR,
        NUMBER
    }

    private State state = State.OUTSIDE;
    private boolean named;
    private int count;

    int count() {
        return count;
    }

    /** What was read last is not followed by what is read next: an original stood between. */
    void interrupt() {
        state = State.OUTSIDE;
    }

    void read(char c) {
        if (c == '[') {
            state = State.NAME;
            named = false;
        } else if (c >= 'A' && c <= 'Z' && (state == State.NAME || state == State.SEPARATOR)) {
            state = State.NAME;
            named = true;
        } else if (c == '_' && named && state != State.OUTSIDE && state != State.NUMBER) {
            state = State.SEPARATOR;
        } else if (c >= '0' && c <= '9' && (state == State.SEPARATOR || state == State.NUMBER)) {
            state = State.NUMBER;
        } else {
            count += c == ']' && state == State.NUMBER ? 1 : 0;
            state = State.OUTSIDE;
        }
    }
}
