package io.cloakroom.rules.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a data directory for one writer at a time, in this process and among processes; the system frees it when the process ends. */
final class DirectoryLock implements AutoCloseable {
    // POSIX drops a process's locks on a file when it closes any descriptor of that file, so a second opening within
    // this process
    // must be refused before it touches the file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** @param directory that exists */
    static DirectoryLock acquire(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!HELD_HERE.add(real)) {
                throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return lock(real);
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new StoreException("Cannot lock the data directory " + directory + " (" + e + ").", e);
        }
    }

    private static DirectoryLock lock(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        DataDirectory.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw inUse(directory, Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new DirectoryLock(directory, channel);
    }

    private static StoreException inUse(Path directory, String process) {
        return new StoreException("Another Cloakroom (process " + process + ") is using the data directory " + directory
                + ". Stop it first, or choose another directory with --data-dir. Reading the journal works meanwhile.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException(
                    "Cannot release the data directory " + directory + " (" + e.getMessage() + ").", e);
        } finally {
            HELD_HERE.remove(directory);
        }
    }
}
