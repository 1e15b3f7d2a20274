package io.cloakroom.proxy.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which rules are added to the shipped ones. */
final class OwnRules {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Packs and allow lists of your own (default: rules in the data directory).")
    private @Nullable Path directory;

    Path directory() {
        return directory == null ? Engine.ownRules(Directories.data()) : directory;
    }
}
