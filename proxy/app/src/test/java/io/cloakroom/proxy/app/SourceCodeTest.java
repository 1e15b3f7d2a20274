package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.source.util.JavacTask;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Content;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.redact.Placeholders;
import io.cloakroom.rules.engine.redact.Redactor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Made-up source files with secrets, names and addresses in them still parse after redaction, and what was to be withheld is gone. */
class SourceCodeTest {

    private static final int FILES = "full".equals(System.getProperty("cloakroom.trust")) ? 400 : 12;

    private static final List<String> FIRST =
            List.of("Mara", "Jonas", "Aylin", "Pieter", "Giulia", "Minjun", "Ingrid", "Tomás");
    private static final List<String> LAST =
            List.of("Lindqvist", "Okafor", "Yilmaz", "van Dijk", "Rossi", "Kowalska", "Andersen", "Núñez");

    private static Analyzer analyzer;
    private static PolicyEngine policy;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() throws Exception {
        analyzer = Engine.analyzerOfSingleTexts(Content.SHIPPED, directory.resolve("none"));
        policy = new PolicyEngine(Policies.preset("default"));
    }

    /** A language, a file of it with places for values, and what parses it. */
    private record Language(String name, String file, Parser parser) {

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Parser {
        /** What is wrong, empty when nothing is. */
        String problem(String source) throws Exception;
    }

    static Stream<Language> languages() throws Exception {
        Stream<Language> always = Stream.of(
                new Language("Java", java(), SourceCodeTest::javaProblem),
                new Language("JSON", json(), SourceCodeTest::jsonProblem),
                new Language("YAML", yaml(), SourceCodeTest::yamlProblem),
                new Language("SQL", sql(), SourceCodeTest::sqlProblem));
        return hasNode()
                ? Stream.concat(
                        always, Stream.of(new Language("JavaScript", javaScript(), SourceCodeTest::scriptProblem)))
                : always;
    }

    @ParameterizedTest
    @MethodSource("languages")
    @DisplayName("redacted source code still parses")
    void redactedSourceStillParses(Language language) throws Exception {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Map<String, String> values = values(new Random(i));
            String source = filled(language.file(), values);
            assertThat(language.parser().problem(source)).as(source).isEmpty();
            String redacted = redact(source);
            assertThat(redacted).doesNotContain(values.get("password"), values.get("token"), values.get("mail"));
            String problem = language.parser().problem(redacted);
            if (!problem.isEmpty()) {
                broken.add(problem + "\n" + redacted);
            }
        }
        assertThat(broken).as("%s files that no longer parse", language).hasSizeLessThanOrEqualTo(FILES / 200);
    }

    private static String redact(String source) throws Exception {
        List<Finding> findings = analyzer.analyze(source, null).stream()
                .filter(finding -> finding.confidence() >= 0.5)
                .toList();
        var verdict = policy.decide(Person.of("local"), new Recipient("", "", "", "", ""), List.of(findings), false);
        Placeholders placeholders = Placeholders.numbered(Map.of(), source);
        var edits = Redactor.edits(
                List.of(source), verdict, (decision, original) -> placeholders.of(decision.type(), original));
        return Redactor.apply(source, edits.getOrDefault(0, List.of()));
    }

    private static Map<String, String> values(Random random) {
        String first = FIRST.get(random.nextInt(FIRST.size()));
        String last = LAST.get(random.nextInt(LAST.size()));
        return Map.of(
                "name", first + " " + last,
                "mail",
                        "mail" + random.nextInt(1000) + "."
                                + last.replace(" ", "")
                                        .replace("ú", "u")
                                        .replace("ñ", "n")
                                        .toLowerCase(java.util.Locale.ROOT)
                                + "@firm.example",
                "phone", "+1 202-555-01" + (10 + random.nextInt(90)),
                "password", "Kite" + letters(random, 4) + "!" + (10 + random.nextInt(90)),
                // In two parts, so that secret scanners do not take it for a leak.
                "token", "g" + "hp_" + letters(random, 18) + (100 + random.nextInt(900)) + letters(random, 15),
                "key",
                        letters(random, 9)
                                + (100 + random.nextInt(900))
                                + letters(random, 9)
                                + (100 + random.nextInt(900)),
                "iban", "DE89370400440532013000",
                "host", "db" + random.nextInt(9) + ".firm.example");
    }

    private static String letters(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) ((random.nextBoolean() ? 'a' : 'A') + random.nextInt(26)));
        }
        return out.toString();
    }

    private static String filled(String file, Map<String, String> values) {
        String out = file;
        for (Map.Entry<String, String> value : values.entrySet()) {
            out = out.replace("«" + value.getKey() + "»", value.getValue());
        }
        return out;
    }

    private static String java() {
        return """
                package com.example.crm;

                /** Maintained by «name» <«mail»>, «phone». */
                public class CustomerService {
                    private static final String DB_URL = "postgres://app:«password»@«host»:5432/crm";
                    static final String API_TOKEN = "«token»";
                    private String password = "«password»"; // «name» knows it
                    private final char sep = ',';

                    String secretFor(int userId) {
                        if (userId == 1234567) { return "«key»"; }
                        log.info("call «name» at «phone», IBAN «iban»");
                        return System.getenv("ACME_SECRET_KEY");
                    }
                }
                """;
    }

    private static String javaScript() {
        return """
                // written by «name» <«mail»>
                const config = { apiKey: '«key»', token: "«token»", user: 'app', password: `«password»` };
                const url = `postgres://app:«password»@«host»/crm`;
                const owner = { name: "«name»", phone: "«phone»", iban: '«iban»' };
                export const greet = (name) => `Hello ${name}, mail us: «mail»`;
                if (process.env.SECRET_TOKEN === config.token) { config["api-key"] = '«key»'; }
                """;
    }

    private static String json() {
        return """
                {
                  "customer": { "name": "«name»", "email": "«mail»", "phone": "«phone»", "iban": "«iban»", "age": 41 },
                  "db": { "url": "postgres://app:«password»@«host»:5432/crm", "password": "«password»", "port": 5432 },
                  "api_key": "«key»", "github": ["«token»", null, true, 3.14, 1700000000]
                }
                """;
    }

    private static String yaml() {
        return """
                # owner: «name» <«mail»>
                database:
                  url: postgres://app:«password»@«host»:5432/crm
                  username: app
                  password: "«password»"
                  port: 5432
                api:
                  api_key: '«key»'
                  token: «token»
                contacts:
                  - name: «name»
                    email: «mail»
                    phone: "«phone»"
                  - { name: "«name»", mail: "«mail»" }
                """;
    }

    private static String sql() {
        return """
                -- asked by «name», «mail»
                CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, email TEXT, phone TEXT, iban TEXT, password TEXT);
                INSERT INTO customer VALUES (1, '«name»', '«mail»', '«phone»', '«iban»', NULL);
                UPDATE customer SET password = '«password»', name = 'x' WHERE email = '«mail»' AND id > 17;
                SELECT name, '«token»' AS t FROM customer WHERE phone LIKE '%«phone»%' ORDER BY 1;
                """;
    }

    private static String javaProblem(String source) throws IOException {
        var problems = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, problems, null, null, List.of(file));
        task.parse();
        return problems.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }

    private static String jsonProblem(String source) {
        try {
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(source);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String yamlProblem(String source) {
        try {
            new YAMLMapper().readTree(source);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String sqlProblem(String source) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(source);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String scriptProblem(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("source.mjs"), source);
        Process node = new ProcessBuilder("node", "--check", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return node.waitFor() == 0 ? "" : said;
    }
}
