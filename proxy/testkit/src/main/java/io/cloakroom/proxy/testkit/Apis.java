package io.cloakroom.proxy.testkit;

import static io.cloakroom.proxy.testkit.Chatbots.JSON;
import static io.cloakroom.proxy.testkit.Chatbots.JSON_TYPE;
import static io.cloakroom.proxy.testkit.Chatbots.SSE;
import static io.cloakroom.proxy.testkit.Chatbots.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.testkit.LoopbackServer.Host;
import io.cloakroom.proxy.testkit.LoopbackServer.Reply;
import io.cloakroom.proxy.testkit.LoopbackServer.Stream;
import io.cloakroom.proxy.testkit.Recorder.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Services that programs use through their vendors' packages, speaking what those packages read: {@code anthropics/anthropic-sdk-python},
 * {@code googleapis/python-genai}, {@code ollama/ollama} (docs/api.md), Bedrock's API reference and event streams, Connect with JSON.
 */
final class Apis {

    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";
    private static final String CONNECT = "application/connect+json";
    private static final int CONNECT_PREFIX = 5;
    private static final int CONNECT_LAST = 2;

    private Apis() {}

    /** Host name → what answers for it. */
    static Map<String, Host> hosts() {
        return Map.of(
                "api.anthropic.com", Apis::anthropic,
                "generativelanguage.googleapis.com", Apis::gemini,
                "ollama.com", Apis::ollama,
                "bedrock-runtime.us-east-1.amazonaws.com", Apis::bedrock,
                "www.kimi.com", Apis::kimi);
    }

    /** OpenAI's responses: pieces, then the whole text when a part and the response are done. */
    static void responses(Recorded request, Reply reply) throws IOException {
        JsonNode body = JSON.readTree(request.body());
        String answer = EchoModel.answer(body.path("input").asText());
        if (!body.path("stream").asBoolean()) {
            reply.text(200, JSON_TYPE, response(answer).toString());
            return;
        }
        Stream stream = reply.stream(SSE);
        for (String piece : EchoModel.pieces(answer)) {
            event(stream, outputText("response.output_text.delta").put("delta", piece));
        }
        event(stream, outputText("response.output_text.done").put("text", answer));
        ObjectNode completed = JSON.createObjectNode().put("type", "response.completed");
        completed.set("response", response(answer));
        event(stream, completed);
    }

