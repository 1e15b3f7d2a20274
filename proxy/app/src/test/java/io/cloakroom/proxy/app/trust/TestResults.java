package io.cloakroom.proxy.app.trust;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the tests of all modules said about the numbered threats: tests whose name, or whose class's name, begins with
 * {@code trust 16:} or {@code trust 15, 16:}, and lines {@code trust 16: 24 of 24} that they printed.
 */
final class TestResults {

    private static final Pattern NAME = Pattern.compile("^(?:.*› |\\w+\\([^)]*\\) )?trust (\\d+(?:, ?\\d+)*):");
    private static final Pattern FIGURE = Pattern.compile("^trust (\\d+): (.+)$", Pattern.MULTILINE);
    private static final Set<String> WITHOUT_REPORTS = Set.of("node_modules", ".git", "src", "classes", "test-classes");
    private static final String SUREFIRE = "surefire-reports";
    private static final String BROWSERS = "e2e";

    /** All that concerns one number. */
    static final class Result {
        private int passed;
        private int failed;
        private final Set<String> figures = new LinkedHashSet<>();
        private final Set<Path> sources = new LinkedHashSet<>();

        int passed() {
            return passed;
        }

        /** Failed, or skipped, which shows nothing either. */
        int failed() {
            return failed;
        }

        Set<String> figures() {
            return figures;
        }

        /** The files of the tests, relative to the project. */
        Set<Path> sources() {
            return sources;
        }
    }

    private final Path project;
    private final TreeMap<Integer, Result> results = new TreeMap<>();

    private TestResults(Path project) {
        this.project = project;
    }

    /** Reads the reports that lie in the build directories below {@code project}. */
    static TestResults read(Path project) throws IOException {
        TestResults results = new TestResults(project);
        for (Path report : reports(project)) {
            results.add(report);
        }
        return results;
    }

    Result of(int number) {
        return results.getOrDefault(number, new Result());
    }

    Set<Integer> numbers() {
        return results.keySet();
    }

    private static List<Path> reports(Path project) throws IOException {
        List<Path> reports = new ArrayList<>();
        Files.walkFileTree(project, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return WITHOUT_REPORTS.contains(String.valueOf(directory.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String folder = String.valueOf(file.getParent().getFileName());
                if (file.getFileName().toString().matches("TEST-.*\\.xml")
                        && (folder.equals(SUREFIRE) || folder.equals(BROWSERS))) {
                    reports.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return reports.stream().sorted().toList();
    }

    private void add(Path report) throws IOException {
        boolean java = report.getParent().endsWith(SUREFIRE);
        Path source = java ? javaSource(report) : report;
        if (!Files.exists(source)) {
            // What a test said that is no longer there does not count.
            return;
        }
        Element suite = parse(report).getDocumentElement();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            Path shown = java ? source : browserSource(report, test);
            numbers(test.getAttribute("name"), test.getAttribute("classname"))
                    .forEach(number -> count(number, test, project.relativize(shown)));
        }
        figures(suite);
    }

    private static Path javaSource(Path report) {
        String name = report.getFileName().toString().replaceAll("^TEST-|(\\$.*)?\\.xml$", "");
        Path module = report.getParent().getParent().resolveSibling("");
        return module.resolve("src/test/java").resolve(name.replace('.', '/') + ".java");
    }

    private static Path browserSource(Path report, Element test) {
        Path module = report.getParent().getParent().resolveSibling("");
        return module.resolve("src/e2e").resolve(test.getAttribute("classname"));
    }

    private static Set<Integer> numbers(String... names) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String name : names) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.find()) {
                Arrays.stream(matcher.group(1).split(", ?"))
                        .map(Integer::valueOf)
                        .forEach(numbers::add);
            }
        }
        return numbers;
    }

    private void count(int number, Element test, Path source) {
        Result result = results.computeIfAbsent(number, key -> new Result());
        boolean bad = List.of("failure", "error", "skipped").stream()
                .anyMatch(kind -> test.getElementsByTagName(kind).getLength() > 0);
        if (bad) {
            result.failed++;
        } else {
            result.passed++;
        }
        result.sources.add(source);
    }

    private void figures(Element suite) {
        NodeList printed = suite.getElementsByTagName("system-out");
        for (int i = 0; i < printed.getLength(); i++) {
            List<MatchResult> lines =
                    FIGURE.matcher(printed.item(i).getTextContent()).results().toList();
            for (MatchResult line : lines) {
                results.computeIfAbsent(Integer.valueOf(line.group(1)), key -> new Result())
                        .figures
                        .add(line.group(2).strip());
            }
        }
    }

    private static Document parse(Path report) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(report.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(
                    "The test report " + report + " cannot be read: delete it and run the tests again", e);
        }
    }
}
