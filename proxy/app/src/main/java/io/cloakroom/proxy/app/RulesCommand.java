package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.recognize.PackTest;
import io.cloakroom.rules.engine.recognize.Problem;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks rule packs: their form, and the examples inside them. */
@Command(
        name = "rules",
        description = "Checks rule packs.",
        mixinStandardHelpOptions = true,
        subcommands = {picocli.CommandLine.HelpCommand.class})
final class RulesCommand {

    private static final String PACKS = "FILE or DIRECTORY of packs (default: the packs of this installation).";

    @Command(name = "lint", description = "Checks the form of packs.", mixinStandardHelpOptions = true)
    int lint(@Parameters(arity = "0..*", paramLabel = "FILE", description = PACKS) @Nullable List<Path> files)
            throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Path file : orShipped(files)) {
            problems.addAll(RulePacks.lint(file));
        }
        problems.forEach(System.out::println);
        System.out.println(problems.isEmpty() ? "no problems" : problems.size() + " problems");
        return problems.isEmpty() ? Main.FINE : Main.FAILED_CHECK;
    }

    @Command(name = "test", description = "Runs the examples inside packs.", mixinStandardHelpOptions = true)
    int test(@Parameters(arity = "0..*", paramLabel = "FILE", description = PACKS) @Nullable List<Path> files)
            throws IOException {
        List<PackTest> tests = new ArrayList<>();
        for (Path file : orShipped(files)) {
            tests.addAll(RulePacks.test(file));
        }
        tests.forEach(test -> test.problems().forEach(System.out::println));
        long failed = tests.stream().filter(test -> !test.passed()).count();
        int examples = tests.stream().mapToInt(PackTest::examples).sum();
        System.out.println(tests.size() + " packs, " + examples + " examples, " + failed + " packs failed");
        return failed == 0 ? Main.FINE : Main.FAILED_CHECK;
    }

    private static List<Path> orShipped(@Nullable List<Path> files) throws IOException {
        if (files != null && !files.isEmpty()) {
            for (Path file : files) {
                if (!Files.exists(file)) {
                    throw new IOException("no such file: " + file);
                }
            }
            return files;
        }
        Path shipped = Path.of(System.getProperty("cloakroom.home", ""), "rules/packs/src/main/resources/packs");
        if (!Files.isDirectory(shipped)) {
            throw new IOException("no packs under " + shipped + "; name a file or directory");
        }
        return List.of(shipped);
    }
}
