package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v0/chat, /api/v0/chat",
        "/api/v0/chat?q=marta, /api/v0/chat",
        "/api/v0/share/marta-kowalczyk, /api/v0/…/…",
        "/api/v0/chat/marta@example.org, /api/v0/chat/…",
        "/, /"
    })
    void aPathIsNamedByTheWordsItsSiteKnows(String target, String named) {
        assertThat(Watch.form(target, Set.of("api", "v0", "chat"))).isEqualTo(named);
    }
}
