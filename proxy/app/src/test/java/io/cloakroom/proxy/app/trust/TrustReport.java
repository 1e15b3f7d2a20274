package io.cloakroom.proxy.app.trust;

import io.cloakroom.proxy.app.trust.TestResults.Result;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns what the tests said into one page: which threat, which tests hold against it, with which figure. Run by the build when all tests ran. */
public final class TrustReport {

    private static final String THREATS = "/threats.yaml";

    /** Thrown when the page would say less than it must; the message says what is missing. */
    static final class IncompleteException extends Exception {
        private static final long serialVersionUID = 1;

        IncompleteException(String message) {
            super(message);
        }
    }

    /** The data file: every threat we know how to try. */
    record Threats(List<Threat> threats) {}

    /**
     * @param group heading under which it stands
     * @param required whether a build without a test for it fails
     */
    record Threat(int number, String group, String threat, boolean required) {}

    private TrustReport() {}

    /** Writes the report of the project in the first argument to the file in the second; the third says how long the tests ran. */
    public static void main(String[] args) throws Exception {
        Path project = Path.of(args[0]).toAbsolutePath().normalize();
        boolean full = args[2].equals("full");
        TestResults results = TestResults.read(project);
        Path report = project.resolve(args[1]);
        Files.createDirectories(report.getParent());
        Files.writeString(report, page(threats(), results, full, project.relativize(report)));
        check(threats(), results);
    }

    static List<Threat> threats() throws IOException, InvalidYamlException {
        try (var in = TrustReport.class.getResourceAsStream(THREATS)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return StrictYaml.read(THREATS, text, Threats.class).threats();
        }
    }

    /** @throws IncompleteException naming the numbers that fail, lack a test that they must have, or are not in the data file */
    static void check(List<Threat> threats, TestResults results) throws IncompleteException {
        List<String> complaints = new ArrayList<>();
        Set<Integer> unknown = new TreeSet<>(results.numbers());
        for (Threat threat : threats) {
            unknown.remove(threat.number());
            Result result = results.of(threat.number());
            if (result.failed() > 0) {
                complaints.add("trust " + threat.number() + ": " + result.failed() + " tests failed or were skipped");
            } else if (threat.required() && result.passed() == 0) {
                complaints.add("trust " + threat.number() + ": no test begins its name with 'trust " + threat.number()
                        + ":', and one must");
            }
        }
        unknown.forEach(number -> complaints.add("trust " + number + ": add it to threats.yaml"));
        if (!complaints.isEmpty()) {
            throw new IncompleteException("The trust report is incomplete:\n  " + String.join("\n  ", complaints));
        }
    }

    static String page(List<Threat> threats, TestResults results, boolean full, Path where) {
        StringBuilder page = new StringBuilder("# What Cloakroom was tried with\n\n");
        page.append("Made by the build from the results of its tests (`./mvnw verify -Ptrust`); not edited by hand. ")
                .append(
                        full
                                ? "These are the figures of the long runs.\n"
                                : "These are the figures of the short runs; `-Ptrust` makes the long ones.\n");
        String group = "";
        for (Threat threat : threats) {
            if (!threat.group().equals(group)) {
                group = threat.group();
                page.append("\n## ").append(group).append("\n\n");
                page.append("| No. | Threat | Result | Figure | Shown by |\n|---|---|---|---|---|\n");
            }
            page.append(line(threat, results.of(threat.number()), where));
        }
        return page.toString();
    }

    private static String line(Threat threat, Result result, Path where) {
        String verdict = result.failed() > 0
                ? "**" + result.failed() + " failed**, " + result.passed() + " passed"
                : result.passed() == 0 ? "not tried yet" : result.passed() + " passed";
        Path folder = where.getParent();
        String sources = result.sources().stream()
                .map(source -> "[" + source.getFileName().toString().replaceFirst("\\.java$", "") + "]("
                        + folder.relativize(source) + ")")
                .collect(Collectors.joining(", "));
        return "| " + threat.number() + " | " + cell(threat.threat()) + " | " + verdict + " | "
                + cell(String.join("; ", result.figures())) + " | " + sources + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ').strip();
    }
}
