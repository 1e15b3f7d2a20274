package io.cloakroom.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.proxy.engine.FlowHandler.Flow;
import io.cloakroom.proxy.engine.FlowHandler.FlowRequest;
import io.cloakroom.proxy.engine.FlowHandler.Forward;
import io.cloakroom.proxy.engine.MessageFlow.Message;
import io.cloakroom.proxy.engine.MessageFlow.Restoring;
import io.cloakroom.proxy.engine.MessageFlow.Send;
import io.cloakroom.rules.engine.Person;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One WebSocket of a chatbot that names the conversation in what it says. */
class SocketFlowTest {

    private static final String SEND = "{\"event\":\"send\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}";
    private static final String APPEND =
            "{\"event\":\"appendText\",\"messageId\":\"m\",\"partId\":\"p\",\"text\":\"%s\"}";

    private final Faulty faulty = new Faulty();
    private Flow flow;
    private MessageFlow messages;
    private Restoring restoring;

    @BeforeEach
    void open() throws Exception {
        FlowRequest request = new FlowRequest(
                "flow-1",
                Person.of("minji"),
                "copilot.microsoft.com",
                443,
                "GET",
                "/c/api/chat",
                new DefaultHttpHeaders().set("Upgrade", "websocket"),
                new byte[0]);
        flow = ((Forward) faulty.handler().decide(request).toCompletableFuture().join()).flow();
        messages = flow.messages();
        restoring = messages.restoring();
    }

    private static Message message(String text) {
        return new Message(true, text.getBytes(StandardCharsets.UTF_8));
    }

    private Send send(String text) throws Exception {
        return (Send) messages.decide(message(SEND.formatted(text)))
                .toCompletableFuture()
                .join();
    }

    private String shown(String message) {
        return restoring.push(message(message)).stream()
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    @Test
    void aPlaceholderIsRestoredThoughAMessageWasSentInTheMiddleOfIt() throws Exception {
        assertThat(new String(send("to ada@example.org").body(), StandardCharsets.UTF_8))
                .isEqualTo(SEND.formatted("to [EMAIL_1]"));
        String first = shown(APPEND.formatted("To [EM"));
        send("to eve@example.org");

        assertThat(first + shown(APPEND.formatted("AIL_1] and [EMAIL_2]. ")))
                .contains("ada@example.org and eve@example.org")
                .doesNotContain("[EM");
        flow.end(101, 0, 0, "complete");
        assertThat(faulty.kept.ends.getLast().placeholders().restored()).isEqualTo(2);
    }

    @Test
    void whatWasIssuedBeforeTheConversationWasNamedBelongsToIt() throws Exception {
        send("to ada@example.org");
        shown("{\"event\":\"startMessage\",\"conversationId\":\"c1\"}");
        send("to eve@example.org");
        shown(APPEND.formatted("Fine."));
        flow.end(101, 0, 0, "complete");

        assertThat(faulty.kept.placeholders).extracting("scope").containsOnly("flow:flow-1");
        assertThat(faulty.kept.order).endsWith("rebind flow:flow-1 to c1");
    }

    @Test
    void onlyWhatWasFoundSomethingInHasARecordOfItsOwn() throws Exception {
        assertThat(send("to ada@example.org").recorded()).isTrue();
        assertThat(send("hello").recorded()).isFalse();
    }
}
