package io.cloakroom.rules.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file that is only appended to. Not a {@link java.nio.channels.FileChannel}: that closes itself when the thread that writes is
 * interrupted, and one caller's interrupt must not stop the journal for all.
 */
interface AppendFile extends AutoCloseable {
    long length() throws IOException;

    void append(byte[] bytes) throws IOException;

    /** Returns when all that was appended would survive a loss of power. */
    void sync() throws IOException;

    /** Cuts off what is beyond {@code length}; the next append goes there. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens an existing file. */
    interface Opener {
        AppendFile open(Path file) throws IOException;
    }

    static AppendFile onDisk(Path file) throws IOException {
        RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw");
        disk.seek(disk.length());
        return new AppendFile() {
            @Override
            public long length() throws IOException {
                return disk.length();
            }

            @Override
            public void append(byte[] bytes) throws IOException {
                disk.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                disk.getFD().sync();
            }

            @Override
            public void truncate(long length) throws IOException {
                disk.setLength(length);
                disk.seek(length);
            }

            @Override
            public void close() throws IOException {
                disk.close();
            }
        };
    }
}
