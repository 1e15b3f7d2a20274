package io.cloakroom.rules.wire.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.answer.AnswerText;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Jazzer drives: every framing over any bytes, cut anywhere. Nothing may be thrown, and without originals nothing may change. */
public final class AnswerFuzz {

    private static final Map<String, String> ORIGINALS = Map.of("[PERSON_1]", "Rika \"R\"\n🙂");

    /** One framing each: its site, a request it answers, and its content type. */
    private record Kind(String host, String method, String path, String contentType) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("claude.ai", "POST", "/", "text/event-stream"),
            new Kind("chatgpt.com", "POST", "/backend-api/conversation", "text/event-stream"),
            new Kind("gemini.google.com", "POST", "/_/BardChatUi/data/batchexecute", "application/json"),
            new Kind("grok.com", "POST", "/rest/app-chat/conversations/new", "application/json"),
            new Kind("chat.mistral.ai", "POST", "/api/chat", "text/event-stream"),
            new Kind(
                    "www.kimi.com", "POST", "/apiv2/kimi.gateway.chat.v1.ChatService/Chat", "application/connect+json"),
            new Kind("api2.cursor.sh", "POST", "/aiserver.v1.ChatService/X", "application/connect+proto"),
            new Kind("api.x.ai", "POST", "/xai_api.Chat/GetCompletionChunk", "application/grpc"),
            new Kind(
                    "bedrock-runtime.us-east-1.amazonaws.com",
                    "POST",
                    "/model/x/invoke-with-response-stream",
                    "application/vnd.amazon.eventstream"),
            new Kind("huggingface.co", "POST", "/chat/conversation/0123456789abcdef01234567", "application/jsonl"),
            new Kind("copilot.microsoft.com", Site.WS_RECV, "/c/api/chat", "websocket"),
            new Kind("substrate.office.com", Site.WS_RECV, "/m365Copilot/Chathub/x", "websocket"),
            new Kind("gateway.meta.ai", Site.WS_RECV, "/ws/clippy", "websocket"));

    /** What a kind comes to, found once. */
    private record Answered(Site site, @Nullable RequestRule rule, String contentType, AnswerText text) {

        private static Answered of(SiteCatalogue sites, Kind kind) {
            Site site = Objects.requireNonNull(sites.site(kind.host));
            RequestRule rule = site.request(kind.method, kind.path);
            List<AnswerFormat> formats = kind.contentType.equals("websocket")
                    ? Answers.messageFormats(site, rule)
                    : Answers.formats(site, rule, kind.contentType);
            return new Answered(site, rule, kind.contentType, AnswerText.of(formats));
        }
    }

    private static List<Answered> answered = List.of();

    private AnswerFuzz() {}

    /** Called by Jazzer before its clock runs. */
    public static void fuzzerInitialize() {
        SiteCatalogue sites = SiteCatalogue.shipped();
        answered = KINDS.stream().map(kind -> Answered.of(sites, kind)).toList();
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int kind = data.consumeInt(0, KINDS.size() - 1);
        int piece = data.consumeInt(1, 64);
        check(kind, piece, data.consumeRemainingAsBytes());
    }

    static int kinds() {
        return KINDS.size();
    }

    /** @throws IllegalStateException when bytes changed though there is nothing to restore */
    static void check(int number, int piece, byte[] body) {
        Answered kind = answered.get(number);
        boolean messages = kind.contentType.equals("websocket");
        for (Map<String, String> originals : List.of(Map.<String, String>of(), ORIGINALS)) {
            KnownPlaceholders known = KnownPlaceholders.of(Vault.Originals.of(originals));
            byte[] out = messages
                    ? pushed(Answers.messages(kind.site, kind.rule, known), body, piece)
                    : pushed(
                            Objects.requireNonNull(Answers.restorer(kind.site, kind.rule, kind.contentType, known)),
                            body,
                            piece);
            if (originals.isEmpty() && !Arrays.equals(out, body)) {
                throw new IllegalStateException("an answer changed though nothing is to be restored");
            }
        }
        kind.text.read(List.of(body));
    }

    private static byte[] pushed(AnswerRestorer restorer, byte[] body, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += piece) {
            out.writeBytes(restorer.push(Arrays.copyOfRange(body, at, Math.min(body.length, at + piece))));
        }
        out.writeBytes(restorer.release());
        out.writeBytes(restorer.finish());
        return out.toByteArray();
    }

    private static byte[] pushed(MessageRestorer restorer, byte[] body, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += piece) {
            restorer.push(Arrays.copyOfRange(body, at, Math.min(body.length, at + piece)))
                    .forEach(out::writeBytes);
        }
        restorer.release().forEach(out::writeBytes);
        restorer.finish().forEach(out::writeBytes);
        return out.toByteArray();
    }
}
