package io.cloakroom.rules.wire.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v0/chat/completion          | /api/v0/chat/completion",
                "/a/kimi.gateway.Chat/Send        | /a/kimi\\.gateway\\.Chat/Send",
                "/$rpc/a                          | /\\$rpc/a",
                "/chat_conversations/5eed0000-0000-4000-8000-000000000001/completion | /chat_conversations/(?P<conversation>[^/]+)/completion",
                "/api/chat/0PaEX7                 | /api/chat/(?P<conversation>[^/]+)",
                "/conversations/1234567           | /conversations/(?P<conversation>[0-9]+)",
                "/orgs/5eed0000-0000-4000-8000-000000000001/chats/5eed0000-0000-4000-8000-000000000002 | /orgs/[^/]+/chats/(?P<conversation>[^/]+)",
                "/v1beta/models/gemini-x:stream   | /v1beta/models/[^/:]+:stream",
                "/model/anthropic.claude-x/invoke | /model/[^/:]+/invoke",
                "/hub/5eed0000-0000-4000-8000-000000000001@5eed0000-0000-4000-8000-000000000002 | /hub/[^/]+",
                "/                                | /",
            })
    void aPathBecomesThatOfAllOfItsKind(String path, String expression) {
        assertThat(Paths.general(path)).isEqualTo(expression);
        assertThat(path).matches(expression.replace("?P<", "?<"));
    }
}
