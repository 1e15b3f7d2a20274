package io.cloakroom.proxy.app;

import io.cloakroom.proxy.app.replay.RecordedTraffic;
import io.cloakroom.proxy.app.replay.Recording;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.Problem;
import io.cloakroom.rules.wire.golden.Failure;
import io.cloakroom.rules.wire.golden.GoldenFile;
import io.cloakroom.rules.wire.golden.Goldens;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import io.cloakroom.rules.wire.sketch.SiteSketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Site descriptors: their form, their golden samples, and a first one from recorded traffic. */
@Command(
        name = "sites",
        description = "Checks site descriptors, and proposes them from recorded traffic.",
        mixinStandardHelpOptions = true,
        subcommands = {picocli.CommandLine.HelpCommand.class})
final class SitesCommand {

    private static final String DESCRIPTORS = "Site descriptors (default: those that come with Cloakroom).";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Command(name = "lint", description = "Checks the form of descriptors.", mixinStandardHelpOptions = true)
    int lint(@Parameters(arity = "0..*", paramLabel = "FILE", description = DESCRIPTORS) @Nullable List<Path> files)
            throws IOException {
        List<Problem> problems = files == null ? SiteCatalogue.lint() : problems(files);
        problems.forEach(System.out::println);
        System.out.println(problems.isEmpty() ? "no problems" : problems.size() + " problems");
        return problems.isEmpty() ? Main.FINE : Main.FAILED_CHECK;
    }

    private static List<Problem> problems(List<Path> files) throws IOException {
        Map<String, String> yaml = new LinkedHashMap<>();
        for (Path file : files) {
            yaml.put(file.toString(), read(file));
        }
        return SiteCatalogue.lint(yaml);
    }

    @Command(
            name = "test",
            description = "Runs golden samples: what pages send and get, and what descriptors must make of it.",
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "FILE",
                            description = "Site descriptors, each with its samples beside it in NAME.golden.json"
                                    + " (default: those that come with Cloakroom).")
                    @Nullable
                    List<Path> files,
            @Option(names = "--site", paramLabel = "ID", description = "Of those that come with Cloakroom, this one.")
                    @Nullable
                    String id,
            @Option(
                            names = "--golden",
                            paramLabel = "FILE",
                            description = "Samples to run instead, for one descriptor.")
                    @Nullable
                    Path golden,
            @Option(
                            names = "--update",
                            description =
                                    "Write what the descriptors make of the samples into their files: where text is,"
                                            + " and what a person reads. Look at the difference before you keep it.")
                    boolean update)
            throws IOException, InvalidYamlException {
        if (id != null && files != null) {
            throw wrong("--site is for those that come with Cloakroom; leave it out, or name no files");
        }
        if (golden != null && (files == null || files.size() > 1)) {
            throw wrong("--golden has the samples of one descriptor; name that one, and no other");
        }
        List<Goldens> goldens = files == null ? shipped(id, update) : beside(files, golden, update);
        List<Failure> failures = new ArrayList<>();
        goldens.forEach(site -> failures.addAll(site.failures()));
        failures.forEach(System.out::println);
        int samples = goldens.stream().mapToInt(Goldens::size).sum();
        System.out.println(goldens.size() + " sites, " + samples + " samples, " + failures.size() + " failures");
        return failures.isEmpty() ? Main.FINE : Main.FAILED_CHECK;
    }

    private List<Goldens> shipped(@Nullable String id, boolean update) {
        if (update) {
            throw wrong("--update writes files; name the descriptors whose samples it is to write");
        }
        List<Goldens> goldens = SiteCatalogue.shipped().sites().stream()
                .filter(site -> id == null || site.id().equals(id))
                .map(Goldens::shipped)
                .filter(site -> site.size() > 0)
                .toList();
        if (goldens.isEmpty()) {
            throw wrong("no site '" + id + "' comes with samples");
        }
        return goldens;
    }

    private ParameterException wrong(String usage) {
        return new ParameterException(command.commandLine(), usage);
    }

    private static List<Goldens> beside(List<Path> files, @Nullable Path golden, boolean update)
            throws IOException, InvalidYamlException {
        List<Goldens> goldens = new ArrayList<>();
        for (Path file : files) {
            Site site = SiteCatalogue.read(file.toString(), read(file));
            Path samples = golden == null ? samples(file) : golden;
            if (update) {
                GoldenFile updated = Goldens.updated(site, GoldenFile.read(samples.toString(), read(samples)));
                Files.writeString(samples, GoldenJson.write(updated));
            }
            goldens.add(Goldens.of(site, samples.toString(), read(samples)));
        }
        return goldens;
    }

    private static Path samples(Path descriptor) {
        return descriptor.resolveSibling(
                String.valueOf(descriptor.getFileName()).replaceFirst("\\.yaml$", "") + ".golden.json");
    }

    @Command(
            name = "sketch",
            description = {
                "Proposes a descriptor from recorded traffic: a HAR file of a browser, protocol samples, or the drift alarms"
                        + " in a log of Cloakroom's, which tell structure alone.",
                "",
                "Its comments say what was guessed. Record with invented text: with --out, samples hold what was recorded."
            },
            mixinStandardHelpOptions = true)
    int sketch(
            @Parameters(arity = "1..*", paramLabel = "HAR", description = "Recordings of one service, or a log.")
                    List<Path> files,
            @Option(names = "--id", paramLabel = "ID", description = "Id of the site (default: the first file's name).")
                    @Nullable
                    String id,
            @Option(
                            names = "--host",
                            paramLabel = "PATTERN",
                            description =
                                    "A host that belongs to the service though its name does not say so; may be repeated.")
                    @Nullable
                    List<String> hosts,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            description =
                                    "Write ID.yaml and ID.golden.json there instead of the descriptor to the output.")
                    @Nullable
                    Path directory)
            throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (Path file : files) {
            recordings.add(Recording.read(file));
        }
        String name = String.valueOf(files.getFirst().getFileName()).replaceFirst("\\.[A-Za-z0-9]+$", "");
        SiteSketch sketch = SiteSketch.of(
                RecordedTraffic.of(recordings, hosts == null ? List.of() : hosts),
                id == null ? name : id,
                LocalDate.now(),
                SiteCatalogue.shipped());
        if (directory == null) {
            System.out.print(sketch.yaml());
            return Main.FINE;
        }
        Path descriptor = directory.resolve(sketch.descriptor().id() + ".yaml");
        Path samples = samples(descriptor);
        for (Path file : List.of(descriptor, samples)) {
            if (Files.exists(file)) {
                throw wrong(
                        file + " exists, and is not overwritten; name another directory with --out, or take it away");
            }
        }
        Files.createDirectories(directory);
        Files.writeString(descriptor, sketch.yaml());
        Files.writeString(samples, GoldenJson.write(sketch.goldens()));
        System.out.println(descriptor + " and " + samples.getFileName() + ": "
                + sketch.descriptor().requests().size() + " requests, "
                + sketch.descriptor().answers().size() + " kinds of answers. Read both before you use them.");
        return Main.FINE;
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
