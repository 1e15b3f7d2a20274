package io.cloakroom.proxy.app.content;

/**
 * What other content changes, in words.
 *
 * @param smaller whether less is inspected, found or withheld than before
 */
public record Change(boolean smaller, String text) implements Comparable<Change> {

    static Change smaller(String text) {
        return new Change(true, text);
    }

    static Change other(String text) {
        return new Change(false, text);
    }

    /** What gets smaller comes first. */
    @Override
    public int compareTo(Change other) {
        int bySize = Boolean.compare(other.smaller, smaller);
        return bySize == 0 ? text.compareTo(other.text) : bySize;
    }

    @Override
    public String toString() {
        return (smaller ? "SMALLER  " : "         ") + text;
    }
}
