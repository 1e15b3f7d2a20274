package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say by which rules texts are judged: those of an installation, and others added to them. */
final class OwnRules {

    @Mixin
    private final InstallationOptions installation = new InstallationOptions();

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "Packs and allow lists of your own (default: rules in the data directory).")
    private @Nullable Path directory;

    Path directory() {
        return directory == null ? Engine.ownRules(installation.dataDir()) : directory;
    }

    Content content() throws IOException, InvalidYamlException {
        return installation.content();
    }
}
