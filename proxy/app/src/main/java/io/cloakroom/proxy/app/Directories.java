package io.cloakroom.proxy.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of the program. */
public final class Directories {

    private Directories() {}

    /** {@code $XDG_DATA_HOME/cloakroom}, or {@code ~/.local/share/cloakroom} (XDG Base Directory Specification). */
    static Path data() {
        String xdg = System.getenv("XDG_DATA_HOME");
        return xdg == null || xdg.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share", "cloakroom")
                : Path.of(xdg, "cloakroom");
    }

    /** Deletes a directory and everything in it. */
    public static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
