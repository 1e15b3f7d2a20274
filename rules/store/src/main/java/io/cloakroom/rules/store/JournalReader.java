package io.cloakroom.rules.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the journal of a data directory from the beginning, record by record, also while a server writes it. */
public final class JournalReader {
    private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

    private final JournalCursor cursor;

    /** @param dataDir the installation's data directory */
    public JournalReader(Path dataDir) {
        this.cursor = new JournalCursor(new DataDirectory(dataDir).journal());
    }

    /**
     * Passes on the records added since the last call, in order; the first call begins with the oldest. A line that is not a record
     * is left out with a warning: {@link JournalVerifier} says which and why.
     */
    public void read(Consumer<JournalRecord> records) {
        try {
            cursor.advance((file, number, line) -> {
                JournalRecord record;
                try {
                    record = JournalJson.parse(line);
                } catch (IOException e) {
                    log.warn("{} line {} is not a journal record and is left out", file, number);
                    return;
                }
                records.accept(record);
            });
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Whether records that were passed on were withdrawn since, because the disk did not take them; their flows were refused. The next
     * {@link #read} then begins with the oldest again.
     */
    public boolean restartIfRewritten() {
        try {
            return cursor.restartIfRewritten();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static StoreException unreadable(IOException e) {
        return new StoreException("Cannot read the journal (" + e + "). Check the disk and the files' owner.", e);
    }
}
