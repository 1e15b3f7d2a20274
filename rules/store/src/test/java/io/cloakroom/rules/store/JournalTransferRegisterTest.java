package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.NOON;
import static io.cloakroom.rules.store.Samples.end;
import static io.cloakroom.rules.store.Samples.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Journal;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.RestoreReport;
import io.cloakroom.rules.engine.TransferRegister.Party;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTransferRegisterTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        // visibility, action, outcome, flows, attempted, bytes, sent DATE, withheld DATE, withheld PERSON
        "OBSERVED,      redact,  complete, 1, 0, 100, 1,  , 2",
        "OBSERVED,      redact,  failed,   1, 0, 100, 1,  , 2",
        "OBSERVED,      redact,  aborted,  1, 0, 100, 1,  , 2",
        "OBSERVED,      redact,          , 0, 1, 100, 1,  , 2",
        "OBSERVED,      block,   blocked,  1, 0, 0,    , 1, 2",
        "UNINSPECTABLE, allow,   complete, 1, 0, 100, 1,  , 2",
        "TUNNELLED,     observe, complete, 1, 0, 900, 1,  , 2",
        "TUNNELLED,     observe,         , 0, 1, 0,   1,  , 2",
    })
    void oneFlow(
            Visibility visibility,
            String action,
            @Nullable String outcome,
            long flows,
            long attempted,
            long bytes,
            @Nullable Integer sentDates,
            @Nullable Integer withheldDates,
            int withheldPersons) {
        try (Store store = Store.open(dir, Durability.PROCESS, new Samples.MovableClock())) {
            store.journal().start(start("f1", visibility, action, 100)).join();
            if (outcome != null) {
                store.journal().end(end("f1", outcome)).join();
            }

            Transfer expected = new Transfer(
                    "a.example",
                    "Operator A",
                    "DE",
                    new Relation("site-a", Party.SITE, visibility == Visibility.TUNNELLED),
                    "anna",
                    visibility,
                    flows,
                    attempted,
                    bytes,
                    sentDates == null ? Map.of() : Map.of("DATE", sentDates),
                    withheldDates == null
                            ? Map.of("PERSON", withheldPersons)
                            : Map.of("PERSON", withheldPersons, "DATE", withheldDates),
                    NOON,
                    NOON);
            assertThat(store.transfers().transfers()).containsExactly(expected);
            assertThat(new JournalTransferRegister(dir).transfers()).containsExactly(expected);
        }
        assertThat(new JournalTransferRegister(dir).transfers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // site, kind, page, visibility, in words
        "deepseek, prompt,      '',       OBSERVED,  deepseek",
        "deepseek, third_party, '',       OBSERVED,  third party of deepseek (inferred)",
        "deepseek, third_party, deepseek, OBSERVED,  third party of deepseek",
        "deepseek, third_party, doubao,   OBSERVED,  unknown third party of doubao",
        "chatgpt,  prompt,      deepseek, OBSERVED,  unknown third party of deepseek",
        "grok,     tunnel,      '',       TUNNELLED, grok (inferred)",
        "'',       tunnel,      '',       TUNNELLED, ''",
    })
    void aRecipientIsToldByThePageThatNamedIt(
            String site, String kind, String page, Visibility visibility, String words) {
        try (Store store = Store.open(dir, Durability.PROCESS, new Samples.MovableClock())) {
            Journal.Start start = start("f1", visibility, "redact", 100);
            store.journal()
                    .start(new Journal.Start(
                            start.flow(),
                            start.at(),
                            start.person(),
                            new Recipient(site, "h.example", "Operator", "CN", kind, page),
                            visibility,
                            start.action(),
                            start.policyVersion(),
                            start.rule(),
                            start.bodyBytes(),
                            start.sent(),
                            start.withheld()))
                    .join();
        }
        assertThat(new JournalTransferRegister(dir).transfers())
                .extracting(transfer -> transfer.relation().inWords())
                .containsExactly(words);
    }

    @Test
    void whatTheProxyRefusedWasAskedOfNobody() {
        try (Store store = Store.open(dir, Durability.PROCESS, new Samples.MovableClock())) {
            store.journal().start(start("f1", Visibility.OBSERVED, "block", 0)).join();
            store.journal().end(end("f1", Journal.REFUSED)).join();
        }
        assertThat(new JournalTransferRegister(dir).transfers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // status, bytes of the request's body, bytes that left until the end, bytes in the register
        "200, 100, 900, 100",
        "101, 0,   900, 900",
    })
    void theMessagesOfAWebSocketCountWithTheRequestThatOpenedIt(int status, long body, long out, long bytes) {
        try (Store store = Store.open(dir, Durability.PROCESS, new Samples.MovableClock())) {
            store.journal()
                    .start(start("f1", Visibility.OBSERVED, "allow", body))
                    .join();
            store.journal()
                    .end(new Journal.End("f1", NOON, status, out, 7, RestoreReport.NONE, "complete"))
                    .join();

            assertThat(store.transfers().transfers())
                    .extracting(Transfer::bodyBytes)
                    .containsExactly(bytes);
        }
    }

    @Test
    void whatIsCountedInBytesMayBecomeMoreThanAnIntHolds() {
        try (Store store = Store.open(dir, Durability.PROCESS, new Samples.MovableClock())) {
            Journal.Start some = start("f1");
            for (String flow : List.of("f1", "f2")) {
                store.journal()
                        .start(new Journal.Start(
                                flow,
                                NOON,
                                some.person(),
                                some.recipient(),
                                Visibility.OBSERVED,
                                "observe",
                                "v1",
                                "",
                                0,
                                Map.of("AUDIO_BYTES", 2_000_000_000),
                                Map.of()))
                        .join();
            }
            assertThat(store.transfers().transfers())
                    .extracting(Transfer::sent)
                    .containsExactly(Map.of("AUDIO_BYTES", Integer.MAX_VALUE));
        }
    }

    @Test
    void rowsGrowWithTheJournal() {
        JournalTransferRegister beside = new JournalTransferRegister(dir);
        assertThat(beside.transfers()).isEmpty();
        try (Store store = Store.open(dir, Durability.PROCESS, new Samples.MovableClock())) {
            for (int i = 1; i <= 3; i++) {
                store.journal().start(start("f" + i)).join();
                store.journal()
                        .start(start("t" + i, Visibility.TUNNELLED, "observe", 0))
                        .join();
                store.journal().end(end("t" + i, "complete")).join();

                List<Transfer> rows = beside.transfers();
                assertThat(rows).extracting(Transfer::attempted).containsExactly((long) i, 0L);
                assertThat(rows).extracting(Transfer::flows).containsExactly(0L, (long) i);
                assertThat(rows).extracting(Transfer::bodyBytes).containsExactly(100L * i, 900L * i);
            }
            store.journal().end(end("f1", "complete")).join();
            store.journal().end(end("never started", "complete")).join();
        }

        assertThat(beside.transfers()).extracting(Transfer::attempted).containsExactly(2L, 0L);
        assertThat(beside.transfers()).isEqualTo(new JournalTransferRegister(dir).transfers());
    }
}
