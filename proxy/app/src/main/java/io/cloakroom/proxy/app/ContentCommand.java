package io.cloakroom.proxy.app;

import io.cloakroom.proxy.app.content.Change;
import io.cloakroom.proxy.app.content.ContentCheck;
import io.cloakroom.proxy.app.content.ContentDiff;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.store.BundleException;
import io.cloakroom.rules.store.ContentBundle;
import io.cloakroom.rules.store.ContentKeys;
import io.cloakroom.rules.store.InstalledContent;
import io.cloakroom.rules.store.InstalledContent.State;
import io.cloakroom.rules.store.StoreException;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Content bundles of an installation: descriptors, catalogue and rule packs that came after the program. */
@Command(
        name = "content",
        description = "Descriptors, catalogue and rule packs in signed bundles.",
        mixinStandardHelpOptions = true,
        subcommands = {Publishing.Key.class, Publishing.Pack.class, Publishing.Sign.class})
final class ContentCommand {

    private static final String RESTART = "Restart cloakroom serve to use it. Where the root's key is kept elsewhere,"
            + " cloakroom ca request asks for what new hosts need.";

    @Command(
            name = "show",
            description = "Which content is in use, and who signed it.",
            mixinStandardHelpOptions = true)
    int show(@Mixin InstallationOptions installation) throws IOException, InvalidYamlException {
        State state = new InstalledContent(installation.dataDir()).state();
        Content content = installation.content();
        System.out.println("in use     " + content.name());
        if (content instanceof ContentBundle bundle) {
            System.out.println("created    " + bundle.about().created());
            System.out.println("signed by  " + bundle.signer());
        }
        System.out.println("before it  " + name(state.previous()));
        return Main.FINE;
    }

    @Command(
            name = "install",
            description =
                    "Checks a bundle, shows what it changes, and takes it into use. Exit 1 when it is refused or not agreed to.",
            mixinStandardHelpOptions = true)
    int install(
            @Mixin InstallationOptions installation,
            @Parameters(paramLabel = "FILE", description = "The bundle.") Path file,
            @Option(names = "--yes", description = "Do not ask, even where coverage gets smaller.") boolean yes,
            @Option(
                            names = "--allow-older",
                            description = "Also when its version is not higher than those installed before.")
                    boolean older)
            throws IOException, InvalidYamlException {
        InstalledContent installed = new InstalledContent(installation.dataDir());
        ContentKeys keys = installation.keys();
        if (keys.isEmpty()) {
            System.err.println(
                    "cloakroom content install: the configuration trusts nobody. Write the publisher's public key under"
                            + " content.trust, and name the configuration with --config");
            return Main.USAGE;
        }
        try {
            byte[] bytes = ContentBundle.read(file);
            ContentBundle bundle = ContentBundle.open(bytes, keys);
            System.out.println(bundle.name() + " of " + bundle.about().created() + ", signed by " + bundle.signer());
            requireNewer(bundle, installed.state().highest(), older);
            check(bundle);
            requireFitting(bundle, installation);
            if (!agreed(changes(installed, keys, bundle), "Install " + bundle.name(), yes)) {
                return Main.FAILED_CHECK;
            }
            installed.install(bundle, bytes);
        } catch (BundleException e) {
            System.err.println("cloakroom content install: " + file + " is refused: " + e.getMessage());
            return Main.FAILED_CHECK;
        }
        System.out.println("Installed. " + RESTART);
        return Main.FINE;
    }

    @Command(
            name = "rollback",
            description = "Takes what was in use before into use again. Exit 1 when that is not agreed to.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin InstallationOptions installation,
            @Option(names = "--shipped", description = "What came with the program, whatever is installed or damaged.")
                    boolean shipped,
            @Option(names = "--yes", description = "Do not ask, even where coverage gets smaller.") boolean yes)
            throws IOException, InvalidYamlException {
        InstalledContent installed = new InstalledContent(installation.dataDir());
        ContentKeys keys = installation.keys();
        State state = shipped ? readable(installed) : installed.state();
        Content after = installed.version(shipped ? State.SHIPPED : state.previous(), keys);
        if (!shipped && state.current() == state.previous()) {
            System.err.println("cloakroom content rollback: nothing else was in use before");
            return Main.FAILED_CHECK;
        }
        try {
            requireFitting(after, installation);
        } catch (BundleException e) {
            System.err.println("cloakroom content rollback: " + e.getMessage());
            return Main.FAILED_CHECK;
        }
        List<Change> changes = changes(installed, keys, after);
        if (!agreed(changes, "Go back to " + after.name(), yes)) {
            return Main.FAILED_CHECK;
        }
        installed.use(after, state);
        System.out.println("Back at " + after.name() + ". " + RESTART);
        return Main.FINE;
    }

    /** To what came with the program there is a way back whatever is damaged. */
    private static State readable(InstalledContent installed) {
        try {
            return installed.state();
        } catch (StoreException e) {
            return State.NONE;
        }
    }

    /** What would change; when what is in use cannot be read, it may be anything. */
    private static List<Change> changes(InstalledContent installed, ContentKeys keys, Content after) {
        try {
            return ContentDiff.of(installed.version(installed.state().current(), keys), after);
        } catch (StoreException | IllegalStateException | InvalidYamlException e) {
            return List.of(new Change(true, "perhaps: what is in use cannot be compared, since " + e.getMessage()));
        }
    }

    private static void requireNewer(ContentBundle bundle, long highest, boolean older) throws BundleException {
        if (bundle.about().version() <= highest && !older) {
            throw new BundleException("content bundle " + highest
                    + " was installed before, and one that is not newer is only installed with --allow-older");
        }
    }

    /** Everything in it is tried. */
    private static void check(ContentBundle bundle) throws BundleException {
        ContentCheck check = ContentCheck.of(bundle, bundle.files());
        if (!check.problems().isEmpty()) {
            throw new BundleException("it does not hold what it says\n" + String.join("\n", check.problems()));
        }
        System.out.println(check.summary() + ": all hold");
    }

    /** What {@code serve} would not start with is not taken into use. */
    private static void requireFitting(Content content, InstallationOptions installation)
            throws BundleException, IOException, InvalidYamlException {
        Config config = installation.config();
        try {
            InstalledContent.requireAtLeast(content, config.content().atLeast());
            SiteCatalogue catalogue = Cloakroom.catalogue(config, content);
            Policies.load(config.policy(), installation.base(), catalogue.recipients());
        } catch (StoreException | IllegalArgumentException | IllegalStateException | InvalidYamlException e) {
            throw new BundleException(
                    "the configuration and " + content.name() + " do not fit each other: " + e.getMessage());
        }
    }

    /** Shows what would change and asks, unless that is answered already. Nobody there to ask means no. */
    private static boolean agreed(List<Change> changes, String question, boolean yes) throws IOException {
        long smaller = changes.stream().filter(Change::smaller).count();
        changes.forEach(change -> System.out.println(change.toString().replaceAll("\\p{Cntrl}", "?")));
        System.out.println(
                changes.size() + " changes" + (smaller == 0 ? "" : ", " + smaller + " of which make coverage SMALLER"));
        if (yes) {
            return true;
        }
        System.out.print(question + "? Type yes: ");
        System.out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if ("yes".equalsIgnoreCase(String.valueOf(answer).strip())) {
            return true;
        }
        System.out.println(System.lineSeparator() + "Nothing was changed. To agree without being asked: --yes");
        return false;
    }

    private static String name(long version) {
        return version == State.SHIPPED ? Content.SHIPPED.name() : "content bundle " + version;
    }
}
