package io.cloakroom.proxy.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "chat.example, chat.example:443",
        "CHAT.Example:8443, chat.example:8443",
        "xn--bcher-kva.example:1, xn--bcher-kva.example:1",
        "a_b.example, a_b.example:443",
        "127.0.0.1:80, 127.0.0.1:80",
        "[2001:DB8::1]:80, [2001:db8::1]:80",
        "[::1], [::1]:443",
    })
    void isRead(String text, String canonical) {
        assertThat(Authority.parse(text, 443)).hasToString("Optional[" + canonical + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":443",
                "a:",
                "a:b",
                "a:0",
                "a:65536",
                "a:+1",
                "a:1:2",
                "a..b",
                ".a",
                "a.",
                "-a.example",
                "a-.example",
                "a b",
                "a/b",
                "a@b",
                "a?b",
                "a%41",
                "ä.example",
                "::1",
                "[::1",
                "[::1]x",
                "[::1%eth0]:1",
                "[127.0.0.1]:1",
            })
    void isRefused(String text) {
        assertThat(Authority.parse(text, 443)).isEmpty();
    }
}
