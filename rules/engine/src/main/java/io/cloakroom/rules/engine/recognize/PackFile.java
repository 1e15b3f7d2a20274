package io.cloakroom.rules.engine.recognize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.StrictYaml;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.recognize.RulePack.Match;
import io.cloakroom.rules.engine.recognize.RulePack.NoMatch;
import io.cloakroom.rules.engine.recognize.RulePack.PatternRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The text of one rule pack: reads it, checks it, and runs its examples. */
final class PackFile {

    private final String name;
    private final String yaml;
    private final @Nullable Path directory;
    private @Nullable Map<String, Integer> lines;

    /** A file that comes with others and may name no files of words. */
    PackFile(String name, String yaml) {
        this(name, yaml, null);
    }

    /** @param directory what the files of words that it names are relative to */
    PackFile(String name, String yaml, @Nullable Path directory) {
        this.name = name;
        this.yaml = yaml;
        this.directory = directory;
    }

    String name() {
        return name;
    }

    RulePack read() throws InvalidYamlException {
        RulePack pack = StrictYaml.read(name, yaml, RulePack.class);
        return pack.deny().files().isEmpty() ? pack : pack.withWords(words(pack));
    }

    private List<String> words(RulePack pack) throws InvalidYamlException {
        List<String> words = new ArrayList<>(pack.deny().values());
        List<String> files = pack.deny().files();
        for (int i = 0; i < files.size(); i++) {
            if (directory == null) {
                throw new InvalidYamlException(
                        name,
                        nearest(lines(), "/deny/files", 1),
                        "a pack that comes with others names no files",
                        "write the terms below deny.values");
            }
            Path file = directory.resolve(files.get(i));
            try (Stream<String> all = Files.lines(file)) {
                all.map(String::strip)
                        .filter(w -> !w.isEmpty() && !w.startsWith("#"))
                        .forEach(words::add);
            } catch (IOException | UncheckedIOException e) {
                throw new InvalidYamlException(
                        name,
                        nearest(lines(), "/deny/files/" + i, 1),
                        "'" + file + "' cannot be read",
                        "name a UTF-8 text file with one term a line, relative to this pack");
            }
        }
        return words;
    }

