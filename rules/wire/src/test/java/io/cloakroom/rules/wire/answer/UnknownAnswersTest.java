package io.cloakroom.rules.wire.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.restore.KnownPlaceholders;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.MessageRestorer;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that is catalogued and not described, however it answers. {@code ~} is a line feed, {@code ^} is U+001E. */
class UnknownAnswersTest {

    private static final Site SITE =
            Objects.requireNonNull(SiteCatalogue.shipped().site("you.com"));

    private static final Map<String, String> ORIGINALS =
            Map.of("[PERSON_1]", "Ada \"A\" Müller", "[EMAIL_1]", "a@x.org");

    private static String control(String text) {
        return text.replace('~', '\n').replace('^', '\u001e');
    }

    private static String restored(String contentType, String answer, int piece) {
        AnswerRestorer restorer =
                Objects.requireNonNull(Answers.restorer(SITE, null, contentType, Vault.Originals.of(ORIGINALS)));
        byte[] body = answer.getBytes(UTF_8);
        return new String(
                GoldenAnswerTest.restore(restorer, body, GoldenAnswerTest.cuts(piece, piece, body.length)), UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON:API | application/vnd.api+json | {\"data\":{\"id\":\"5eed\",\"attributes\":{\"body\":\"Hi [PERSON_1]\"}}} | {\"data\":{\"id\":\"5eed\",\"attributes\":{\"body\":\"Hi Ada \\\"A\\\" Müller\"}}}",
                "GraphQL batch | application/json | [{\"data\":{\"send\":{\"text\":\"Hi [EMAIL_1]\"}}}] | [{\"data\":{\"send\":{\"text\":\"Hi a@x.org\"}}}]",
                "JSON over lines | application/json | {~ \"text\": \"Hi [EMAIL_1]\"~} | {~ \"text\": \"Hi a@x.org\"~}",
                "JSON with the end of its line | application/json | {\"t\":\"Hi [EMAIL_1], see [PERS\"}~ | {\"t\":\"Hi a@x.org, see [PERS\"}~",
                "lines called JSON | application/json | {\"t\":\"Hi [EM\"}~{\"t\":\"AIL_1], so\"}~ | {\"t\":\"Hi \"}~{\"t\":\"a@x.org, so\"}~",
                "lines called text | text/plain | {\"t\":\"Hi [PERSON_1]\"}~{\"t\":\"so\"}~ | {\"t\":\"Hi Ada \\\"A\\\" Müller\"}~{\"t\":\"so\"}~",
                "JSON called text | text/plain;charset=utf-8 | {\"t\":\"see [PERSON_1]\"} | {\"t\":\"see Ada \\\"A\\\" Müller\"}",
                "AI SDK data stream | text/plain; charset=utf-8 | 0:\"Hi [PERS\"~0:\"ON_1], so\"~e:{\"finishReason\":\"stop\"}~ | 0:\"Hi \"~0:\"Ada \\\"A\\\" Müller, so\"~e:{\"finishReason\":\"stop\"}~",
                "events called text | text/plain | data: {\"t\":\"Hi [EMAIL_1]\"}~~data: [DONE]~~ | data: {\"t\":\"Hi a@x.org\"}~~data: [DONE]~~",
                "events, deltas | text/event-stream | data: {\"id\":\"x-P\",\"choices\":[{\"delta\":{\"content\":\"[\"}}]}~~data: {\"id\":\"x-P\",\"choices\":[{\"delta\":{\"content\":\"PERSON\"}}]}~~data: {\"id\":\"x-P\",\"choices\":[{\"delta\":{\"content\":\"_1] is\"}}]}~~data: [DONE]~~ | data: {\"id\":\"x-P\",\"choices\":[{\"delta\":{\"content\":\"\"}}]}~~data: {\"id\":\"x-P\",\"choices\":[{\"delta\":{\"content\":\"\"}}]}~~data: {\"id\":\"x-P\",\"choices\":[{\"delta\":{\"content\":\"Ada \\\"A\\\" Müller is\"}}]}~~data: [DONE]~~",
                "events, snapshots | text/event-stream | data: {\"t\":\"Hi [EM\"}~~data: {\"t\":\"Hi [EMAIL_1], [EM\"}~~data: {\"t\":\"Hi [EMAIL_1], [EMAIL_1].\"}~~ | data: {\"t\":\"Hi \"}~~data: {\"t\":\"Hi a@x.org, \"}~~data: {\"t\":\"Hi a@x.org, a@x.org.\"}~~",
                "events, a list that ends open | text/event-stream | data: {\"t\":\"a[0\"}~~data: {\"t\":\"] = 1\"}~~ | data: {\"t\":\"a[0\"}~~data: {\"t\":\"] = 1\"}~~",
                "events of text | text/event-stream | id: 7~data: Dear [PERSON_2] and [EMAIL_1]~~ | id: 7~data: Dear [PERSON_2] and a@x.org~~",
                "events of HTML | text/event-stream | data: <b title=[EMAIL_1]>x</b>~~ | data: <b title=[EMAIL_1]>x</b>~~",
                "React components | text/x-component | 0:{\"a\":\"$@1\"}~1:{\"text\":\"Hi [EMAIL_1]\"}~ | 0:{\"a\":\"$@1\"}~1:{\"text\":\"Hi a@x.org\"}~",
                "tRPC, streamed batch | application/json | {\"json\":{\"0\":[[0],[null,0,0]]}}~{\"json\":[2,0,[[{\"text\":\"Hi [EMAIL_1]\"}]]]}~ | {\"json\":{\"0\":[[0],[null,0,0]]}}~{\"json\":[2,0,[[{\"text\":\"Hi a@x.org\"}]]]}~",
                "a guard before it | application/json | )]}'~{\"text\":\"Hi [EMAIL_1]\"}~ | )]}'~{\"text\":\"Hi a@x.org\"}~",
                "Engine.IO, polling | text/plain; charset=UTF-8 | 42[\"m\",{\"t\":\"Hi [PERSON_1]\"}]^2 | 42[\"m\",{\"t\":\"Hi Ada \\\"A\\\" Müller\"}]^2",
                "a text that begins like something else | text/plain | id of [EMAIL_1] | id of a@x.org",
                "a text that begins with a placeholder | text/plain | [PERSON_1]: yes | Ada \"A\" Müller: yes",
                "a text of brackets | text/plain | [1] see [EMAIL_1] | [1] see a@x.org",
                "SOAP | text/xml | <t>[EMAIL_1]</t> | ",
            })
    void isRestoredOrLeftHoweverItIsCut(String what, String contentType, String answer, String expected) {
        if (expected == null) {
            assertThat(Answers.restorer(SITE, null, contentType, Vault.Originals.of(ORIGINALS)))
                    .isNull();
            return;
        }
        for (int piece : new int[] {1, 2, 3, 7, 1_000}) {
            assertThat(restored(contentType, control(answer), piece))
                    .as("in pieces of %d", piece)
                    .isEqualTo(control(expected));
        }
    }

    private static List<String> messages(String... messages) {
        MessageRestorer restorer = Answers.messages(SITE, null, KnownPlaceholders.of(Vault.Originals.of(ORIGINALS)));
        List<byte[]> out = new ArrayList<>();
        for (String message : messages) {
            out.addAll(restorer.push(control(message).getBytes(UTF_8)));
        }
        out.addAll(restorer.finish());
        return out.stream().map(message -> new String(message, UTF_8)).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Socket.IO | 42[\"message\",{\"t\":\"Hi [PERSON_1]\"}] | 42[\"message\",{\"t\":\"Hi Ada \\\"A\\\" Müller\"}]",
                "Socket.IO in a namespace | 42/chat,7[\"message\",\"[EMAIL_1]\"] | 42/chat,7[\"message\",\"a@x.org\"]",
                "Phoenix | [\"4\",\"7\",\"room:1\",\"reply\",{\"body\":\"[EMAIL_1]\"}] | [\"4\",\"7\",\"room:1\",\"reply\",{\"body\":\"a@x.org\"}]",
                "SignalR | {\"type\":1,\"arguments2\":\"[EMAIL_1]\"}^{\"type\":6}^ | {\"type\":1,\"arguments2\":\"a@x.org\"}^{\"type\":6}^",
                "Action Cable | {\"message\":\"{\\\"text\\\":\\\"[PERSON_1]\\\"}\"} | {\"message\":\"{\\\"text\\\":\\\"Ada \\\\\\\"A\\\\\\\" Müller\\\"}\"}",
                "text | Dear [PERSON_1] | Dear Ada \"A\" Müller",
                "STOMP | MESSAGE~content-length:13~~{\"t\":\"[EMAIL_1]\"} | MESSAGE~content-length:13~~{\"t\":\"[EMAIL_1]\"}",
            })
    void messagesAreRestoredOrLeft(String what, String message, String expected) {
        assertThat(messages(message)).containsExactly(control(expected));
    }

    @Test
    void aPlaceholderInTwoMessagesIsRestored() {
        assertThat(messages("42[\"t\",{\"d\":\"Hi [EM\"}]", "42[\"t\",{\"d\":\"AIL_1], so\"}]", "3"))
                .containsExactly("42[\"t\",{\"d\":\"Hi \"}]", "42[\"t\",{\"d\":\"a@x.org, so\"}]", "3");
    }

    @Test
    void whatIsHeldAtTheEndIsShown() {
        assertThat(restored("text/event-stream", "data: {\"id\":1,\"t\":\"Hi [EM\"}\n\n", 5))
                .isEqualTo("data: {\"id\":1,\"t\":\"Hi \"}\n\ndata: {\"id\":1,\"t\":\"[EM\"}\n\n");
    }
}
