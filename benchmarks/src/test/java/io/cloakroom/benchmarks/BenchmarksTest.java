package io.cloakroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.recognize.RulePack;
import io.cloakroom.rules.wire.Inspection;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.TextSegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.infra.Blackhole;

/** Every benchmark once: what is measured does what it says. */
class BenchmarksTest {

    private static final String BLACKHOLE =
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.";

    private static final RequestBenchmark REQUESTS = new RequestBenchmark();

    private final Blackhole blackhole = new Blackhole(BLACKHOLE);

    @Test
    void textsAreSearched() {
        ScanBenchmark scan = new ScanBenchmark();
        assertThat(types(scan.prompt())).contains(EntityType.PERSON, EntityType.EMAIL, EntityType.PHONE);
        assertThat(types(scan.report())).contains(EntityType.PERSON, EntityType.CREDIT_CARD, EntityType.DATE_OF_BIRTH);
        assertThat(types(scan.reportWithoutNames()))
                .contains(EntityType.EMAIL, EntityType.CREDIT_CARD)
                .doesNotContain(EntityType.PERSON);
        assertThat(types(scan.benign())).doesNotContain(EntityType.EMAIL, EntityType.PHONE, EntityType.CREDIT_CARD);
        assertThat(scan.seenBefore()).isNotEmpty().isSameAs(scan.seenBefore());
    }

    @Test
    void moreRulesFindNothingElse() {
        RulesBenchmark rules = new RulesBenchmark();
        assertThat(rules.shipped()).isNotEmpty().isEqualTo(rules.thousandMore());
    }

    @Test
    void madeUpRulesTakePart() {
        assertThat(Packs.shippedAnd(4).stable())
                .extracting(RulePack::id)
                .contains("made-up-0", "made-up-1", "made-up-2", "made-up-3", "credit-card");
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreReadAndWritten(Request request) throws LensException {
        REQUESTS.request = request;
        List<TextSegment> located = REQUESTS.locate().segments();
        assertThat(located.getLast().text()).hasSizeGreaterThan(2_000).containsPattern(" [a-z]{8}$");
        assertThat(REQUESTS.locateEverything().segments())
                .extracting(TextSegment::text)
                .anyMatch(text -> text.startsWith(located.getLast().text().substring(0, 2_000)));
        assertThat(text(REQUESTS.locateAndSplice().body())).contains("\"[PERSON_1]");
    }

    @ParameterizedTest
    @EnumSource
    void requestsAreInspected(Request request) throws LensException {
        REQUESTS.request = request;
        Inspection inspection = REQUESTS.inspect();
        assertThat(inspection.verdict().action()).isEqualTo(Action.REDACT);
        assertThat(text(inspection.payload().body()))
                .contains("[EMAIL_1]", "[PERSON_1]")
                .doesNotContain("@example.com");
    }

    @Test
    void textIsRestoredPieceByPiece() {
        TextRestorerBenchmark benchmark = new TextRestorerBenchmark();
        assertThat(benchmark.pieces(blackhole).report().restored()).isEqualTo(Answer.PLACEHOLDERS);
        assertThat(benchmark.firstPiece()).isEqualTo(" ");
    }

    @ParameterizedTest
    @EnumSource
    void answersAreRestoredChunkByChunk(Request request) {
        AnswerBenchmark benchmark = new AnswerBenchmark();
        benchmark.request = request;
        assertThat(benchmark.chunks(blackhole).report().restored()).isEqualTo(Answer.PLACEHOLDERS);
        assertThat(text(benchmark.firstToken(blackhole))).isNotEmpty();
    }

    private static List<EntityType> types(List<Finding> findings) {
        return findings.stream().map(Finding::type).distinct().toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
