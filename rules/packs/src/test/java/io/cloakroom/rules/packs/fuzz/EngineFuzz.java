package io.cloakroom.rules.packs.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.FindingResolver;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.util.List;

/**
 * What Jazzer drives: the normalizer, then all rule packs over the text and over everything that decoders read in it. Whatever is thrown,
 * and every span that does not lie in the text, is a finding of Jazzer's.
 */
public final class EngineFuzz {

    private static final Analyzer ANALYZER = Recognizers.standard(RulePacks.shipped(), List.of(), 0);

    private EngineFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        check(data.consumeRemainingAsString());
    }

    /** @throws IllegalStateException when a span is wrong */
    static void check(String text) {
        Text normalized = Normalizer.normalize(text, null);
        for (int i = 0; i < normalized.normalized().length(); i++) {
            if (normalized.toOriginal(i, i + 1).end() > text.length()) {
                throw new IllegalStateException("the normalizer's offset " + i + " leads outside of the text");
            }
        }
        List<Finding> findings = ANALYZER.analyze(text, null);
        for (Finding finding : findings) {
            if (finding.span().end() > text.length()) {
                throw new IllegalStateException("a span outside of the text: " + finding);
            }
        }
        List<Finding> resolved = FindingResolver.resolve(findings);
        for (int i = 1; i < resolved.size(); i++) {
            if (resolved.get(i).span().overlaps(resolved.get(i - 1).span())) {
                throw new IllegalStateException("an overlap was not settled: " + resolved.get(i));
            }
        }
    }
}
