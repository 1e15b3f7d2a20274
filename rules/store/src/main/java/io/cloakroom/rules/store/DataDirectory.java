package io.cloakroom.rules.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Where an installation keeps what must survive: one directory that only its owner can enter, with files only its owner can read. */
record DataDirectory(Path root) {
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    Path keys() {
        return root.resolve("keys");
    }

    Path vault() {
        return root.resolve("vault.db");
    }

    Path journal() {
        return root.resolve("journal");
    }

    /** Creates what is missing, and refuses modes that let anybody else in. */
    static DataDirectory prepare(Path root) {
        DataDirectory directory = new DataDirectory(root.toAbsolutePath().normalize());
        try {
            createDirectory(directory.root);
            requireOwnerOnly(directory.root);
            for (Path each : List.of(directory.keys(), directory.journal())) {
                createDirectory(each);
                requireOwnerOnly(each);
                requireOwnerOnlyFiles(each);
            }
            if (Files.exists(directory.vault())) {
                requireOwnerOnly(directory.vault());
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new StoreException(
                    "Cannot use the data directory " + directory.root + " (" + e
                            + "). It must be writable, on a file system with POSIX permissions; choose another with --data-dir.",
                    e);
        }
        return directory;
    }

    /** Creates a file for its owner alone; one that exists keeps its content. */
    static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE));
        }
    }

    /** Writes a file so that it has either its old or its whole new content, whatever happens meanwhile. */
    static void replaceFile(Path file, byte[] content) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path draft = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        createFile(draft);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(directory);
    }

    /** Makes the names in a directory survive a loss of power; syncing a file does not cover its name. */
    static void syncDirectory(Path directory) throws IOException {
        // A channel closes itself when its thread is interrupted; the caller's interrupt is none of this directory's
        // business.
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void requireOwnerOnly(Path path) throws IOException {
        boolean isDirectory = Files.isDirectory(path);
        EnumSet<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        others.removeAll(OWNER_ONLY_DIRECTORY);
        if (!others.isEmpty()) {
            throw new StoreException(path + " can be used by others ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                    + "). Cloakroom keeps personal data there. Run: chmod " + (isDirectory ? "700 " : "600 ") + path);
        }
    }

    private static void requireOwnerOnlyFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                requireOwnerOnly(file);
            }
        }
    }

    static void createDirectory(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY_DIRECTORY));
        }
    }
}
