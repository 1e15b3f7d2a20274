package io.cloakroom.rules.store;

import io.cloakroom.rules.engine.Installation.Health;
import io.cloakroom.rules.engine.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The journal in files: one JSON object a line, each holding the hash of the one before ({@link JournalFormat}). Concurrent records share
 * one sync. When writing fails nothing is acknowledged, the file is cut back to the last acknowledged record, and once writing works
 * again a {@link JournalRecord.Gap} tells of it.
 */
public final class FileJournal implements Journal, AutoCloseable {
    /** A new file is begun when the current one is longer than this, in bytes. */
    static final long ROTATE_AT = 64L << 20;

    private final Path directory;
    private final Durability durability;
    private final Clock clock;
    private final long rotateAt;
    private final AppendFile.Opener opener;
    private final GroupCommit<Records> writes = new GroupCommit<>("journal", this::commit);

    // Below: only touched during a commit, which is one at a time.
    private AppendFile file;
    private long seq;
    private String head;
    private long acknowledged;
    private long refused;
    private volatile @Nullable String problem;

    private FileJournal(
            Path directory,
            Durability durability,
            Clock clock,
            long rotateAt,
            AppendFile.Opener opener,
            JournalTail tail,
            AppendFile file)
            throws IOException {
        this.directory = directory;
        this.durability = durability;
        this.clock = clock;
        this.rotateAt = rotateAt;
        this.opener = opener;
        this.file = file;
        this.seq = tail.seq();
        this.head = tail.hash();
        this.acknowledged = file.length();
    }

    static FileJournal open(Path directory, Durability durability, Clock clock) {
        return open(directory, durability, clock, ROTATE_AT, AppendFile::onDisk);
    }

    static FileJournal open(
            Path directory, Durability durability, Clock clock, long rotateAt, AppendFile.Opener opener) {
        try {
            JournalTail tail = JournalTail.find(directory);
            AppendFile file = create(directory, tail.file(), opener);
            return new FileJournal(directory, durability, clock, rotateAt, opener, tail, file);
        } catch (IOException e) {
            throw new StoreException(
                    "Cannot open the journal in " + directory + " (" + e
                            + "). Check that the disk has space, is healthy and belongs to this user. Nothing was deleted.",
                    e);
        }
    }

    private static AppendFile create(Path directory, Path path, AppendFile.Opener opener) throws IOException {
        DataDirectory.createFile(path);
        DataDirectory.syncDirectory(directory);
        return opener.open(path);
    }

    @Override
    public CompletableFuture<?> start(Start record) {
        return writes.submit(new Records(List.of(JournalJson.body("start", record)), true));
    }

    @Override
    public CompletableFuture<?> end(End record) {
        return writes.submitUnhurried(new Records(List.of(JournalJson.body("end", record)), false));
    }

    /** Whether the journal can be written. After a failure this tries again, so that it turns ready without traffic. */
    public Health health() {
        if (problem != null) {
            try {
                GroupCommit.await(writes.submit(new Records(List.of(), true)));
            } catch (StoreException e) {
                return new Health("journal", false, String.valueOf(e.getMessage()));
            }
        }
        return new Health("journal", true, "ok");
    }

    private void commit(List<Records> batch) {
        List<String> bodies = new ArrayList<>();
        batch.forEach(records -> bodies.addAll(records.bodies));
        boolean durable = problem != null || batch.stream().anyMatch(Records::durable);
        try {
            if (problem != null) {
                bodies.addFirst(JournalJson.body("gap", new JournalRecord.Gap(clock.instant(), refused, problem)));
            }
            write(bodies, durable);
            problem = null;
            refused = 0;
        } catch (IOException e) {
            refused +=
                    batch.stream().mapToLong(records -> records.bodies.size()).sum();
            problem = String.valueOf(e.getMessage());
            throw new StoreException(
                    "Cannot write the journal in " + directory + " (" + e.getMessage()
                            + "). Requests are refused until it can be: free space on the disk, or check that it is healthy.",
                    e);
        }
    }

    private void write(List<String> bodies, boolean durable) throws IOException {
        if (file.length() != acknowledged) {
            file.truncate(acknowledged);
        }
        if (acknowledged >= rotateAt) {
            rotate();
        }
        long nextSeq = seq;
        String nextHead = head;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String body : bodies) {
            nextSeq++;
            JournalFormat.Line line = JournalFormat.line(nextSeq, nextHead, body);
            nextHead = line.hash();
            bytes.writeBytes(line.bytes());
            bytes.write('\n');
        }
        file.append(bytes.toByteArray());
        if (durable && durability == Durability.DISK) {
            file.sync();
        }
        acknowledged += bytes.size();
        seq = nextSeq;
        head = nextHead;
    }

    private void rotate() throws IOException {
        file.sync();
        AppendFile next = create(directory, JournalFiles.startingAt(directory, seq + 1), opener);
        file.close();
        file = next;
        acknowledged = next.length();
    }

    @Override
    public void close() {
        writes.close();
        try {
            file.sync();
            file.close();
        } catch (IOException e) {
            throw new StoreException("Cannot close the journal in " + directory + " (" + e.getMessage() + ").", e);
        }
    }

    /**
     * What one caller records.
     *
     * @param durable whether the caller waits for the disk. An end does not: it becomes durable with the next start, and a loss of power
     *     before that leaves the flow attempted, which is the safe side.
     */
    private record Records(List<String> bodies, boolean durable) {}
}