    private static ObjectNode outputText(String type) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("item_id", "msg_1")
                .put("output_index", 0)
                .put("content_index", 0);
    }

    private static ObjectNode response(String answer) {
        ObjectNode response =
                JSON.createObjectNode().put("id", "resp_1").put("object", "response").put("status", "completed");
        ObjectNode item = response.putArray("output").addObject().put("id", "msg_1").put("type", "message");
        item.put("role", "assistant")
                .putArray("content")
                .addObject()
                .put("type", "output_text")
                .put("text", answer)
                .putArray("annotations");
        return response;
    }

    static void files(Reply reply) throws IOException {
        reply.text(200, JSON_TYPE, "{\"id\":\"file-1\",\"object\":\"file\",\"filename\":\"customers.csv\"}");
    }

    private static void anthropic(Recorded request, Reply reply) throws IOException {
        JsonNode body = JSON.readTree(request.body());
        String answer = EchoModel.answer(body.at("/messages/0/content").asText());
        ObjectNode message =
                JSON.createObjectNode().put("id", "msg_1").put("type", "message").put("role", "assistant");
        message.putObject("usage").put("input_tokens", 1).put("output_tokens", 1);
        if (!body.path("stream").asBoolean()) {
            message.putArray("content").addObject().put("type", "text").put("text", answer);
            reply.text(200, JSON_TYPE, message.toString());
            return;
        }
        message.putArray("content");
        Stream stream = reply.stream(SSE);
        ObjectNode start = JSON.createObjectNode().put("type", "message_start");
        start.set("message", message);
        event(stream, start);
        ObjectNode block = JSON.createObjectNode().put("type", "content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        event(stream, block);
        for (String piece : EchoModel.pieces(answer)) {
            ObjectNode delta = JSON.createObjectNode().put("type", "content_block_delta").put("index", 0);
            delta.putObject("delta").put("type", "text_delta").put("text", piece);
            event(stream, delta);
        }
        event(stream, JSON.createObjectNode().put("type", "content_block_stop").put("index", 0));
        event(stream, JSON.createObjectNode().put("type", "message_stop"));
    }

    private static void gemini(Recorded request, Reply reply) throws IOException {
        String answer = EchoModel.answer(
                JSON.readTree(request.body()).at("/contents/0/parts/0/text").asText());
        if (!path(request).endsWith(":streamGenerateContent")) {
            reply.text(200, JSON_TYPE, candidate(answer, true).toString());
            return;
        }
        Stream stream = reply.stream(SSE);
        for (String piece : EchoModel.pieces(answer)) {
            stream.send("data: " + candidate(piece, false) + "\r\n\r\n");
        }
        stream.send("data: " + candidate("", true) + "\r\n\r\n");
    }

    private static ObjectNode candidate(String text, boolean last) {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode candidate = answer.putArray("candidates").addObject().put("index", 0);
        candidate.putObject("content").put("role", "model").putArray("parts").addObject().put("text", text);
        if (last) {
            candidate.put("finishReason", "STOP");
        }
        return answer;
    }

    private static void ollama(Recorded request, Reply reply) throws IOException {
        JsonNode body = JSON.readTree(request.body());
        String answer = EchoModel.answer(body.at("/messages/0/content").asText());
        if (!body.path("stream").asBoolean(true)) {
            reply.text(200, JSON_TYPE, line(answer, true).toString());
            return;
        }
        Stream stream = reply.stream("application/x-ndjson");
        for (String piece : EchoModel.pieces(answer)) {
            stream.send(line(piece, false) + "\n");
        }
        stream.send(line("", true) + "\n");
    }

    private static ObjectNode line(String text, boolean done) {
        ObjectNode line = JSON.createObjectNode().put("model", "loopback");
        line.putObject("message").put("role", "assistant").put("content", text);
        return line.put("done", done);
    }

    private static void bedrock(Recorded request, Reply reply) throws IOException {
        String answer = EchoModel.answer(
                JSON.readTree(request.body()).at("/messages/0/content/0/text").asText());
        if (!path(request).endsWith("/converse-stream")) {
            ObjectNode whole = JSON.createObjectNode().put("stopReason", "end_turn");
            ObjectNode message = whole.putObject("output").putObject("message").put("role", "assistant");
            message.putArray("content").addObject().put("text", answer);
            reply.text(200, JSON_TYPE, whole.toString());
            return;
        }
        Stream stream = reply.stream(EVENT_STREAM);
        stream.send(frame("messageStart", JSON.createObjectNode().put("role", "assistant")));
        for (String piece : EchoModel.pieces(answer)) {
            ObjectNode delta = JSON.createObjectNode().put("contentBlockIndex", 0);
            delta.putObject("delta").put("text", piece);
            stream.send(frame("contentBlockDelta", delta));
        }
        stream.send(frame("contentBlockStop", JSON.createObjectNode().put("contentBlockIndex", 0)));
        stream.send(frame("messageStop", JSON.createObjectNode().put("stopReason", "end_turn")));
    }

    /** One message of an AWS event stream: lengths, their CRC-32, headers of type string, payload, CRC-32 of all of it. */
    private static byte[] frame(String event, ObjectNode payload) throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(headers);
        for (Map.Entry<String, String> header : Map.of(
                        ":event-type", event, ":content-type", JSON_TYPE, ":message-type", "event")
                .entrySet()) {
            out.writeByte(header.getKey().length());
            out.writeBytes(header.getKey());
            out.writeByte(7);
            out.writeUTF(header.getValue());
        }
        byte[] body = payload.toString().getBytes(StandardCharsets.UTF_8);
        int length = 4 + 4 + 4 + headers.size() + body.length + 4;
        ByteBuffer frame = ByteBuffer.allocate(length).putInt(length).putInt(headers.size());
        frame.putInt(crc(frame)).put(headers.toByteArray()).put(body);
        return frame.putInt(crc(frame)).array();
    }

    private static int crc(ByteBuffer soFar) {
        CRC32 crc = new CRC32();
        crc.update(soFar.array(), 0, soFar.position());
        return (int) crc.getValue();
    }

    private static void kimi(Recorded request, Reply reply) throws IOException {
        byte[] message = Arrays.copyOfRange(request.body(), CONNECT_PREFIX, request.body().length);
        String answer = EchoModel.answer(
                JSON.readTree(message).at("/message/blocks/0/text/content").asText());
        Stream stream = reply.stream(CONNECT);
        String op = "set";
        for (String piece : EchoModel.pieces(answer)) {
            ObjectNode change = JSON.createObjectNode().put("op", op);
            change.put("mask", op.equals("set") ? "block.text" : "block.text.content");
            change.putObject("block").put("id", "1").putObject("text").put("content", piece);
            stream.send(envelope(0, change));
            op = "append";
        }
        ObjectNode done = JSON.createObjectNode();
        done.putObject("done");
        stream.send(envelope(0, done));
        stream.send(envelope(CONNECT_LAST, JSON.createObjectNode()));
    }

    private static byte[] envelope(int flags, ObjectNode message) {
        byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(CONNECT_PREFIX + bytes.length)
                .put((byte) flags)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static void event(Stream stream, ObjectNode event) throws IOException {
        stream.send("event: " + event.path("type").asText() + "\ndata: " + event + "\n\n");
    }
}
