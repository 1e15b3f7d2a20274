package io.cloakroom.rules.store;

import static io.cloakroom.rules.store.Samples.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.Vault.Placeholder;
import io.cloakroom.rules.engine.Vault.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteVaultTest {
    private final Samples.MovableClock clock = new Samples.MovableClock();

    @TempDir
    Path dir;

    private @Nullable Store store;

    @BeforeEach
    void open() {
        store = Store.open(dir, Durability.PROCESS, clock);
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(store).close();
    }

    private SqliteVault vault() {
        return Objects.requireNonNull(store).vault();
    }

    private void restart() {
        close();
        open();
    }

    private String issue(Binding binding, String original) {
        return vault().issue(binding, EntityType.PERSON, original, "").token();
    }

    @ParameterizedTest
    @CsvSource({
        // what differs, value then, token of the second issue
        "nothing,  '',            Anna Berg,    [PERSON_1]",
        "nothing,  '',            ' ANNA  berg', [PERSON_1]",
        "nothing,  '',            Anna Bergen,  [PERSON_2]",
        "scope,    chat-2,        Anna Berg,    [PERSON_2]",
        "operator, Operator B,    Anna Berg,    [PERSON_2]",
        "user,     ben,           Anna Berg,    [PERSON_1]",
    })
    void theSameValueInTheSameScopeHasOneToken(String part, String other, String original, String expected) {
        issue(ANNA, "Anna Berg");
        Binding second = part.equals("nothing") ? ANNA : Samples.with(ANNA, part, other);

        assertThat(issue(second, original)).isEqualTo(expected);
        restart();
        assertThat(issue(second, original)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                              [PERSON_1]",
        "about [PERSON_1],                [PERSON_2]",
        "[PERSON_1][PERSON_2] [PERSON_4], [PERSON_3]",
        "person 1 spoke,                  [PERSON_2]",
        "**PERSON_1**,                    [PERSON_2]",
        "[DATE_1] and [PERSON_12],        [PERSON_1]",
        "[PERSON_99999999999999999999],   [PERSON_1]",
    })
    void aTokenThatStandsInTheInputIsPassedOver(String input, String expected) {
        String token = vault().issue(ANNA, EntityType.PERSON, "Anna", input).token();

        assertThat(token).isEqualTo(expected);
        assertThat(input).doesNotContain(token);
    }

    @Test
    void aTypeOfSeveralWordsIsPassedOverInAnySpelling() {
        String input = "[Date of birth 1] and DATE\\_OF\\_BIRTH\\_2";

        assertThat(vault().issue(ANNA, EntityType.DATE_OF_BIRTH, "1970-01-01", input)
                        .token())
                .isEqualTo("[DATE_OF_BIRTH_3]");
    }

    @Test
    void numbersPassedOverAreNotIssued() {
        vault().issue(ANNA, EntityType.PERSON, "Anna", "[PERSON_1] [PERSON_2]");
        vault().issue(ANNA, EntityType.PERSON, "Ben", "[PERSON_4]");

        for (int restarts = 0; restarts < 2; restarts++) {
            assertThat(List.of(1, 2, 3, 4, 5, 6).stream().filter(n -> vault().isIssued("anna", "[PERSON_" + n + "]")))
                    .containsExactly(3, 5);
            restart();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[PERSON_2]",
                "[PERSON_0]",
                "[PERSON_01]",
                "[DATE_1]",
                "[NOTHING_1]",
                "PERSON_1",
                "[PERSON_1] ",
                ""
            })
    void whatWasNotIssuedIsNotIssued(String token) {
        issue(ANNA, "Anna");

        assertThat(vault().isIssued("anna", token)).isFalse();
        assertThat(vault().isIssued("anna", "[PERSON_1]")).isTrue();
        assertThat(vault().isIssued("ben", "[PERSON_1]")).isFalse();
    }

    @Test
    void aBatchKeepsItsOrderAndItsDuplicates() {
        List<Value> values = List.of(
                new Value(EntityType.PERSON, "Anna"),
                new Value(EntityType.EMAIL, "anna@example.org"),
                new Value(EntityType.PERSON, "Ben"),
                new Value(EntityType.PERSON, "anna"));

        assertThat(vault().issueAll(ANNA, values, "[PERSON_2]").stream().map(Placeholder::token))
                .containsExactly("[PERSON_1]", "[EMAIL_1]", "[PERSON_3]", "[PERSON_1]");
    }

    @Test
    void aRestartKeepsEverything() {
        String surrogateHalf = "half a pair \ud800";
        issue(ANNA, "Anna");
        issue(Samples.with(ANNA, "operator", "Operator B"), surrogateHalf);
        List<Placeholder> before = vault().values("anna");

        restart();

        assertThat(vault().values("anna")).isEqualTo(before);
        assertThat(vault().originals("anna", "Operator A").original("[PERSON_1]"))
                .isEqualTo("Anna");
        assertThat(vault().originals("anna", "Operator B").original("[PERSON_2]"))
                .isEqualTo(surrogateHalf);
    }

    @ParameterizedTest
    @CsvSource({
        "anna, Operator A, [PERSON_1], Anna",
        "anna, Operator A, [PERSON_2],", // issued for Operator B
        "anna, Operator B, [PERSON_1],",
        "anna, Operator B, [PERSON_2], Ben",
        "ben,  Operator A, [PERSON_1],",
        "ben,  Operator B, [PERSON_2],",
        "anna, Operator C, [PERSON_1],",
    })
    void onlyTheSameUserAndOperatorRestores(String user, String operator, String token, @Nullable String expected) {
        issue(ANNA, "Anna");
        issue(Samples.with(ANNA, "operator", "Operator B"), "Ben");

        Vault.Originals originals = vault().originals(user, operator);
        assertThat(originals.original(token)).isEqualTo(expected);
        assertThat(originals.tokens())
                .allSatisfy(each -> assertThat(originals.original(each)).isNotNull());
        if (expected != null) {
            assertThat(originals.tokens()).containsExactly(token);
        }
    }

    @Test
    void originalsSeeWhatIsIssuedLater() {
        Vault.Originals originals = vault().originals("anna", "Operator A");
        assertThat(originals.tokens()).isEmpty();

        issue(ANNA, "Anna");

        assertThat(originals.original("[PERSON_1]")).isEqualTo("Anna");
        assertThat(originals.tokens()).containsExactly("[PERSON_1]");
    }

    @Test
    void valuesAreTheSameListUntilSomethingChanges() {
        issue(ANNA, "Anna");
        List<Placeholder> values = vault().values("anna");

        assertThat(vault().values("anna")).isSameAs(values);
        issue(ANNA, "Ben");
        assertThat(vault().values("anna")).hasSize(2);
    }

    @Test
    void expiredValuesAreGoneAndTheirNumbersStayUsed() {
        issue(ANNA, "Anna");
        Vault.Originals answerUnderWay = vault().originals("anna", "Operator A");
        clock.advance(SqliteVault.DEFAULT_RETENTION.minus(Duration.ofMillis(1)));
        assertThat(vault().values("anna")).hasSize(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(answerUnderWay.original("[PERSON_1]")).isEqualTo("Anna");
        for (int purged = 1; purged >= 0; purged--) {
            assertThat(vault().values("anna")).isEmpty();
            assertThat(vault().originals("anna", "Operator A").original("[PERSON_1]"))
                    .isNull();
            assertThat(vault().isIssued("anna", "[PERSON_1]")).isTrue();
            assertThat(vault().purgeExpired()).isEqualTo(purged);
            restart();
        }
        assertThat(issue(ANNA, "Anna")).isEqualTo("[PERSON_2]");
    }

    @Test
    void aProvisionalScopeIsBoundToTheConversation() {
        Binding provisional = Samples.with(ANNA, "scope", "provisional-7");
        Binding conversation = Samples.with(ANNA, "scope", "conversation");
        issue(provisional, "Anna");
        issue(conversation, "Ben");

        vault().rebind(provisional, "conversation").join();

        for (int restarts = 0; restarts < 2; restarts++) {
            assertThat(issue(conversation, "Anna")).isEqualTo("[PERSON_1]");
            assertThat(vault().values("anna").stream().map(Placeholder::scope))
                    .containsExactly("conversation", "conversation");
            restart();
        }
        assertThat(issue(provisional, "Anna")).isEqualTo("[PERSON_3]");
    }

    @Test
    void twoTokensOfOneValueInOneScopeBothRestore() {
        Binding provisional = Samples.with(ANNA, "scope", "provisional-7");
        issue(ANNA, "Anna");
        issue(provisional, "Anna");

        vault().rebind(provisional, ANNA.scope()).join();

        Vault.Originals originals = vault().originals("anna", "Operator A");
        assertThat(originals.original("[PERSON_1]")).isEqualTo("Anna");
        assertThat(originals.original("[PERSON_2]")).isEqualTo("Anna");
    }
}
