package io.cloakroom.rules.wire.golden;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.answer.AnswerText;
import io.cloakroom.rules.wire.answer.Answers;
import io.cloakroom.rules.wire.site.AnswerFormat;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer a site's page or program gets.
 *
 * @param rule the descriptor's rule for what it answers, or null when there is none
 * @param chunks its bytes as they came, or its WebSocket messages
 * @param originals placeholder → original
 */
public record GoldenResponse(
        Site site,
        @Nullable RequestRule rule,
        GoldenFile.Response sample,
        List<byte[]> chunks,
        Map<String, String> originals) {

    private static final String WEBSOCKET = "websocket";

    /** Whether it comes as messages over a WebSocket. */
    public boolean messages() {
        return sample.contentType().equals(WEBSOCKET);
    }

    /** All of it, in one piece. */
    public byte[] body() {
        return join(chunks);
    }

    /** What a person reads once restored. */
    public String restored() {
        String text = sample.visibleText();
        for (Map.Entry<String, String> entry : originals.entrySet()) {
            text = text.replace(entry.getKey(), entry.getValue());
        }
        return text;
    }

    /** The formats the descriptor knows for it. */
    public List<AnswerFormat> formats() {
        return messages() ? Answers.messageFormats(site, rule) : Answers.formats(site, rule, sample.contentType());
    }

    /** Its restorer, or null when nothing in it is restored. */
    public @Nullable AnswerRestorer restorer(Map<String, String> held) {
        return Answers.restorer(site, rule, sample.contentType(), Vault.Originals.of(held));
    }

    /**
     * What a person reads is restored, in one piece and byte by byte; what is described as kept stays; the conversation's id is found; and
     * the bytes stay the same when there is nothing to restore.
     */
    public List<Failure> failures() {
        Played played = messages() ? playedMessages() : played();
        if (played == null) {
            return List.of(failure(
                    "an answer that is restored", "one without text, by its content type " + sample.contentType()));
        }
        List<Failure> failures = new ArrayList<>(read(played));
        failures.addAll(bytes(new String(join(played.chunks), StandardCharsets.UTF_8)));
        if (played.restored == 0 && !originals.isEmpty()) {
            failures.add(failure("placeholders to be restored", "none was"));
        }
        if (sample.conversation() != null && !sample.conversation().equals(played.conversation)) {
            failures.add(failure("conversation '" + sample.conversation() + "'", "'" + played.conversation + "'"));
        }
        failures.addAll(played.failures);
        return List.copyOf(failures);
    }

    /** What came of playing it: as restored, and what went wrong on the way. */
    private record Played(List<byte[]> chunks, int restored, String conversation, List<Failure> failures) {}

    private @Nullable Played played() {
        AnswerRestorer restorer = restorer(originals);
        AnswerRestorer bytewise = restorer(originals);
        AnswerRestorer nothing = restorer(Map.of());
        if (restorer == null || bytewise == null || nothing == null) {
            return null;
        }
        List<Failure> failures = new ArrayList<>();
        byte[] body = body();
        byte[] restored = join(List.of(restorer.push(body), restorer.finish()));
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (byte b : body) {
            pieces.writeBytes(bytewise.push(new byte[] {b}));
        }
        pieces.writeBytes(bytewise.finish());
        if (!Arrays.equals(pieces.toByteArray(), restored)) {
            failures.add(failure("the same however it is split", "something else byte by byte"));
        }
        if (!Arrays.equals(join(List.of(nothing.push(body), nothing.finish())), body)) {
            failures.add(failure("the very same bytes when nothing is restored", "others"));
        }
        return new Played(List.of(restored), restorer.report().restored(), restorer.conversation(), failures);
    }

    private Played playedMessages() {
        MessageRestorer restorer = Answers.messages(site, rule, KnownPlaceholders.of(Vault.Originals.of(originals)));
        MessageRestorer nothing = Answers.messages(site, rule, KnownPlaceholders.of(Vault.Originals.NONE));
        List<Failure> failures = new ArrayList<>();
        List<byte[]> restored = new ArrayList<>();
        for (byte[] message : chunks) {
            restored.addAll(restorer.push(message));
            List<byte[]> same = nothing.push(message);
            if (same.size() != 1 || !Arrays.equals(same.getFirst(), message)) {
                failures.add(failure("the very same message when nothing is restored", "another"));
            }
        }
        restored.addAll(restorer.finish());
        return new Played(restored, restorer.report().restored(), restorer.conversation(), failures);
    }

    /** What a person reads, as the descriptor says, where it says so. */
    private List<Failure> read(Played played) {
        if (!told()) {
            return List.of();
        }
        List<Failure> failures = new ArrayList<>();
        AnswerText text = AnswerText.of(formats());
        requireRead("visible text", sample.visibleText(), text.read(chunks), failures);
        requireRead("restored text", restored(), text.read(played.chunks), failures);
        return failures;
    }

    /** Whether the descriptor says which of its strings a person reads. */
    private boolean told() {
        return formats().stream()
                .anyMatch(format -> format.framing() != AnswerFormat.Framing.JSON
                        && !format.text().isEmpty());
    }

    /** What a person reads of it, as the descriptor says; what the sample says, where the descriptor does not. */
    String visible() {
        return told() ? AnswerText.of(formats()).read(chunks) : sample.visibleText();
    }

    private void requireRead(String what, String expected, String came, List<Failure> failures) {
        if (!came.contains(expected)) {
            failures.add(failure(what + " '" + expected + "'", "'" + came + "'"));
        }
    }

    private List<Failure> bytes(String raw) {
        List<Failure> failures = new ArrayList<>();
        for (String text : sample.also()) {
            if (!raw.contains(text)) {
                failures.add(failure("'" + text + "' in its bytes", raw));
            }
        }
        for (String token : sample.kept()) {
            if (!raw.contains(token)) {
                failures.add(failure(token + " to be kept", "it is gone"));
            }
        }
        for (String token : originals.keySet()) {
            if (sample.kept().isEmpty() && raw.contains(token)) {
                failures.add(failure(token + " to be restored", "it is still there"));
            }
        }
        return failures;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private Failure failure(String expected, String came) {
        return new Failure(toString(), expected, came);
    }

    @Override
    public String toString() {
        return site.id() + ": " + sample.name();
    }
}
