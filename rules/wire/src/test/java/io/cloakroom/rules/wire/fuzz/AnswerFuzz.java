package io.cloakroom.rules.wire.fuzz;

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

/** Answers of one family of framings over any bytes, cut anywhere. Nothing may be thrown, and without originals nothing may change. */
final class AnswerFuzz {

    private static final Map<String, String> ORIGINALS = Map.of("[PERSON_1]", "Rika \"R\"\n🙂");
    private static final String SOCKET = "websocket";

    private final List<Answered> answers;

    /** Where an answer of some framing comes from. */
    record Kind(String host, String method, String path, String contentType) {}

    /** What a kind comes to, found once. */
    private record Answered(Site site, @Nullable RequestRule rule, String contentType, AnswerText text) {

        private static Answered of(SiteCatalogue sites, Kind kind) {
            Site site = Objects.requireNonNull(sites.site(kind.host));
            RequestRule rule = site.request(kind.method, kind.path);
            List<AnswerFormat> formats = kind.contentType.equals(SOCKET)
                    ? Answers.messageFormats(site, rule)
                    : Answers.formats(site, rule, kind.contentType);
            return new Answered(site, rule, kind.contentType, AnswerText.of(formats));
        }
    }

    AnswerFuzz(List<Kind> kinds) {
        SiteCatalogue sites = SiteCatalogue.shipped();
        this.answers = kinds.stream().map(kind -> Answered.of(sites, kind)).toList();
    }

    /**
     * Takes the same bytes for an answer of each kind, so that each has its share.
     *
     * @param input a byte that says how long pieces are, then the answer
     * @throws IllegalStateException when bytes changed though there is nothing to restore
     */
    void check(byte[] input) {
        if (input.length > 0) {
            byte[] body = Arrays.copyOfRange(input, 1, input.length);
            answers.forEach(kind -> check(kind, 1 + (input[0] & 63), body));
        }
    }

    private static void check(Answered kind, int piece, byte[] body) {
        for (Map<String, String> originals : List.of(Map.<String, String>of(), ORIGINALS)) {
            KnownPlaceholders known = KnownPlaceholders.of(Vault.Originals.of(originals));
            byte[] out = kind.contentType.equals(SOCKET)
                    ? pushed(Answers.messages(kind.site, kind.rule, known), body, piece)
                    : pushed(
                            Objects.requireNonNull(Answers.restorer(kind.site, kind.rule, kind.contentType, known)),
                            body,
                            piece);
            if (originals.isEmpty() && !Arrays.equals(out, body)) {
                throw new IllegalStateException(
                        "an answer changed though nothing is to be restored: " + kind.contentType);
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
