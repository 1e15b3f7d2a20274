package io.cloakroom.rules.store;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Checks the journal's hash chain: every record unchanged, none missing in between. Records cut off at the end leave a shorter, valid
 * chain; note {@link Result#head} somewhere else to notice that too.
 */
public final class JournalVerifier {
    private final JournalCursor cursor;
    private long records;
    private String head = JournalFormat.GENESIS;
    private @Nullable String problem;

    private JournalVerifier(Path journal) {
        this.cursor = new JournalCursor(journal);
    }

    /**
     * @param records how many are valid, from the first on
     * @param head hash of the last valid record
     * @param problem where the chain breaks and how, for a person to read; null when it does not
     * @param incompleteBytes bytes after the last complete record: one that is being written or was cut off by a crash
     */
    public record Result(
            long records, String head, @Nullable String problem, long incompleteBytes) {
        public boolean isIntact() {
            return problem == null;
        }
    }

    /** @param dataDir the installation's data directory; a server may be using it */
    public static Result verify(Path dataDir) {
        JournalVerifier verifier = new JournalVerifier(new DataDirectory(dataDir).journal());
        try {
            verifier.cursor.advance(verifier::check);
        } catch (IOException e) {
            throw new StoreException("Cannot read the journal (" + e + "). Check the disk and the files' owner.", e);
        }
        return new Result(verifier.records, verifier.head, verifier.problem, verifier.cursor.unread());
    }

    private void check(Path file, long number, byte[] line) {
        if (problem != null) {
            return;
        }
        String where = file.getFileName() + " line " + number + ": ";
        JournalFormat.Link record = JournalFormat.link(line);
        if (record == null) {
            problem = where + "is not a journal record.";
        } else if (!JournalFormat.isIntact(line, record)) {
            problem = where + "record " + record.seq() + " was changed after it was written (its hash does not match).";
        } else if (record.seq() != records + 1) {
            problem = where + "record " + (records + 1) + " should be here, but it is record " + record.seq() + ".";
        } else if (!record.prev().equals(head)) {
            problem = where + "record " + record.seq()
                    + " does not follow the record before it (its prev is another hash).";
        } else {
            records++;
            head = record.hash();
        }
    }
}
