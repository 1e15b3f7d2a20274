package io.cloakroom.rules.engine.restore;

import io.cloakroom.rules.engine.restore.FormMatcher.Outcome;

/**
 * Restores one channel: one text that arrives in pieces, split anywhere. Holds back only the end of it that may be the beginning of a
 * placeholder, at most {@value #LONGEST_HELD} characters. What it shows does not depend on how the text was split, as long as nothing is
 * {@link #release released}. Not thread-safe.
 */
public final class TextRestorer {

    /** The longest form of a placeholder, in UTF-16 units; whatever is longer is none. */
    public static final int LONGEST_HELD = 64;

    private final KnownPlaceholders known;
    private final LinkGuard guard = new LinkGuard();
    private final TokenCounter counter = new TokenCounter();
    private final StringBuilder held = new StringBuilder();
    private char before = '\n';
    private int restored;

    public TextRestorer(KnownPlaceholders known) {
        this.known = known;
    }

    /** A whole text with originals in place of its placeholders; what is left unfinished at its end stays as it is. */
    public static String restoreWhole(KnownPlaceholders known, String text) {
        TextRestorer restorer = new TextRestorer(known);
        return restorer.push(text) + restorer.finish();
    }

    /** Takes the next piece and returns what can be shown now. */
    public String push(String piece) {
        held.append(piece);
        return drain(false);
    }

    /** Lets go of what is held, as it is: the wait was too long. */
    public String release() {
        String shown = held.toString();
        held.setLength(0);
        for (int i = 0; i < shown.length(); i++) {
            showUnchanged(shown.charAt(i));
        }
        return shown;
    }

    /** What is held, at the end of the text. */
    public String finish() {
        return drain(true);
    }

    /** Whether anything is held. */
    public boolean holding() {
        return !held.isEmpty();
    }

    /** Placeholders restored so far. */
    public int restored() {
        return restored;
    }

    /** Things shown so far that look like placeholders and are not restored: nobody was issued them here, or no original may stand there. */
    public int unrestored() {
        return counter.count();
    }

    private String drain(boolean complete) {
        StringBuilder shown = new StringBuilder(held.length());
        int at = 0;
        while (at < held.length()) {
            char c = held.charAt(at);
            if (guard.open() && known.canStart(c)) {
                FormMatcher form = new FormMatcher(known, held, at, complete);
                Outcome outcome = form.match(before);
                if (outcome == Outcome.UNDECIDED) {
                    break;
                }
                if (outcome == Outcome.FOUND) {
                    shown.append(form.replacement());
                    showRestored(form.replacement());
                    at = form.end();
                    continue;
                }
            }
            shown.append(c);
            showUnchanged(c);
            at++;
        }
        held.delete(0, at);
        return shown.toString();
    }

    private void showUnchanged(char c) {
        guard.read(c);
        counter.read(c);
        before = c;
    }

    private void showRestored(String original) {
        guard.read(original);
        counter.interrupt();
        restored++;
        before = original.isEmpty() ? before : original.charAt(original.length() - 1);
    }
}
