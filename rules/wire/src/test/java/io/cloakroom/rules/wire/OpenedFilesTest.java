package io.cloakroom.rules.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.file.Budget;
import io.cloakroom.rules.wire.file.FileFormats;
import io.cloakroom.rules.wire.lens.GenericLens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenedFilesTest {

    @Test
    void whatLiesInTheSamePlaceAndIsDeclaredTheSameIsOpenedOnce() throws LensException {
        FileFormats formats = new FileFormats(new GenericLens(Set.of()));
        Payload payload = new Payload("/", "text/csv", "a,b\n".getBytes(UTF_8));
        Payload copy = new Payload("/", "text/csv", payload.body().clone());
        List<String> opened = new ArrayList<>();
        for (Payload each : List.of(payload, payload, copy)) {
            for (String type : List.of("text/csv", "text/html", "text/csv")) {
                each.files().open(each.body(), 0, each.body().length, type, () -> {
                    opened.add(type);
                    return formats.open(each.body(), type, "", Budget.of(each.body().length));
                });
            }
        }
        assertThat(opened).containsExactly("text/csv", "text/html", "text/csv", "text/html");
    }
}
