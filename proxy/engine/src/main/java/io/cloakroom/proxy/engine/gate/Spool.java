package io.cloakroom.proxy.engine.gate;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig2026;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/**
 * Where the bodies wait for their end that are too large to wait in memory: in files that have no name any more, encrypted with a key that
 * no file holds. When the process ends, however it ends, nothing is left that anybody could read.
 */
public final class Spool {

    private static final Configuration TINK = StreamingAeadConfig2026.get();
    private static final byte[] NOTHING_BESIDE = {};
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final StreamingAead key;

    /** @param directory made when it is first needed */
    public Spool(Path directory) throws GeneralSecurityException {
        this.directory = directory;
        this.key = KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB, TINK)
                .getPrimitive(TINK, StreamingAead.class);
    }

    Body begin() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        }
        Path name = Files.createTempFile(directory, "body", null, OWNER_ONLY);
        try {
            return new Body(FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE), key);
        } finally {
            Files.delete(name);
        }
    }

    /** One body. Used by one thread at a time, but for {@link #close}. */
    static final class Body implements Closeable {

        private final FileChannel file;
        private final StreamingAead key;
        private final WritableByteChannel sealing;
        private int length;

        private Body(FileChannel file, StreamingAead key) throws IOException {
            this.file = file;
            this.key = key;
            try {
                this.sealing = key.newEncryptingChannel(new KeptOpen(file), NOTHING_BESIDE);
            } catch (GeneralSecurityException e) {
                file.close();
                throw new IOException(e);
            }
        }

        /** Adds bytes at its end. */
        void add(ByteBuffer bytes) throws IOException {
            length += bytes.remaining();
            while (bytes.hasRemaining()) {
                sealing.write(bytes);
            }
        }

        /**
         * All of it, once; the file is gone then.
         *
         * @param rest what was not written to it
         */
        byte[] whole(ByteBuffer rest) throws IOException {
            sealing.close();
            file.position(0);
            ByteBuffer whole = ByteBuffer.allocate(length + rest.remaining()).limit(length);
            try (ReadableByteChannel opening = key.newDecryptingChannel(file, NOTHING_BESIDE)) {
                while (whole.hasRemaining()) {
                    if (opening.read(whole) < 0) {
                        throw new EOFException("a spooled body is shorter than what was written");
                    }
                }
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
            return whole.limit(whole.capacity()).put(rest).array();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A file that is to be read after what seals it was closed. */
    private record KeptOpen(FileChannel file) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return file.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {
            // Read next.
        }
    }
}
