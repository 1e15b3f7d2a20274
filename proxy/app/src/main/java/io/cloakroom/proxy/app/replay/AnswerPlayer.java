package io.cloakroom.proxy.app.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloakroom.proxy.app.replay.Recording.Response;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays recorded responses through the same restorer as the proxy. */
public final class AnswerPlayer {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What recordings call the content type of WebSocket messages. */
    private static final String WEBSOCKET = "websocket";

    private final SiteCatalogue catalogue;

    public AnswerPlayer(SiteCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** One recorded response with originals put back, chunk by chunk, as the client would receive it. */
    public ObjectNode response(Recording recording, Response response, Vault.Originals originals) {
        Site site = site(recording, response);
        List<byte[]> chunks = polled(site, response)
                ? response.chunks().stream()
                        .map(answer -> join(restored(site, response, originals, List.of(answer))))
                        .toList()
                : restored(site, response, originals, response.chunks());
        ObjectNode line =
                JSON.createObjectNode().put("file", recording.file().toString()).put("name", response.name());
        ArrayNode out = line.putArray("chunks");
        chunks.forEach(chunk -> out.add(encode(chunk)));
        List<byte[]> read = polled(site, response) ? List.of(chunks.getLast()) : chunks;
        return line.put("visible_text", site == null ? "" : visible(site, response, read));
    }

    private static List<byte[]> restored(
            @Nullable Site site, Response response, Vault.Originals originals, List<byte[]> chunks) {
        if (site == null) {
            return chunks;
        }
        return response.contentType().equals(WEBSOCKET)
                ? messages(Answers.messages(site, rule(site, response), KnownPlaceholders.of(originals)), chunks)
                : stream(Answers.restorer(site, rule(site, response), response.contentType(), originals), chunks);
    }

    private static List<byte[]> messages(MessageRestorer restorer, List<byte[]> messages) {
        List<byte[]> restored = new ArrayList<>();
        messages.forEach(message -> restored.addAll(restorer.push(message)));
        restored.addAll(restorer.finish());
        return restored;
    }

    private static List<byte[]> stream(@Nullable AnswerRestorer restorer, List<byte[]> chunks) {
        if (restorer == null) {
            return chunks;
        }
        List<byte[]> restored = new ArrayList<>();
        chunks.forEach(chunk -> restored.add(restorer.push(chunk)));
        byte[] rest = restorer.finish();
        if (rest.length > 0) {
            restored.add(rest);
        }
        return restored;
    }

    /** Whether the chunks are answers to one question asked again and again: each a JSON document of its own. */
    private static boolean polled(@Nullable Site site, Response response) {
        return response.chunks().size() > 1
                && response.contentType().startsWith("application/json")
                && (site == null
                        || Answers.formats(site, rule(site, response), response.contentType()).stream()
                                .allMatch(format -> format.framing() == AnswerFormat.Framing.JSON))
                && response.chunks().stream().allMatch(AnswerPlayer::document);
    }

    private static boolean document(byte[] chunk) {
        try {
            return JSON.readTree(chunk).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static String visible(Site site, Response response, List<byte[]> chunks) {
        RequestRule rule = rule(site, response);
        if (response.contentType().equals(WEBSOCKET)) {
            return AnswerText.of(Answers.messageFormats(site, rule)).read(chunks);
        }
        if (rule != null) {
            return AnswerText.of(Answers.formats(site, rule, response.contentType()))
                    .read(chunks);
        }
        // Which request a recorded answer belongs to is not always said: then the first format that reads anything is
        // the one.
        return site.requests().stream()
                .map(any -> Answers.formats(site, any, response.contentType()))
                .distinct()
                .map(formats -> AnswerText.of(formats).read(chunks))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static @Nullable RequestRule rule(Site site, Response response) {
        Url url = Url.of(response.url());
        return response.url().isEmpty() ? null : site.rule(url.host(), response.method(), url.target());
    }

    /** The site of a response: of its own URL's host, else of the first of the recording's hosts that the catalogue knows. */
    private @Nullable Site site(Recording recording, Response response) {
        if (!response.url().isEmpty()) {
            return catalogue.site(Url.of(response.url()).host());
        }
        for (String host : recording.hosts()) {
            Site site = catalogue.site(host);
            if (site != null) {
                return site;
            }
        }
        return null;
    }

    private static byte[] join(List<byte[]> chunks) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        chunks.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
