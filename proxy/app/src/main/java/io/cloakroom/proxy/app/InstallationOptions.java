package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.store.ContentKeys;
import io.cloakroom.rules.store.InstalledContent;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which installation is meant. */
final class InstallationOptions {

    @Option(
            names = "--data-dir",
            description = "The installation's data directory (default: ~/.local/share/cloakroom).")
    private @Nullable Path dataDir;

    @Option(
            names = "--config",
            description =
                    "The installation's configuration; needed where content is installed, since it says whose to trust.")
    private @Nullable Path config;

    /** Null when the options name none. */
    @Nullable
    Path namedDataDir() {
        return dataDir;
    }

    Path dataDir() {
        return dataDir == null ? Directories.data() : dataDir;
    }

    Config config() throws IOException, InvalidYamlException {
        return config == null ? Config.defaults() : Config.read(config);
    }

    /** What relative paths in the configuration are relative to. */
    Path base() {
        return config == null ? Path.of("") : config.resolveSibling("");
    }

    ContentKeys keys() throws IOException, InvalidYamlException {
        return config().content().keys(base());
    }

    /** The content in use. */
    Content content() throws IOException, InvalidYamlException {
        return new InstalledContent(dataDir()).open(keys(), config().content().atLeast());
    }
}
