package io.cloakroom.proxy.app;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 fine, 1 findings or a failed check where the command is a check, 2 usage, 3 environment. */
@Command(
        name = "cloakroom",
        description = "Keeps personal data out of chatbots, and puts it back into the answer.",
        mixinStandardHelpOptions = true,
        version = "cloakroom 0.1.0",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ScanCommand.class,
            RedactCommand.class,
            RestoreCommand.class,
            ReplayCommand.class,
            RulesCommand.class,
            SitesCommand.class,
            CaCommand.class,
            TransfersCommand.class,
            CoverageCommand.class,
            ContentCommand.class
        })
public final class Main {

    static final int FINE = 0;
    static final int FAILED_CHECK = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** As {@link #main}, without ending the process. */
    public static int run(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    err.println("cloakroom: " + say(problem));
                    return isMistakeInFile(problem) ? USAGE : ENVIRONMENT;
                })
                .execute(args);
    }

    private static boolean isMistakeInFile(Exception problem) {
        return problem instanceof InvalidYamlException || problem instanceof InvalidPacksException;
    }

    private static String say(Exception problem) {
        if (problem instanceof UncheckedIOException
                && problem.getCause() instanceof IOException cause
                && cause.toString().equals(problem.getMessage())) {
            return say(cause);
        }
        if (problem instanceof FileSystemException file && file.getReason() == null) {
            return say(file);
        }
        boolean expected = problem instanceof IOException
                || problem instanceof UncheckedIOException
                || isMistakeInFile(problem)
                || problem instanceof IllegalArgumentException
                || problem instanceof IllegalStateException;
        String message = problem.getMessage();
        return expected && message != null ? message : problem.toString();
    }

    /** The message of such an exception is the bare name of the file. */
    private static String say(FileSystemException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> "no such file or directory: " + missing.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            default -> problem.toString();
        };
    }
}