    /** What is wrong with its form, apart from its examples; empty when nothing is. */
    List<Problem> lint() {
        RulePack pack;
        try {
            List<Problem> unknown = unknownKeys();
            if (!unknown.isEmpty()) {
                return unknown;
            }
            pack = read();
        } catch (InvalidYamlException e) {
            return List.of(new Problem(e.source(), lineOf(e), e.problem(), e.remedy()));
        }
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < pack.patterns().size(); i++) {
            lintPattern(pack.patterns().get(i), "/patterns/" + i, problems);
        }
        List<String> never = pack.allow().regexes();
        for (int i = 0; i < never.size(); i++) {
            compile(never.get(i), "/allow/regexes/" + i, problems);
        }
        String validator = pack.validator();
        if (validator != null && Validators.find(validator) == null) {
            problems.add(problem(
                    "/validator",
                    "unknown validator '" + validator + "'",
                    "use one of: " + String.join(", ", Validators.names())));
        }
        if (!pack.patterns().isEmpty()
                && pack.digits() == 0
                && PackKeywords.prefilter(pack).isEmpty()) {
            problems.add(problem(
                    "/patterns",
                    "the patterns would be tried on every character of every prompt",
                    "give 'keywords' that occur in or near every value, or 'digits': how many it has"));
        }
        return problems;
    }

    private void lintPattern(PatternRule rule, String at, List<Problem> problems) {
        Pattern pattern = compile(rule.pattern(), at + "/regex", problems);
        String unless = rule.unless();
        if (unless != null) {
            compile(unless, at + "/unless", problems);
        }
        String group = rule.group();
        if (pattern == null || group == null) {
            return;
        }
        boolean known = CompiledPack.isNumber(group)
                ? Integer.parseInt(group) <= pattern.groupCount()
                : pattern.namedGroups().containsKey(group);
        if (!known) {
            problems.add(problem(
                    at + "/group",
                    "the pattern has no group '" + group + "'",
                    "name one of its groups, or leave 'group' out to take the whole match"));
        }
    }

    private @Nullable Pattern compile(String regex, String at, List<Problem> problems) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            problems.add(
                    problem(
                            at,
                            "not an RE2 pattern: " + e.getDescription(),
                            "look-around and back-references do not exist in RE2; use 'group', 'boundary' and 'context' instead"));
            return null;
        }
    }

    /** Examples that do not hold; empty when all do. The pack must have no {@link #lint} problem. */
    List<Problem> test(RulePack pack) {
        List<Problem> problems = new ArrayList<>();
        PackRecognizer recognizer = new PackRecognizer(List.of(pack));
        List<Match> match = pack.examples().match();
        for (int i = 0; i < match.size(); i++) {
            testMatch(recognizer, pack, match.get(i), "/examples/match/" + i, problems);
        }
        List<NoMatch> noMatch = pack.examples().noMatch();
        for (int i = 0; i < noMatch.size(); i++) {
            String text = noMatch.get(i).text();
            if (!find(recognizer, pack, text).isEmpty()) {
                problems.add(problem(
                        "/examples/no_match/" + i,
                        "example must not match, but does: " + noMatch.get(i).why(),
                        "narrow the patterns, or add a validator, lowering words or 'allow'"));
            }
        }
        return problems;
    }

    private void testMatch(PackRecognizer recognizer, RulePack pack, Match example, String at, List<Problem> problems) {
        int start = example.text().indexOf(example.value());
        if (start < 0) {
            problems.add(problem(at, "'value' does not occur in 'text'", "copy the value exactly from the text"));
            return;
        }
        List<Finding> findings = find(recognizer, pack, example.text());
        boolean found =
                findings.stream().anyMatch(f -> f.span().of(example.text()).equals(example.value()));
        if (!found) {
            String instead = findings.isEmpty() ? "nothing" : quoted(findings, example.text());
            problems.add(problem(
                    at,
                    "example must match '" + example.value() + "', but found " + instead,
                    "widen the patterns, raise 'confidence', or check keywords, digits and reach"));
        }
    }

    private static String quoted(List<Finding> findings, String text) {
        Span span = findings.getFirst().span();
        return "'" + span.of(text) + "'";
    }

    /** Those of the examples that a pack does not find. */
    static List<Match> missed(RulePack pack, List<Match> examples) {
        PackRecognizer recognizer = new PackRecognizer(List.of(pack));
        return examples.stream()
                .filter(example -> find(recognizer, pack, example.text()).stream()
                        .noneMatch(f -> f.span().of(example.text()).equals(example.value())))
                .toList();
    }

    private static List<Finding> find(PackRecognizer recognizer, RulePack pack, String text) {
        String language = pack.languages().isEmpty() ? null : pack.languages().getFirst();
        Text normalized = Normalizer.normalize(text, language);
        return recognizer.recognize(normalized);
    }

    private List<Problem> unknownKeys() throws InvalidYamlException {
        List<Problem> problems = new ArrayList<>();
        for (String pointer : lines().keySet()) {
            String instead = PackKeys.insteadOf(pointer);
            if (instead != null) {
                String key = pointer.substring(pointer.lastIndexOf('/') + 1);
                problems.add(problem(pointer, "unknown key '" + key + "'", instead));
            }
        }
        return problems;
    }

    /** The line of the key that a message such as {@code patterns[0]: 'confidence' is ...} is about. */
    private int lineOf(InvalidYamlException e) {
        String message = e.problem();
        int colon = message.indexOf(": ");
        String path = colon < 0 ? "" : message.substring(0, colon);
        String rest = colon < 0 ? message : message.substring(colon + 2);
        int quote = rest.startsWith("'") ? rest.indexOf('\'', 1) : -1;
        String pointer = (path.isEmpty() ? "" : "/")
                + path.replace('.', '/').replace("[", "/").replace("]", "")
                + (quote < 0 ? "" : "/" + rest.substring(1, quote));
        try {
            return pointer.isEmpty() ? e.line() : nearest(lines(), pointer, e.line());
        } catch (InvalidYamlException unreadable) {
            return e.line();
        }
    }

    private Problem problem(String pointer, String message, String remedy) {
        try {
            return new Problem(name, nearest(lines(), pointer, 1), message, remedy);
        } catch (InvalidYamlException e) {
            throw new IllegalStateException("lines are only asked for of YAML that has been read: " + name, e);
        }
    }

    /** The line of the last key that exists on the way to a JSON pointer. */
    private static int nearest(Map<String, Integer> known, String pointer, int otherwise) {
        String at = pointer;
        while (!known.containsKey(at) && at.lastIndexOf('/') > 0) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return known.getOrDefault(at, otherwise);
    }

    /** The line of every key and list entry, by JSON pointer, in the order of the file. */
    private Map<String, Integer> lines() throws InvalidYamlException {
        Map<String, Integer> read = lines;
        if (read == null) {
            read = new LinkedHashMap<>();
            try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
                while (parser.nextToken() != null) {
                    read.putIfAbsent(
                            parser.getParsingContext().pathAsPointer().toString(),
                            parser.currentTokenLocation().getLineNr());
                }
            } catch (IOException e) {
                throw new InvalidYamlException(name, 1, "not YAML: " + e.getMessage(), "mend the YAML");
            }
            lines = read;
        }
        return read;
    }
}
