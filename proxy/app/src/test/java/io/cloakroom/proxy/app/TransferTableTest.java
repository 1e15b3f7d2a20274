package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Journal.Visibility;
import io.cloakroom.rules.engine.TransferRegister.Party;
import io.cloakroom.rules.engine.TransferRegister.Relation;
import io.cloakroom.rules.engine.TransferRegister.Transfer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferTableTest {

    @ParameterizedTest
    @CsvSource({
        "OBSERVED,      observed",
        "TUNNELLED,     tunnelled (inferred)",
        "UNINSPECTABLE, uninspectable",
    })
    void whatNobodyOpenedIsInferred(Visibility visibility, String seen) {
        Transfer transfer = new Transfer(
                "example.com",
                "",
                "",
                new Relation("", Party.SITE, false),
                "minji",
                visibility,
                1,
                0,
                900,
                Map.of(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);

        assertThat(TransferTable.rows(List.of(transfer)).getLast()).contains(seen);
    }
}
