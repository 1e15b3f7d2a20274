package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.wire.AnswerRestorer;
import io.cloakroom.rules.wire.binary.Envelope;
import io.cloakroom.rules.wire.site.RequestRule;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final Site CHATGPT =
            Objects.requireNonNull(SiteCatalogue.shipped().site("chatgpt.com"));
    private static final Map<String, String> ISSUED =
            Map.of("[PERSON_1]", "Erika \"E\" Müller", "[EMAIL_1]", "e@x.org");

    private static AnswerRestorer restorer(String contentType) {
        return Objects.requireNonNull(Answers.restorer(CHATGPT, null, contentType, Vault.Originals.of(ISSUED)));
    }

    private static String text(byte[]... pieces) {
        StringBuilder text = new StringBuilder();
        for (byte[] piece : pieces) {
            text.append(new String(piece, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "application/json|{\"a\":[ \"to [PERSON_1]\" ],\"n\":1e5}|{\"a\":[ \"to Erika \\\"E\\\" Müller\" ],\"n\":1e5}",
                "application/problem+json|{\"detail\":\"[EMAIL_1]\"}|{\"detail\":\"e@x.org\"}",
                "application/json|{\"[EMAIL_1]\":\"\\u00e9 stays \\/\"}|{\"[EMAIL_1]\":\"\\u00e9 stays \\/\"}",
                "application/json|{\"image_url\":\"/[EMAIL_1]\",\"contentUrl\":\"/[EMAIL_1]\",\"b\":\"[EMAIL_1]\"}"
                        + "|{\"image_url\":\"/[EMAIL_1]\",\"contentUrl\":\"/[EMAIL_1]\",\"b\":\"e@x.org\"}",
                "application/json|{\"arguments\":\"[EMAIL_1]\",\"url\":{\"x\":\"[EMAIL_1]\"},\"b\":\"[EMAIL_1]\"}"
                        + "|{\"arguments\":\"[EMAIL_1]\",\"url\":{\"x\":\"[EMAIL_1]\"},\"b\":\"e@x.org\"}",
                "application/json|{\"type\":\"tool_use\",\"input\":{\"to\":\"[EMAIL_1]\"},\"b\":\"[EMAIL_1]\"}"
                        + "|{\"type\":\"tool_use\",\"input\":{\"to\":\"[EMAIL_1]\"},\"b\":\"e@x.org\"}",
                "application/json|{\"input\":\"[EMAIL_1]\"}|{\"input\":\"e@x.org\"}",
                "application/json|{\"d\":\"{\\\"n\\\":\\\"[PERSON_1]\\\",\\\"url\\\":\\\"[EMAIL_1]\\\"}\"}"
                        + "|{\"d\":\"{\\\"n\\\":\\\"Erika \\\\\\\"E\\\\\\\" Müller\\\",\\\"url\\\":\\\"[EMAIL_1]\\\"}\"}",
                "application/json|{\"d\":\"[\\\"{\\\\\\\"n\\\\\\\":\\\\\\\"[EMAIL_1]\\\\\\\"}\\\"]\"}"
                        + "|{\"d\":\"[\\\"{\\\\\\\"n\\\\\\\":\\\\\\\"e@x.org\\\\\\\"}\\\"]\"}",
                "application/json|{\"d\":\"[PERSON_1] [1]\"}|{\"d\":\"Erika \\\"E\\\" Müller [1]\"}",
                "application/json|{\"a\":\"[EMAIL_1]\"|{\"a\":\"[EMAIL_1]\"",
                "application/json|not JSON [EMAIL_1]|not JSON [EMAIL_1]",
                "application/json||",
                "application/x-ndjson|{\"a\":\"[EMAIL_1]\"}~x [EMAIL_1]~~[\"[EMAIL_1]\"]|{\"a\":\"e@x.org\"}~x [EMAIL_1]~~[\"e@x.org\"]",
                "text/plain; charset=utf-8|Dear [PERSON_1]! é|Dear Erika \"E\" Müller! é",
                "text/plain|Dear [PER|Dear [PER",
            })
    void restoresWhatIsNotDescribed(String contentType, @Nullable String answer, @Nullable String shown) {
        byte[] body = bytes((answer == null ? "" : answer).replace('~', '\n'));
        String expected = (shown == null ? "" : shown).replace('~', '\n');
        AnswerRestorer whole = restorer(contentType);
        assertThat(text(whole.push(body), whole.finish())).isEqualTo(expected);
        AnswerRestorer bytewise = restorer(contentType);
        StringBuilder pieces = new StringBuilder();
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte b : body) {
            out.writeBytes(bytewise.push(new byte[] {b}));
        }
        out.writeBytes(bytewise.finish());
        assertThat(pieces.append(out.toString(StandardCharsets.UTF_8)).toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html",
        "application/javascript",
        "text/css",
        "image/png",
        "application/octet-stream",
        "''",
        "text/plain; charset=iso-8859-1",
    })
    void passesWhatHasNoTextForAPerson(String contentType) {
        assertThat(Answers.restorer(CHATGPT, null, contentType, Vault.Originals.of(ISSUED)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[PERS | ON_1]先生2026年的報告已經完成了謝謝您 | Erika \"E\" Müller先生2026年的報告已經完成了謝謝您",
                "Mail [EMAIL_ | 1](see:page-12/of-20) | Mail e@x.org(see:page-12/of-20)",
                "Mail [EMAIL_ | 1]=4111111111111111 | Mail e@x.org=4111111111111111",
            })
    void piecesInProtobufStayInOrder(String one, String other, String shown) {
        AnswerRestorer restorer = restorer("application/connect+proto");
        byte[] out = Framing.join(restorer.push(piece(one)), restorer.push(piece(other)), restorer.finish());
        assertThat(FramedPage.read("proto", "1", List.of(out))).isEqualTo(shown);
    }

    private static byte[] piece(String text) {
        return Envelope.wrap(0, Framing.join(new byte[] {10, (byte) bytes(text).length}, bytes(text)));
    }

    @Test
    void aJsonAnswerLongerThanIsWaitedForPasses() {
        AnswerRestorer restorer = restorer("application/json");
        byte[] start = bytes("{\"a\":\"[EMAIL_1]\",\"b\":\"" + "x".repeat(Framing.LONGEST_FRAME));
        byte[] end = bytes("[EMAIL_1]\"}");
        assertThat(restorer.push(start)).isEqualTo(start);
        assertThat(restorer.push(end)).isEqualTo(end);
        assertThat(restorer.finish()).isEmpty();
        assertThat(restorer.report().unknown()).isPositive();
    }

    @Test
    void textThatIsNoUtf8Passes() {
        AnswerRestorer restorer = restorer("text/plain");
        byte[] latin = {'a', (byte) 0xe9, ' ', '[', 'E', 'M', 'A', 'I', 'L', '_', '1', ']'};
        assertThat(restorer.push(latin)).isEqualTo(latin);
        assertThat(restorer.finish()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/connect+json", "application/grpc+json", "application/grpc-web+json"})
    void jsonInEnvelopesIsRestoredInEach(String contentType) {
        AnswerRestorer restorer = restorer(contentType);
        byte[] answer = Framing.join(
                Envelope.wrap(0, bytes("{\"a\":\"[EMAIL_1]\"}")), Envelope.wrap(0, bytes("{\"a\":\" there\"}")));
        byte[] out = Framing.join(restorer.push(answer), restorer.finish());
        assertThat(FramedPage.read("connect", "/a", List.of(out))).isEqualTo("e@x.org there");
    }

    @Test
    void theFirstPieceIsNotDelayed() {
        AnswerRestorer restorer = restorer("text/event-stream");
        byte[] event = bytes("data: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\"Dear\"}\n\n");
        assertThat(restorer.push(event)).isEqualTo(event);
    }

    @Test
    void letsGoOfWhatItHeldInTheShapeOfTheSite() {
        AnswerRestorer restorer = restorer("text/event-stream");
        restorer.push(
                bytes("event: delta\ndata: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\"[PER\"}\n\n"
                        + "event: delta\ndata: {\"p\":\"/message/metadata\",\"o\":\"append\",\"v\":{}}\n\n"));
        assertThat(text(restorer.release()))
                .isEqualTo(
                        "event: delta\ndata: {\"p\":\"/message/content/parts/0\",\"o\":\"append\",\"v\":\"[PER\"}\n\n");
        assertThat(restorer.release()).isEmpty();
        assertThat(text(restorer.push(bytes("event: delta\ndata: {\"v\":{\"x\":1}}\n\n"))))
                .isEqualTo("event: delta\ndata: {\"p\":\"/message/metadata\",\"v\":{\"x\":1}}\n\n");
    }

    @Test
    void readsTheConversationWithoutOriginals() {
        RequestRule rule = CHATGPT.request("POST", "/backend-api/f/conversation");
        AnswerRestorer restorer = Objects.requireNonNull(
                Answers.restorer(CHATGPT, rule, "text/event-stream", Vault.Originals.of(Map.of())));
        assertThat(restorer.conversation()).isEmpty();
        byte[] event = bytes("data: {\"type\":\"x\",\"conversation_id\":\"c1\"}\n\n");
        assertThat(restorer.push(event)).isEqualTo(event);
        assertThat(restorer.conversation()).isEqualTo("c1");
    }

    @Test
    void countsWhatItCouldNotRestore() {
        AnswerRestorer restorer = restorer("application/json");
        restorer.push(bytes("[\"[PERSON_1] [PERSON_2]\",\"https://x.org/[EMAIL_1]\"]"));
        restorer.finish();
        assertThat(restorer.report().restored()).isEqualTo(1);
        assertThat(restorer.report().unknown()).isEqualTo(2);
    }
}
