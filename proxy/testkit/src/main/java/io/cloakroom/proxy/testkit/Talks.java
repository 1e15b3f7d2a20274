package io.cloakroom.proxy.testkit;

import static io.cloakroom.proxy.testkit.Chatbots.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.testkit.LoopbackServer.Stream;
import io.cloakroom.proxy.testkit.LoopbackServer.Talk;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import java.io.IOException;
import java.util.Map;

/**
 * Chatbots that talk over a WebSocket, in the shapes that public client code reads: {@code openai/openai-node} (Realtime),
 * {@code googleapis/js-genai} (Live), {@code diegosouzapw/OmniRoute} (Microsoft 365 Copilot, Copilot), {@code kramcat/CharacterAI}.
 */
final class Talks {

    private static final String RECORD_END = "\u001e";

    private Talks() {}

    /** Host name → what talks there. */
    static Map<String, Talk> hosts() {
        return Map.of(
                "api.openai.com", Talks::realtime,
                "generativelanguage.googleapis.com", Talks::live,
                "substrate.office.com", Talks::signalR,
                "copilot.microsoft.com", Talks::copilot,
                "neo.character.ai", Talks::character);
    }

    /** Pieces of a text, then all of it when the response is done. Sound gets no answer. */
    private static void realtime(Recorded message, Stream stream) throws IOException {
        JsonNode event = JSON.readTree(message.body());
        if (!event.path("type").asText().equals("response.create")) {
            return;
        }
        String answer =
                EchoModel.answer(event.at("/response/input/0/content/0/text").asText());
        for (String piece : EchoModel.pieces(answer)) {
            ObjectNode delta = JSON.createObjectNode().put("type", "response.output_text.delta");
            stream.send(delta.put("item_id", "item_1")
                    .put("content_index", 0)
                    .put("delta", piece)
                    .toString());
        }
        ObjectNode done = JSON.createObjectNode().put("type", "response.done");
        ObjectNode item = done.putObject("response").putArray("output").addObject();
        item.put("type", "message").put("role", "assistant");
        item.putArray("content").addObject().put("type", "output_text").put("text", answer);
        stream.send(done.toString());
    }

    private static void live(Recorded message, Stream stream) throws IOException {
        JsonNode turn = JSON.readTree(message.body()).at("/clientContent/turns/0/parts/0/text");
        if (turn.isMissingNode()) {
            return;
        }
        for (String piece : EchoModel.pieces(EchoModel.answer(turn.asText()))) {
            ObjectNode content = JSON.createObjectNode();
            content.putObject("serverContent")
                    .putObject("modelTurn")
                    .putArray("parts")
                    .addObject()
                    .put("text", piece);
            stream.send(content.toString());
        }
        stream.send("{\"serverContent\":{\"turnComplete\":true}}");
    }

    /** SignalR: agrees to the protocol, then updates, the whole item, and the end of the stream that was asked for. */
    private static void signalR(Recorded message, Stream stream) throws IOException {
        for (String text : message.text().split(RECORD_END)) {
            JsonNode record = JSON.readTree(text);
            if (record.has("protocol")) {
                stream.send("{}" + RECORD_END);
            } else if (record.path("type").asInt() == 4) {
                chat(record, stream);
            }
        }
    }

    private static void chat(JsonNode invocation, Stream stream) throws IOException {
        String prompt = invocation.at("/arguments/0/message/text").asText();
        String answer = EchoModel.answer(prompt);
        for (String piece : EchoModel.pieces(answer)) {
            ObjectNode update = JSON.createObjectNode().put("type", 1).put("target", "update");
            update.putArray("arguments").addObject().put("writeAtCursor", piece);
            stream.send(update + RECORD_END);
        }
        String id = invocation.path("invocationId").asText();
        ObjectNode item = JSON.createObjectNode().put("type", 2).put("invocationId", id);
        item.putObject("item")
                .putArray("messages")
                .add(JSON.createObjectNode().put("text", prompt).put("author", "user"))
                .add(JSON.createObjectNode().put("text", answer).put("author", "bot"));
        ObjectNode end = JSON.createObjectNode().put("type", 3).put("invocationId", id);
        stream.send(item + RECORD_END + end + RECORD_END);
    }

    private static void copilot(Recorded message, Stream stream) throws IOException {
        String prompt = JSON.readTree(message.body()).at("/content/0/text").asText();
        stream.send("{\"event\":\"startMessage\",\"messageId\":\"m2\"}");
        for (String piece : EchoModel.pieces(EchoModel.answer(prompt))) {
            ObjectNode append = JSON.createObjectNode().put("event", "appendText");
            stream.send(append.put("messageId", "m2")
                    .put("partId", "p1")
                    .put("text", piece)
                    .toString());
        }
        stream.send("{\"event\":\"partCompleted\",\"messageId\":\"m2\",\"partId\":\"p1\"}");
        stream.send("{\"event\":\"done\",\"messageId\":\"m2\"}");
    }

    /** Each message has the whole turn so far. */
    private static void character(Recorded message, Stream stream) throws IOException {
        String prompt = JSON.readTree(message.body())
                .at("/payload/turn/candidates/0/raw_content")
                .asText();
        StringBuilder soFar = new StringBuilder();
        String answer = EchoModel.answer(prompt);
        for (String piece : EchoModel.pieces(answer)) {
            soFar.append(piece);
            ObjectNode update = JSON.createObjectNode().put("command", "update_turn");
            ObjectNode turn = update.putObject("turn");
            turn.putObject("turn_key").put("turn_id", "t1");
            turn.putArray("candidates")
                    .addObject()
                    .put("candidate_id", "c1")
                    .put("raw_content", soFar.toString())
                    .put("is_final", soFar.length() == answer.length());
            stream.send(update.toString());
        }
    }
}
