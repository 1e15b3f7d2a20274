package io.cloakroom.extension.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptableObject;

/** Evaluates the script as a browser does, with the one helper of the PAC environment that it uses. */
class ProxyAutoConfigTest {

    private static final String SH_EXP_MATCH = "function shExpMatch(text, pattern) {"
            + " return new RegExp('^' + pattern.replace(/\\./g, '\\\\.').replace(/\\*/g, '.*').replace(/\\?/g, '.') + '$').test(text); }";

    private static final List<String> PATTERNS = List.of(
            "chatgpt.com",
            "Chat.DeepSeek.com",
            "*.volces.com",
            "proxy.*.example.com",
            "xn--bcher-kva.example",
            "quote\".example",
            "</script>.example",
            "\\\"; return \"DIRECT\"; //",
            "line\u2028separator.example");

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com,             true",
        "CHATGPT.com,             true",
        "chatgpt.com.,            true",
        "chat.deepseek.com,       true",
        "gator.volces.com,        true",
        "a.b.volces.com,          true",
        "proxy.team.example.com,  true",
        "xn--bcher-kva.example,   true",
        "www.chatgpt.com,         false",
        "notchatgpt.com,          false",
        "chatgpt.com.evil.example,false",
        "volces.com,              false",
        "notvolces.com,           false",
        "proxy.example.com,       false",
        "example.com,             false",
        "localhost,               false",
        "127.0.0.1,               false",
        "constructor,             false",
        "tostring,                false",
        "a.constructor,           false",
    })
    void sendsProxiedHostsThroughTheProxyOrNowhere(String host, boolean proxied) {
        String script = ProxyAutoConfig.script("127.0.0.1:8180", PATTERNS);
        assertThat(evaluate(script, host)).isEqualTo(proxied ? "PROXY 127.0.0.1:8180" : "DIRECT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote\".example", "</script>.example", "line\u2028separator.example"})
    void hostileNamesAreOnlyNames(String host) {
        String script = ProxyAutoConfig.script("[::1]:8180", PATTERNS);
        assertThat(evaluate(script, host)).isEqualTo("PROXY [::1]:8180");
        assertThat(script).matches("\\p{ASCII}*");
    }

    @Test
    void withoutPatternsEverythingGoesDirectly() {
        assertThat(evaluate(ProxyAutoConfig.script("127.0.0.1:8180", List.of()), "chatgpt.com"))
                .isEqualTo("DIRECT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8180; DIRECT", "127.0.0.1", "", "host:port", "a b:1", "x:1\"+alert()+\""})
    void anAddressThatCouldNameAWayAroundIsRefused(String address) {
        assertThatThrownBy(() -> ProxyAutoConfig.script(address, PATTERNS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String evaluate(String script, String host) {
        try (Context context = Context.enter()) {
            context.setInterpretedMode(true);
            ScriptableObject scope = context.initSafeStandardObjects();
            context.evaluateString(scope, SH_EXP_MATCH, "helpers", 1, null);
            context.evaluateString(scope, script, "proxy.pac", 1, null);
            Function find = (Function) scope.get("FindProxyForURL", scope);
            return Context.toString(find.call(context, scope, scope, new Object[] {"https://" + host + "/", host}));
        }
    }
}
