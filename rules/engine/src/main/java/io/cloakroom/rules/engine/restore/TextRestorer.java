package io.cloakroom.rules.engine.restore;

import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.restore.FormMatcher.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Restores one channel: one text that arrives in pieces, split anywhere. Holds back only the end of it that may be the beginning of a
 * placeholder, at most {@value #LONGEST_HELD} characters. What it shows does not depend on how the text was split, as long as nothing is
 * {@link #release released}. A placeholder of another conversation waits for what follows it ({@link Asked}). Not thread-safe.
 */
public final class TextRestorer {

    /** The longest form of a placeholder, in UTF-16 units; whatever is longer is none. */
    public static final int LONGEST_HELD = 64;

    private final KnownPlaceholders known;
    private final LinkGuard guard = new LinkGuard();
    private final TokenCounter counter;
    private final StringBuilder held = new StringBuilder();
    private char before = '\n';
    private int restored;
    private int altered;

    public TextRestorer(KnownPlaceholders known) {
        this.known = known;
        this.counter = new TokenCounter(text -> known.asked().expect(text));
    }

    /** A whole text with originals in place of its placeholders; what is left unfinished at its end stays as it is. */
    public static String restoreWhole(KnownPlaceholders known, String text) {
        TextRestorer restorer = new TextRestorer(known);
        return restorer.push(text) + restorer.finish();
    }

    /** Takes the next piece and returns what can be shown now. */
    public String push(String piece) {
        held.append(piece);
        return drain(false, true);
    }

    /** Lets go of what is held: the wait was too long. What may be the beginning of a placeholder is shown as it is. */
    public String release() {
        String whole = drain(false, false);
        String begun = held.toString();
        held.setLength(0);
        for (int i = 0; i < begun.length(); i++) {
            showUnchanged(begun.charAt(i));
        }
        return whole + begun;
    }

    /** What is held, at the end of the text. */
    public String finish() {
        return drain(true, false);
    }

    /** Whether anything is held. */
    public boolean holding() {
        return !held.isEmpty();
    }

    /** What was shown so far. */
    public RestoreReport report() {
        return new RestoreReport(restored, altered, counter.count());
    }

    /**
     * @param complete whether the text ends where it ends
     * @param patient whether placeholders of other conversations wait for what follows them
     */
    private String drain(boolean complete, boolean patient) {
        StringBuilder shown = new StringBuilder(held.length());
        int at = 0;
        while (at < held.length()) {
            char c = held.charAt(at);
            if (guard.open() && known.canStart(c)) {
                FormMatcher form = new FormMatcher(known, held, at, complete);
                Outcome outcome = form.match(before);
                if (outcome == Outcome.UNDECIDED || (outcome == Outcome.FOUND && !decided(form, patient))) {
                    break;
                }
                String original = outcome == Outcome.FOUND ? granted(form) : null;
                if (original != null) {
                    shown.append(original);
                    showRestored(original, form.token().contentEquals(held.subSequence(at, form.end())));
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

    /** Whether enough of what follows is known to restore this form or not. */
    private boolean decided(FormMatcher form, boolean patient) {
        Asked asked = known.asked();
        if (!asked.doubts(form.token())) {
            return true;
        }
        int enough = form.end() + asked.patience();
        asked.expect(held.subSequence(form.end(), Math.min(held.length(), enough)));
        return !patient || held.length() >= enough || asked.alarmed();
    }

    private @Nullable String granted(FormMatcher form) {
        String original = known.asked().grants(form.token()) ? known.original(form.token()) : null;
        return original == null ? null : original + form.endingInside();
    }

    private void showUnchanged(char c) {
        guard.read(c);
        counter.read(c);
        before = c;
    }

    private void showRestored(String original, boolean asIssued) {
        guard.read(original);
        counter.interrupt();
        if (asIssued) {
            restored++;
        } else {
            altered++;
        }
        before = original.isEmpty() ? before : original.charAt(original.length() - 1);
    }
}
