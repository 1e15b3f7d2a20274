package io.cloakroom.proxy.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.guard.Refusal;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalPageTest {

    private static final Refusal HOSTILE = new Refusal(
            Refusal.Kind.UNREACHABLE,
            502,
            "{{reason}} <b>",
            "a \"name\" <script>alert(1)</script> & {{advice}}",
            "later",
            Map.of(),
            true);

    private static FullHttpResponse page(String accept, String mode) {
        HttpHeaders asked = new DefaultHttpHeaders();
        if (!accept.isEmpty()) {
            asked.set("Accept", accept);
        }
        return RefusalPage.of(HOSTILE, mode.isEmpty() ? asked : asked.set("Sec-Fetch-Mode", mode));
    }

    @Test
    void namesFromOutsideCannotBecomeMarkup() {
        FullHttpResponse response = page("text/html", "");
        String html = response.content().toString(StandardCharsets.UTF_8);

        assertThat(html)
                .contains("a &quot;name&quot; &lt;script&gt;alert(1)&lt;/script&gt; &amp; &#123;&#123;advice}}")
                .doesNotContain("<script>")
                .contains("<title>&#123;&#123;reason}} &lt;b&gt;</title>");
        assertThat(response.headers().get("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(response.headers().get("Connection")).isEqualTo("close");
        assertThat(response.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(response.headers().getInt("Content-Length"))
                .isEqualTo(response.content().readableBytes());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "'text/html,application/json;q=0.9', '',        false",
                "'text/html,*/*;q=0.8',              navigate,  false",
                "'text/html,*/*;q=0.8',              cors,      true",
                "'*/*',                              navigate,  false",
                "'*/*',                              no-cors,   true",
                "'*/*',                              websocket, true",
                "'*/*',                              '',        true",
                "'',                                 '',        false",
                "'',                                 cors,      true",
                "'text/event-stream',                '',        true",
            })
    void peopleGetAPageAndProgramsGetJson(String accept, String mode, boolean json) {
        FullHttpResponse response = page(accept, mode);

        assertThat(response.headers().get("Content-Type"))
                .isEqualTo(json ? "application/json; charset=utf-8" : "text/html; charset=utf-8");
        assertThat(response.content().toString(StandardCharsets.UTF_8))
                .startsWith(json ? "{\"error\":{\"type\":\"cloakroom\",\"code\":502," : "<!doctype html>");
    }
}
