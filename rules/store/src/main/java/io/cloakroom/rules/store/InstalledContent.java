package io.cloakroom.rules.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which content an installation uses, kept in {@code content/} of its data directory: the bundle installed last and the one before it, as
 * they came, so that their signatures are checked each time they are read.
 */
public final class InstalledContent {

    private static final String STATE = "installed.json";
    private static final String ENDING = ".bundle";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GO_BACK =
            " Go back with cloakroom content rollback, or to what came with the program with --shipped.";

    private final Path dataDir;
    private final Path directory;

    public InstalledContent(Path dataDir) {
        this.dataDir = dataDir.toAbsolutePath().normalize();
        this.directory = this.dataDir.resolve("content");
    }

    /**
     * @param current version in use, {@link #SHIPPED} for what came with the program
     * @param previous version in use before it
     * @param highest version that ever was in use
     */
    public record State(long current, long previous, long highest) {

        /** What came with the program. */
        public static final long SHIPPED = 0;

        /** When nothing was ever installed. */
        public static final State NONE = new State(SHIPPED, SHIPPED, SHIPPED);

        public State {
            if (current < SHIPPED || previous < SHIPPED || highest < Math.max(current, previous)) {
                throw new IllegalArgumentException(
                        "no versions of content: " + current + ", " + previous + ", " + highest);
            }
        }

        private State then(long version, long before) {
            return new State(version, before, Math.max(version, highest));
        }
    }

    /** @throws StoreException when it cannot be told */
    public State state() {
        Path file = directory.resolve(STATE);
        try {
            if (Files.exists(file)) {
                String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                return StrictYaml.readJson(file.toString(), json, State.class);
            }
            if (Files.isDirectory(directory) && !bundles().isEmpty()) {
                throw new StoreException(file + " is missing, so it is not known which content to use." + GO_BACK);
            }
            return State.NONE;
        } catch (InvalidYamlException e) {
            throw new StoreException(file + " is damaged, so it is not known which content to use." + GO_BACK, e);
        } catch (IOException e) {
            throw new StoreException("Cannot read " + file + " (" + e + ").", e);
        }
    }

    /**
     * The content in use.
     *
     * @param atLeast the oldest version that may be used; {@link State#SHIPPED} when what came with the program may
     * @throws StoreException when it is damaged, too old, or nobody trusted signed it; never is another one used instead
     */
    public Content open(ContentKeys trusted, long atLeast) {
        Content current = version(state().current(), trusted);
        requireAtLeast(current, atLeast);
        return current;
    }

    /** @throws StoreException when a content is older than what is asked for */
    public static void requireAtLeast(Content content, long atLeast) {
        if (version(content) < atLeast) {
            throw new StoreException(
                    content.name() + " is older than version " + atLeast
                            + ", which content.at_least asks for. Install that or a later bundle with cloakroom content install.");
        }
    }

    private static long version(Content content) {
        return content instanceof ContentBundle bundle ? bundle.about().version() : State.SHIPPED;
    }

    /**
     * An installed version.
     *
     * @throws StoreException when it is damaged, or nobody trusted signed it
     */
    public Content version(long version, ContentKeys trusted) {
        return version == State.SHIPPED ? Content.SHIPPED : bundle(version, trusted);
    }

    private ContentBundle bundle(long version, ContentKeys trusted) {
        Path file = file(version);
        if (trusted.isEmpty()) {
            throw new StoreException("content bundle " + version + " is installed in " + directory
                    + ", and it is not known whose content to trust. Name the configuration that says so under content.trust with --config."
                    + GO_BACK);
        }
        try {
            ContentBundle bundle = ContentBundle.open(ContentBundle.read(file), trusted);
            if (bundle.about().version() != version) {
                throw new BundleException("it is version " + bundle.about().version());
            }
            return bundle;
        } catch (BundleException e) {
            throw new StoreException(
                    "content bundle " + version + ", " + file + ", cannot be used: " + e.getMessage() + "." + GO_BACK);
        } catch (IOException e) {
            throw new StoreException("content bundle " + version + " cannot be read (" + e + ")." + GO_BACK, e);
        }
    }

    private Path file(long version) {
        return directory.resolve(version + ENDING);
    }

    private List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        }
    }

    /** Keeps a bundle and takes it into use, as a whole or not at all; what was in use is kept for going back. */
    public void install(ContentBundle opened, byte[] bundle) throws IOException {
        createDirectory();
        long version = opened.about().version();
        State before = state();
        if (!Files.exists(directory.resolve(STATE))) {
            // A bundle without a state beside it is taken for a loss.
            use(State.NONE);
        }
        DataDirectory.replaceFile(file(version), bundle);
        use(before.then(version, before.current() == version ? before.previous() : before.current()));
    }

    /** Takes a version that is here into use again, or what came with the program; what was in use before is kept for going back. */
    public void use(Content content, State before) throws IOException {
        createDirectory();
        use(before.then(version(content), before.current()));
    }

    private void createDirectory() throws IOException {
        DataDirectory.createDirectory(dataDir);
        DataDirectory.createDirectory(directory);
        DataDirectory.requireOwnerOnly(directory);
    }

    private void use(State state) throws IOException {
        DataDirectory.replaceFile(directory.resolve(STATE), JSON.writeValueAsBytes(state));
        for (Path file : bundles()) {
            if (!file.equals(file(state.current())) && !file.equals(file(state.previous()))) {
                Files.delete(file);
            }
        }
    }
}
