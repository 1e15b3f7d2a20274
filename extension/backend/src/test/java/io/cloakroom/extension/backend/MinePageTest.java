package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.extension.backend.MinePage.Issued;
import io.cloakroom.extension.backend.MinePage.Operator;
import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.TransferRegister.Party;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import io.cloakroom.rules.engine.Vault.Placeholder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinePageTest {

    @Test
    void theLatestComesFirst() {
        MinePage page = MinePage.of(
                List.of(
                        TestBackend.placeholder("[PERSON_1]", "Ada", "OpenAI", "2026-11-01T10:00:00Z"),
                        TestBackend.placeholder("[PERSON_2]", "Grace", "OpenAI", "2026-11-02T10:00:00Z"),
                        TestBackend.placeholder("[PERSON_3]", "Emmy", "DeepSeek", "2026-11-03T10:00:00Z")),
                List.of(),
                ZoneOffset.UTC);
        assertThat(page.kept()).isEqualTo(3);
        assertThat(page.operators()).extracting(Operator::name).containsExactly("DeepSeek", "OpenAI");
        assertThat(page.operators().get(1).issued())
                .extracting(Issued::token)
                .containsExactly("[PERSON_2]", "[PERSON_1]");
        assertThat(page.operators().get(1).latest().shown()).isEqualTo("2 Nov 2026, 10:00");
    }

    @Test
    void whatWasWithheldWhereIsCounted() {
        MinePage page = MinePage.of(
                List.of(),
                List.of(
                        TestBackend.transfer(
                                "chatgpt.com", "OpenAI", "local", Map.of("PERSON", 2, "ID_NUMBER:US_SSN", 5)),
                        TestBackend.transfer("api.openai.com", "OpenAI", "local", Map.of("EMAIL", 1))),
                ZoneOffset.UTC);
        assertThat(page.withheld()).isEqualTo(8);
        assertThat(page.operators()).singleElement().satisfies(operator -> {
            assertThat(operator.country()).isEqualTo("United States");
            assertThat(operator.received().getFirst().withheld())
                    .containsExactly(new Words.Amount("ID number (US_SSN)", 5), new Words.Amount("Person", 2));
        });
    }

    @ParameterizedTest
    @CsvSource({"TUNNELLED, nobody here knows what was in it", "UNINSPECTABLE, Could not be decoded"})
    void whatIsNotKnownIsNotClaimed(Visibility visibility, String note) {
        Instant at = Instant.parse("2026-11-20T09:30:00Z");
        Transfer transfer = new Transfer(
                "chat.example",
                "",
                "",
                new Relation("", Party.SITE, false),
                "local",
                visibility,
                1,
                1,
                10,
                Map.of(),
                Map.of(),
                at,
                at);
        try (TestBackend backend = new TestBackend()) {
            backend.transfers.add(transfer);
            assertThat(backend.get("/mine").body())
                    .contains(note, "Unknown operator")
                    .doesNotContain("nothing found");
        }
    }

    @Test
    void aLongHistoryIsListedToItsLimitAndCountedBeyond() {
        List<Placeholder> many = IntStream.range(0, MinePage.LISTED + 7)
                .mapToObj(i -> TestBackend.placeholder("[PERSON_" + i + "]", "N" + i, "OpenAI", "2026-11-01T10:00:00Z"))
                .toList();
        MinePage page = MinePage.of(many, List.of(), ZoneOffset.UTC);
        assertThat(page.kept()).isEqualTo(MinePage.LISTED + 7);
        assertThat(page.operators().getFirst().issued()).hasSize(MinePage.LISTED);
        assertThat(page.operators().getFirst().older()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</td></tr></table><script src=//evil.example></script>",
                "<!-- ",
                "&lt;script&gt;",
                "' onmouseover='alert(1)",
            })
    void hostileOriginalsAreText(String hostile) {
        try (TestBackend backend = new TestBackend()) {
            backend.placeholders.add(TestBackend.placeholder(hostile, hostile, hostile, "2026-11-01T10:00:00Z"));
            backend.transfers.add(TestBackend.transfer(hostile, hostile, "local", Map.of(hostile, 1)));
            Http.Answer page = backend.get("/mine");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body())
                    .doesNotContain("<script")
                    .doesNotContain("<img src=x")
                    .doesNotContain("<!-- ")
                    .contains(hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        }
    }

    @Test
    void othersRowsAreNotShown() {
        try (TestBackend backend = new TestBackend()) {
            backend.transfers.add(TestBackend.transfer("chatgpt.com", "OpenAI", "ada", Map.of("PERSON", 1)));
            assertThat(backend.get("/mine").body()).contains("Nothing yet").doesNotContain("chatgpt.com");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/mine", "/setup"})
    void pagesWorkWithoutScriptsAndHaveLandmarks(String path) {
        try (TestBackend backend = new TestBackend()) {
            backend.placeholders.add(TestBackend.placeholder("[PERSON_1]", "Ada", "OpenAI", "2026-11-01T10:00:00Z"));
            String page = backend.get(path).body();
            assertThat(page)
                    .doesNotContain("<script", " style=", "<style", "javascript:")
                    .doesNotContainPattern("\\son[a-z]+=")
                    .contains(
                            "<html lang=\"en\">",
                            "<main id=\"content\">",
                            "<nav aria-label=\"Pages\">",
                            "name=\"viewport\"")
                    .containsOnlyOnce("<h1>");
        }
    }
}
