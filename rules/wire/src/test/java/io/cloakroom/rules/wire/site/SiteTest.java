package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

    private static final SiteCatalogue SHIPPED = SiteCatalogue.shipped();
    private static final String ID = "66666666-7777-4888-8999-000000000000";
    private static final String STREAM = "/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate";

    private static Site site(String host) {
        return Objects.requireNonNull(SHIPPED.site(host));
    }

    private static RequestRule rule(String host, String method, String target) {
        return Objects.requireNonNull(site(host).request(method, path(target)));
    }

    /** Long parts of addresses, abbreviated in the tables. */
    private static String path(String target) {
        return target.replace("ID", ID).replace("STREAM", STREAM);
    }

    private static Payload json(String target, String body) {
        return new Payload(path(target), "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, POST, /backend-api/f/conversation, prompt, send message",
        "chatgpt.com, POST, /backend-anon/conversation?x=1, prompt, send message",
        "chatgpt.com, POST, /backend-api/f/conversation/prepare, draft, prepare while typing",
        "chatgpt.com, POST, /backend-api/conversation/experimental/generate_autocompletions, draft, autocomplete while typing",
        "chatgpt.com, POST, /backend-api/f/conversation/resume, history, resume answer",
        "chatgpt.com, PATCH, /backend-api/conversation/5eed-1, title, rename conversation",
        "chatgpt.com, GET, /backend-api/conversation/5eed-1, history, read conversation",
        "chatgpt.com, GET, /backend-api/conversations?offset=0, history, list conversations",
        "chatgpt.com, POST, /backend-api/user_system_messages, profile, custom instructions",
        "chatgpt.com, POST, /backend-api/conversation/implicit_message_feedback, feedback, feedback",
        "chatgpt.com, POST, /backend-api/files, upload, register file",
        "chatgpt.com, GET, /backend-api/memories, profile, memories",
        "chatgpt.com, POST, /ces/v1/t, telemetry, telemetry",
        "x.oaiusercontent.com, PUT, /files/0000/raw?sig=EXAMPLE, upload, file bytes to blob store",
        "chat.deepseek.com, POST, /api/v0/chat/completion, prompt, send message",
        "chat.deepseek.com, POST, /api/v0/chat/edit_message, prompt, send message",
        "chat.deepseek.com, POST, /api/v0/file/upload_file, upload, upload file",
        "chat.deepseek.com, POST, /api/v0/chat_session/update_title, title, rename chat",
        "chat.deepseek.com, GET, /api/v0/chat/history_messages?chat_session_id=5eed, history, read chat",
        "api.openai.com, POST, /v1/chat/completions, prompt, chat completions",
        "api.openai.com, POST, /v1/responses, prompt, responses",
        "api.openai.com, POST, /v1/threads/thread_1/messages, prompt, threads",
        "api.openai.com, POST, /v1/assistants, profile, assistants",
        "api.openai.com, POST, /v1/files, upload, files",
        "api.openai.com, WS-SEND, /v1/realtime?model=gpt-realtime, prompt, realtime",
        "claude.ai, POST, /api/organizations/ID/chat_conversations/ID/completion, prompt, send message",
        "claude.ai, POST, /api/organizations/ID/chat_conversations/ID/retry_completion, prompt, send message",
        "claude.ai, POST, /api/organizations/ID/chat_conversations, title, create conversation",
        "claude.ai, GET, /api/organizations/ID/chat_conversations/ID?tree=True, history, read conversation",
        "claude.ai, POST, /api/organizations/ID/chat_conversations/ID/title, title, generate title",
        "claude.ai, POST, /api/organizations/ID/conversations/ID/wiggle/upload-file, upload, upload file",
        "claude.ai, POST, /api/ID/upload, upload, upload file or turn it into text",
        "claude.ai, POST, /api/organizations/ID/convert_document, upload, upload file or turn it into text",
        "claude.ai, GET, /api/organizations/ID/conversation/search?query=x, history, search conversations",
        "a-api.anthropic.com, POST, /v1/t, telemetry, telemetry",
        "api.anthropic.com, POST, /v1/messages, prompt, messages",
        "api.anthropic.com, POST, /v1/messages/count_tokens, prompt, messages",
        "api.anthropic.com, POST, /v1/messages/batches, prompt, batches",
        "api.anthropic.com, POST, /v1/files, upload, files",
        "gemini.google.com, POST, STREAM?rt=c, prompt, send prompt",
        "gemini.google.com, POST, /u/2STREAM, prompt, send prompt",
        "gemini.google.com, POST, /_/BardChatUi/data/batchexecute?rpcids=hNvQHb, profile, other calls of the page",
        "content-push.googleapis.com, POST, /upload/, upload, upload file",
    })
    void knowsARequest(String host, String method, String target, String kind, String name) {
        assertThat(rule(host, method, target).kind()).isEqualTo(kind);
        assertThat(rule(host, method, target).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, POST, /backend-api/f/conversation2",
        "chatgpt.com, POST, /x/backend-api/conversation",
        "chatgpt.com, GET, /backend-api/me",
        "chat.deepseek.com, POST, /api/v0/users/settings",
        "api.openai.com, POST, /v2/chat/completions",
        "claude.ai, POST, /api/organizations/ID/chat_conversations/ID/new",
        "api.anthropic.com, POST, /v2/messages",
        "gemini.google.com, GET, /app",
        // A third party's, even where the site has one alike.
        "gator.volces.com, POST, /list",
        "gator.volces.com, POST, /api/v0/chat/completion",
    })
    void leavesOtherRequestsUndescribed(String host, String method, String target) {
        assertThat(site(host).rule(host, method, path(target))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chatgpt.com | POST | /backend-api/f/conversation | {\"conversation_id\":\"c1\"} | c1",
                "chatgpt.com | POST | /backend-api/f/conversation | {\"conversation_id\":null} | ''",
                "chatgpt.com | POST | /backend-api/f/conversation | {\"action\":\"next\"} | ''",
                "chatgpt.com | PATCH | /backend-api/conversation/5eed-1?x=2 | {} | 5eed-1",
                "chat.deepseek.com | POST | /api/v0/chat/completion | {\"chat_session_id\":\"s1\"} | s1",
                "chat.deepseek.com | POST | /api/v0/chat/completion | no JSON | ''",
                "api.openai.com | POST | /v1/chat/completions | {\"conversation_id\":\"c1\"} | ''",
                "claude.ai | POST | /api/organizations/ID/chat_conversations/ID/completion | {} | ID",
                "gemini.google.com | POST | STREAM | f.req=[null,\"[[],[],[\\\"c_1\\\",\\\"r_1\\\"]]\"]&at=x | c_1",
                "gemini.google.com | POST | STREAM | f.req=[null,\"[[],[],[\\\"\\\"]]\"]&at=x | ''",
                "gemini.google.com | POST | STREAM | f.req=x | ''",
            })
    void readsTheConversation(String host, String method, String target, String body, String conversation) {
        assertThat(rule(host, method, target).conversation(json(target, body))).isEqualTo(path(conversation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chatgpt.com | /backend-api/f/conversation | {} | true",
                "chatgpt.com | /backend-api/files | {} | false",
                "api.openai.com | /v1/chat/completions | {\"stream\":true} | true",
                "api.openai.com | /v1/chat/completions | {\"stream\":false} | false",
                "api.openai.com | /v1/chat/completions | {} | false",
                "api.anthropic.com | /v1/messages | {\"stream\":true} | true",
                "claude.ai | /api/organizations/ID/chat_conversations/ID/completion | {} | true",
                "gemini.google.com | STREAM | f.req=x | true",
            })
    void knowsWhetherTheAnswerStreams(String host, String target, String body, boolean stream) {
        assertThat(rule(host, "POST", target).wantsStream(json(target, body))).isEqualTo(stream);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1, \"partial_query\":{\"parts\":[\"Mar\"]}, \"b\":2} | {\"a\":1, \"b\":2}",
                "{\"partial_query\":{\"parts\":[\"Mar\"]},\"b\":2} | {\"b\":2}",
                "{\"a\":{\"partial_query\":1},\"partial_query\":\"x\"} | {\"a\":{\"partial_query\":1}}",
                "{\"partial_query\":\"x\"} | {}",
                "{\"partial_query\":1,\"b\":[{\"c\":3}],\"partial_query\":\"Marta\"} | {\"b\":[{\"c\":3}]}",
                "{\"partial\\u005fquery\":\"Marta\"} | {}",
                "{ \"a\" : 1 } | { \"a\" : 1 }",
            })
    void takesTextTypedAheadOut(String body, String left) throws LensException {
        String target = "/backend-api/f/conversation/prepare";
        Payload stripped = rule("chatgpt.com", "POST", target).strip(json(target, body));
        assertThat(new String(stripped.body(), StandardCharsets.UTF_8)).isEqualTo(left);
    }

    @Test
    void changesNothingWhereThereIsNothingToTakeOut() throws LensException {
        Payload payload = json("/backend-api/f/conversation/prepare", "{\"a\":1}");
        assertThat(rule("chatgpt.com", "POST", payload.target()).strip(payload)).isSameAs(payload);
    }

    @Test
    void refusesToTakeTextOutOfWhatIsNotJson() {
        Payload payload = json("/backend-api/f/conversation/prepare", "{\"partial_query\":\"Mar");
        assertThatThrownBy(() -> rule("chatgpt.com", "POST", payload.target()).strip(payload))
                .isInstanceOf(LensException.class)
                .hasMessageContaining("prepare while typing");
    }

    @Test
    void answersAutocompletionsItself() {
        BlockAnswer reply = rule(
                        "chatgpt.com", "POST", "/backend-api/conversation/experimental/generate_autocompletions")
                .reply();
        assertThat(reply).isNotNull();
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo("{\"completions\":[]}");
    }

    private static final String MESSAGE = "Not sent: \"card\" \\ 카드\nAsk your privacy officer.";

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /backend-api/f/conversation, true, 200, text/event-stream; charset=utf-8",
        "chatgpt.com, /backend-api/files, false, 403, application/json",
        "chat.deepseek.com, /api/v0/chat/completion, true, 200, text/event-stream; charset=utf-8",
        "chat.deepseek.com, /api/v0/chat_session/update_title, false, 200, application/json",
        "api.openai.com, /v1/chat/completions, true, 400, application/json",
        "api.openai.com, /v1/chat/completions, false, 400, application/json",
        "api.openai.com, /v1/unheard-of, false, 400, application/json",
        "claude.ai, /api/organizations/ID/chat_conversations/ID/completion, true, 200, text/event-stream; charset=utf-8",
        "claude.ai, /api/organizations/ID/convert_document, false, 403, application/json",
        "api.anthropic.com, /v1/messages, true, 400, application/json",
        "gemini.google.com, /_/BardChatUi/data/batchexecute, false, 403, application/json",
    })
    void showsABlock(String host, String target, boolean stream, int status, String contentType) throws IOException {
        Site site = site(host);
        BlockAnswer answer = site.block(site.request("POST", path(target)), "application/json", stream, MESSAGE);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo(contentType);
        StringBuilder strings = new StringBuilder();
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        for (String document : stream && status == 200 ? body.split("\n") : new String[] {body}) {
            if (!document.startsWith("event:") && !document.equals("data: [DONE]") && !document.isEmpty()) {
                String data = document.startsWith("data: ") ? document.substring(6) : document;
                strings.append(new ObjectMapper().readTree(data).findValuesAsText("v"))
                        .append(new ObjectMapper().readTree(data).findValuesAsText("detail"))
                        .append(new ObjectMapper().readTree(data).findValuesAsText("text"))
                        .append(new ObjectMapper().readTree(data).findValuesAsText("biz_msg"))
                        .append(new ObjectMapper().readTree(data).findValuesAsText("message"));
            }
        }
        assertThat(strings).containsOnlyOnce(MESSAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // what was asked in; status, content type, headers, body
                "application/grpc             | 200 | application/grpc             | {grpc-message=100%25 caf%C3%A9, grpc-status=7} |",
                "application/grpc-web+proto   | 200 | application/grpc-web+proto   | {grpc-message=100%25 caf%C3%A9, grpc-status=7} |",
                "application/connect+proto    | 200 | application/connect+proto    | {} | ....={'error':{'code':'permission_denied','message':'100% café'}}",
                "application/proto            | 403 | application/json             | {} | {'code':'permission_denied','message':'100% café'}",
                "application/json             | 403 | application/json             | {} | {'code':'permission_denied','error':'100% café'}",
            })
    void aRemoteProcedureCallGetsTheErrorOfItsProtocol(
            String asked, int status, String contentType, String headers, @Nullable String body) {
        Site site = site("api.x.ai");
        BlockAnswer answer =
                site.block(site.request("POST", "/xai_api.Chat/GetCompletionChunk"), asked, true, "100% café");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo(contentType);
        assertThat(new TreeMap<>(answer.headers())).hasToString(headers);
        String shown = new String(answer.body(), StandardCharsets.UTF_8).replaceAll("[\\x00-\\x1f]", ".");
        assertThat(shown).isEqualTo(body == null ? "" : body.replace('\'', '"'));
    }

    @Test
    void aSitesOwnWordsForABlockGoBeforeTheErrorOfTheProtocol() {
        Site site = site("www.kimi.com");
        String target = "/apiv2/kimi.gateway.chat.v1.ChatService/Chat";
        BlockAnswer answer = site.block(site.request("POST", target), "application/connect+json", true, "Not sent.");

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"content\":\"Not sent.\"");
    }

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, /backend-api/f/conversation",
        "chat.deepseek.com, /api/v0/chat/completion",
        "claude.ai, /api/organizations/ID/chat_conversations/ID/completion",
    })
    void aBlockedStreamIsMadeOfWholeEvents(String host, String target) {
        Site site = site(host);
        String body = new String(
                site.block(site.request("POST", path(target)), "application/json", true, MESSAGE)
                        .body(),
                StandardCharsets.UTF_8);
        assertThat(body).endsWith("\n\n").doesNotContain("{{");
    }

    /** Read by counting, as the page does; the message is in JSON in JSON. */
    @Test
    void aBlockInCountedDocumentsCountsThem() throws IOException {
        Site site = site("gemini.google.com");
        BlockAnswer answer = site.block(site.request("POST", path("STREAM")), "", true, MESSAGE + " 🙂");
        String rest = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(rest).startsWith(")]}'\n\n").doesNotContain("{{");
        rest = rest.substring(6);
        String shown = "";
        while (!rest.isEmpty()) {
            int digits = rest.indexOf('\n');
            int end = digits + Integer.parseInt(rest.substring(0, digits));
            JsonNode row =
                    new ObjectMapper().readTree(rest.substring(digits, end)).get(0);
            shown += row.get(0).asText().equals("wrb.fr")
                    ? new ObjectMapper()
                            .readTree(row.get(2).asText())
                            .at("/4/0/1/0")
                            .asText()
                    : "";
            rest = rest.substring(end);
        }
        assertThat(shown).isEqualTo(MESSAGE + " 🙂");
    }
}
