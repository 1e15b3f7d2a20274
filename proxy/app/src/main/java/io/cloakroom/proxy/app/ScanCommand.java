package io.cloakroom.proxy.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.FindingResolver;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.recognize.RulePacks.InvalidPacksException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Text on standard input → findings. Lines are read, scanned and written one at a time, so memory does not grow with the input. */
@Command(
        name = "scan",
        description = "Finds personal data in the text on standard input.",
        mixinStandardHelpOptions = true)
final class ScanCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Mixin
    private final OwnRules rules = new OwnRules();

    @Option(
            names = "--jsonl",
            description = "Read lines {\"id\",\"text\",\"lang\"?} and write lines {\"id\",\"spans\":[…]}, in order.")
    private boolean jsonLines;

    @Option(names = "--explain", description = "Say of every finding why it is one.")
    private boolean explain;

    @Option(
            names = "--min-confidence",
            defaultValue = "0.5",
            description = "Leave out weaker findings (default: ${DEFAULT-VALUE}).")
    private double minConfidence;

    @Override
    public Integer call() throws IOException, InvalidPacksException, InvalidYamlException {
        if (!(minConfidence >= 0 && minConfidence <= 1)) {
            System.err.println("cloakroom scan: --min-confidence is between 0 and 1, not " + minConfidence);
            return Main.USAGE;
        }
        Analyzer analyzer = Engine.analyzerOfSingleTexts(rules.content(), rules.directory());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
            return jsonLines ? scanLines(analyzer, in, out) : scanText(analyzer, in, out);
        }
    }

    private int scanText(Analyzer analyzer, BufferedReader in, BufferedWriter out) throws IOException {
        StringBuilder all = new StringBuilder();
        char[] buffer = new char[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            all.append(buffer, 0, n);
        }
        String text = all.toString();
        List<Finding> findings = findings(analyzer, text, null);
        for (Finding finding : findings) {
            out.write("%-14s %-22s %.2f  %s%s%n"
                    .formatted(
                            finding.type(),
                            finding.subtype() == null ? "" : finding.subtype(),
                            finding.confidence(),
                            finding.span().of(text).replace('\n', ' '),
                            explain ? "  — " + finding.recognizer() + ": " + finding.explanation() : ""));
        }
        return findings.isEmpty() ? Main.FINE : Main.FAILED_CHECK;
    }

    private int scanLines(Analyzer analyzer, BufferedReader in, BufferedWriter out) throws IOException {
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode record;
            try {
                record = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                out.flush();
                System.err.println("cloakroom scan: line " + number
                        + " is not JSON; write one object a line, {\"id\":…,\"text\":…}");
                return Main.USAGE;
            }
            if (!record.path("text").isTextual()) {
                out.flush();
                System.err.println("cloakroom scan: line " + number + " has no string \"text\"");
                return Main.USAGE;
            }
            JsonNode language = record.path("lang");
            String text = record.path("text").textValue();
            out.write(JSON.writeValueAsString(result(
                    record.path("id"),
                    text,
                    findings(analyzer, text, language.isTextual() ? language.textValue() : null))));
            out.newLine();
        }
        return Main.FINE;
    }

    private List<Finding> findings(Analyzer analyzer, String text, @Nullable String language) {
        return FindingResolver.resolve(analyzer.analyze(text, language).stream()
                .filter(finding -> finding.confidence() >= minConfidence)
                .toList());
    }

    private ObjectNode result(JsonNode id, String text, List<Finding> findings) {
        ObjectNode result = JSON.createObjectNode();
        result.set("id", id);
        ArrayNode spans = result.putArray("spans");
        int at = 0;
        int codePoints = 0;
        for (Finding finding : findings) {
            codePoints += text.codePointCount(at, finding.span().start());
            int length =
                    text.codePointCount(finding.span().start(), finding.span().end());
            at = finding.span().end();
            ObjectNode span = spans.addObject().put("start", codePoints).put("end", codePoints + length);
            codePoints += length;
            span.put("type", finding.type().name());
            if (finding.subtype() != null) {
                span.put("subtype", finding.subtype());
            }
            span.put("confidence", Math.round(finding.confidence() * 1000) / 1000.0)
                    .put("recognizer", finding.recognizer());
            if (explain) {
                span.put("explanation", finding.explanation());
            }
        }
        return result;
    }
}
