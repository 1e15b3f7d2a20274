package io.cloakroom.rules.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Binding;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.PromptPreview.Preview;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.TextEdit;
import io.cloakroom.rules.engine.Vault;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.wire.lens.GenericLens;
import io.cloakroom.rules.wire.lens.Lenses;
import io.cloakroom.rules.wire.site.Site;
import io.cloakroom.rules.wire.site.SiteCatalogue;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectorTest {

    private static final Person MINJI = Person.of("minji");
    private static final Recipient CHATBOT =
            new Recipient("chatbot", "chat.example", "Example Operator", "US", "prompt");
    private static final Binding CONVERSATION = new Binding("minji", "Example Operator", "conversation-1");
    private static final Lens PROMPT = Lenses.parse("json:/prompt");
    private static final Lens EVERYTHING = new GenericLens(Set.of("id"));

    private static final String REDACT =
            "id: p\nversion: '1'\nrules:\n  - { id: all, what: {}, action: redact, reason: kept inside }\n";

    private final KeptInMemory vault = new KeptInMemory();
    private String policy;
    private Inspector inspector;

    @BeforeEach
    void redactEverything() {
        policy = REDACT;
        Analyzer analyzer = new Analyzer(List.of(new Introduced(), new Mail()), "test", 0);
        inspector = new Inspector(analyzer, this::engine, vault);
    }

    private PolicyEngine engine() {
        try {
            return new PolicyEngine(Policies.parse("policy.yaml", policy));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A person whose name follows {@code I am}: recognized in that context only, as names are. */
    private static final class Introduced implements Recognizer {
        @Override
        public String id() {
            return "introduced";
        }

        @Override
        public List<Finding> recognize(Text text) {
            return matches(this, EntityType.PERSON, "(?<=I am )\\p{Lu}\\p{L}+ \\p{Lu}\\p{L}+", text);
        }
    }

    private static final class Mail implements Recognizer {
        @Override
        public String id() {
            return "mail";
        }

        @Override
        public List<Finding> recognize(Text text) {
            return matches(this, EntityType.EMAIL, "[a-z]+@[a-z.]+[a-z]", text);
        }
    }

    private static List<Finding> matches(Recognizer recognizer, EntityType type, String pattern, Text text) {
        List<Finding> findings = new ArrayList<>();
        for (MatchResult match :
                Pattern.compile(pattern).matcher(text.normalized()).results().toList()) {
            findings.add(new Finding(
                    type, null, text.toOriginal(match.start(), match.end()), 0.9, recognizer.id(), "looks like it"));
        }
        return findings;
    }

    private static Payload json(String body) {
        return new Payload("/chat", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Payload payload) {
        return new String(payload.body(), StandardCharsets.UTF_8);
    }

    private Inspection inspect(Lens lens, Payload payload) throws LensException {
        return inspector.inspect(MINJI, CHATBOT, CONVERSATION, lens, EVERYTHING, payload);
    }

    private String leaving(String body) throws LensException {
        return text(inspect(PROMPT, json(body)).payload());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The described text is inspected, and everything else keeps its bytes as long as it is not what the
                // vault holds.
                "{\"prompt\":\"I am Ada Lovelace\", \"note\":\"ada@example.org\"} | {\"prompt\":\"I am [PERSON_1]\", \"note\":\"ada@example.org\"} | false",
                "{\"prompt\":\"write\\u0020to ada@example.org\\n\"} | {\"prompt\":\"write\\u0020to [EMAIL_1]\\n\"} | false",
                // No text where it should be: every string is inspected, and somebody should look.
                "{\"input\":\"I am Ada Lovelace\",\"id\":7} | {\"input\":\"I am [PERSON_1]\",\"id\":7} | true",
                "{\"prompt\":[\"I am Ada Lovelace\"]} | {\"prompt\":[\"I am [PERSON_1]\"]} | true",
                "{\"input\":\"nothing personal\"} | {\"input\":\"nothing personal\"} | false",
                "[\"ada@example.org\",\"I am Ada Lovelace\"] | [\"[EMAIL_1]\",\"I am [PERSON_1]\"] | true",
            })
    void whatLeavesAndWhetherTheSiteDrifted(String typed, String expected, boolean drift) throws LensException {
        Inspection inspection = inspect(PROMPT, json(typed));

        assertThat(text(inspection.payload())).isEqualTo(expected);
        assertThat(inspection.drift() != Drift.NONE).isEqualTo(drift);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // What is live in the vault does not leave beside the text either: as typed, in other fields, keys,
                // encodings, the query.
                "{\"prompt\":\"hi\",\"note\":\"by ADA lovelace!\"} | {\"prompt\":\"hi\",\"note\":\"by [PERSON_3]!\"}",
                "{\"prompt\":\"hi\",\"meta\":{\"a\":[\"Ada Lovelace\"]}} | {\"prompt\":\"hi\",\"meta\":{\"a\":[\"[PERSON_1]\"]}}",
                "{\"prompt\":\"hi\",\"Ada Lovelace\":1} | {\"prompt\":\"hi\",\"[PERSON_1]\":1}",
                "{\"prompt\":\"hi\",\"n\":\"QWRhIExvdmVsYWNl\"} | {\"prompt\":\"hi\",\"n\":\"[PERSON_3]\"}",
                "{\"prompt\":\"hi\",\"n\":\"Ada%20Lovelace\"} | {\"prompt\":\"hi\",\"n\":\"[PERSON_3]\"}",
                "{\"prompt\":\"hi\",\"n\":\"Ada&#32;Lovelace\"} | {\"prompt\":\"hi\",\"n\":\"[PERSON_3]\"}",
                "{\"prompt\":\"hi\",\"n\":\"\\u0041da Lovelace\"} | {\"prompt\":\"hi\",\"n\":\"[PERSON_1]\"}",
                // A part that is no text does not hide what stands beside it.
                "{\"prompt\":\"hi\",\"n\":\"Ada Lovelace\",\"f\":\"data:image/png;base64,iVBORw0KGgo=\"} | {\"prompt\":\"hi\",\"n\":\"[PERSON_1]\",\"f\":\"data:image/png;base64,iVBORw0KGgo=\"}",
                // Short values mean something else there.
                "{\"prompt\":\"hi\",\"model\":\"Al Bo\"} | {\"prompt\":\"hi\",\"model\":\"Al Bo\"}",
            })
    void whatIsLiveInTheVaultDoesNotLeaveBesideTheText(String typed, String expected) throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace. I am Al Bo\"}"));

        Inspection inspection = inspect(PROMPT, json(typed));

        assertThat(text(inspection.payload())).isEqualTo(expected);
        assertThat(inspection.drift() != Drift.NONE).isEqualTo(!typed.equals(expected));
    }

    @ParameterizedTest
    @CsvSource({
        // What is asked of pictures, of sound; what lies beside the text; what becomes of it.
        "observe, observe, image/png;base64 iVBORw0KGgo=, ALLOW, FILE_IMAGE",
        "block, observe, image/png;base64 iVBORw0KGgo=, BLOCK, FILE_IMAGE",
        "block, observe, audio/wav;base64 UklGRiQAAABXQVZFZm10IA==, ALLOW, FILE_AUDIO",
        "observe, block, audio/wav;base64 UklGRiQAAABXQVZFZm10IA==, BLOCK, FILE_AUDIO",
    })
    void filesBesideTheTextAreCountedAndTheUploadsRuleHoldsForThem(
            String images, String audio, String file, Action action, String counted) throws LensException {
        policy = REDACT + "uploads: { images: " + images + ", audio: " + audio + " }\n";
        Payload payload = json(
                "{\"prompt\":\"hi\",\"parts\":[{\"image_url\":{\"url\":\"data:" + file.replace(' ', ',') + "\"}}]}");

        Inspection nothingKept = inspect(PROMPT, payload);
        vault.issueAll(CONVERSATION, List.of(new Vault.Value(EntityType.PERSON, "Ada Lovelace")), "");
        Inspection somethingKept = inspect(PROMPT, payload);

        assertThat(List.of(nothingKept, somethingKept)).allSatisfy(inspection -> {
            assertThat(inspection.verdict().action()).isEqualTo(action);
            assertThat(inspection.files()).isEqualTo(Map.of(counted, 1));
        });
    }

    @ParameterizedTest
    @CsvSource({
        // What is asked of sound; what is sent beside it; what becomes of it.
        "observe, '', ALLOW",
        "observe, ',\"prompt\":\"I am Ada Lovelace\"', REDACT",
        "block, '', BLOCK",
        "block, ',\"prompt\":\"hi\"', BLOCK",
    })
    void soundInPiecesIsCountedAndTheUploadsRuleHoldsForIt(String audio, String beside, Action action)
            throws LensException {
        policy = REDACT + "uploads: { audio: " + audio + " }\n";
        byte[] sound = new byte[9000];
        new Random(3).nextBytes(sound);
        Payload payload = json("{\"audio\":\"" + Base64.getEncoder().encodeToString(sound) + "\"" + beside + "}");
        Lens hearing = new GenericLens(Set.of()).hearing(List.of("json:/audio"));

        Inspection inspection = inspector.inspect(MINJI, CHATBOT, CONVERSATION, PROMPT, hearing, payload);

        assertThat(inspection.verdict().action()).isEqualTo(action);
        assertThat(inspection.files()).isEqualTo(Map.of("AUDIO_BYTES", 9000));
        assertThat(inspection.drift()).isEqualTo(Drift.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsTooShortInBase64AfterwardsReadsBackAllTheSame(int layers) throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"write to ada.lovelace@example.org\"}"));
        String run = "ada.lovelace@example.org";
        for (int layer = 0; layer < layers; layer++) {
            run = Base64.getEncoder().encodeToString(run.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(leaving("{\"prompt\":\"hi\",\"n\":\"" + run + "\"}"))
                .startsWith("{\"prompt\":\"hi\",\"n\":\"")
                .doesNotContain(run);
    }

    @Test
    void whatIsFirstFoundInTheTextIsReplacedBesideItInTheSameRequest() throws LensException {
        assertThat(leaving("{\"prompt\":\"I am Ada Lovelace\",\"copy\":\"I am Ada Lovelace\"}"))
                .isEqualTo("{\"prompt\":\"I am [PERSON_1]\",\"copy\":\"I am [PERSON_1]\"}");
    }

    @Test
    void aPersonNamedInOneMessageIsFoundByPartOfTheNameInAll() throws LensException {
        Payload chat = json(
                "{\"prompt\":\"I am Ada Lovelace\",\"history\":[\"Lovelace wrote\",\"ask Ada\",\"a lovelace pattern\"]}");

        assertThat(text(inspect(EVERYTHING, chat).payload()))
                .isEqualTo(
                        "{\"prompt\":\"I am [PERSON_1]\",\"history\":[\"[PERSON_2] wrote\",\"ask [PERSON_3]\",\"a lovelace pattern\"]}");
        assertThat(leaving("{\"prompt\":\"what does Lovelace want\"}"))
                .as("and in the next request")
                .isEqualTo("{\"prompt\":\"what does [PERSON_2] want\"}");
    }

    @Test
    void whatPolicyLetsGoInClearIsLetGoBesideTheTextToo() throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace\"}"));
        policy = REDACT.replace("action: redact", "action: observe");
        Payload payload = json("{\"prompt\":\"I am Ada Lovelace\",\"copy\":\"Ada Lovelace\"}");

        Inspection inspection = inspect(PROMPT, payload);

        assertThat(inspection.payload()).isSameAs(payload);
        assertThat(inspection.drift()).isEqualTo(Drift.NONE);
        assertThat(carried(payload, Map.of("X-Name", "Ada Lovelace")).verdict().action())
                .isNotEqualTo(Action.BLOCK);
    }

    private Carried carried(Payload payload, Map<String, String> headers) {
        return inspector.carried(MINJI, CHATBOT, payload, headers.entrySet());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // target | header | value | stopped | header as sent
                "/a/Ada%20Lovelace        | -       | -                              | true  | -",
                "/a/QWRhIExvdmVsYWNl/x    | -       | -                              | true  | -",
                "/a?q=Ada+Lovelace&sig=1  | -       | -                              | true  | -",
                "/a?q=someone             | -       | -                              | false | -",
                "/                        | X-Note  | by Ada Lovelace                | true  | -",
                "/                        | X-Note  | eyJuIjoiQWRhIExvdmVsYWNlIn0=   | true  | -",
                "/                        | X-Note  | by Al Bo                       | false | -",
                "/                        | Referer | https://c.example/?q=Ada%20Lovelace | false | ''",
                "/                        | Referer | https://c.example/?q=someone   | false | -",
                "/                        | Cookie  | sid=1; n=Ada%20Lovelace; t=2   | false | sid=1; t=2",
                "/                        | Cookie  | n=Ada Lovelace                 | false | ''",
                "/                        | Cookie  | jwt=QWRhIExvdmVsYWNl           | false | -",
                "/                        | Authorization | Bearer QWRhIExvdmVsYWNl  | false | -",
                "/                        | Authorization | Bearer Ada Lovelace      | true  | -",
            })
    void theLastLookIsWhereNoLensWrites(
            String target, @Nullable String header, @Nullable String value, boolean stopped, @Nullable String sent)
            throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace. I am Al Bo\"}"));

        Carried carried = carried(
                new Payload(target, "", new byte[0]),
                header == null || value == null ? Map.of() : Map.of(header, value));

        assertThat(carried.verdict().action() == Action.BLOCK).isEqualTo(stopped);
        assertThat(carried.headers())
                .isEqualTo(sent == null || header == null ? Map.of() : Map.of(header.toLowerCase(Locale.ROOT), sent));
        if (stopped) {
            assertThat(carried.verdict().reason())
                    .contains("personal data", "person", "did not send")
                    .doesNotContain("Lovelace");
        }
    }

    @Test
    void aFileInBase64MayBecomeTooShortToBeToldFromAWord() throws LensException {
        String file = Base64.getEncoder().encodeToString("ada@example.org!".getBytes(StandardCharsets.UTF_8));

        Inspection inspection = inspect(Lenses.parse("json:/file > file"), json("{\"file\":\"" + file + "\"}"));

        assertThat(text(inspection.payload()))
                .isEqualTo("{\"file\":\""
                        + Base64.getEncoder().encodeToString("[EMAIL_1]!".getBytes(StandardCharsets.UTF_8))
                        + "\"}");
    }

    @Test
    void whatIsLeftInABodyStopsIt() throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace\"}"));

        assertThat(carried(json("{\"id\":\"QWRhIExvdmVsYWNl\"}"), Map.of())
                        .verdict()
                        .action())
                .isEqualTo(Action.BLOCK);
        assertThat(inspector
                        .carried(
                                Person.of("jisoo"),
                                CHATBOT,
                                json("{\"id\":\"QWRhIExvdmVsYWNl\"}"),
                                Map.<String, String>of().entrySet())
                        .verdict()
                        .action())
                .as("another person's value is nobody's")
                .isEqualTo(Action.ALLOW);
    }

    @ParameterizedTest
    @ValueSource(chars = {'\t', '\u000b', '\f', '\u001c', '\u001f'})
    void whateverPartsItsWords(char space) throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace\"}"));
        Payload payload =
                new Payload("/", "", ("\u0001 Ada" + space + "Lovelace\u0001").getBytes(StandardCharsets.UTF_8));

        assertThat(carried(payload, Map.of()).verdict().action()).isEqualTo(Action.BLOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, (1 << 20) - 32_775, (1 << 20) - 6, 1 << 20, 2_500_000})
    void whereverItStandsInALargeBody(int at) throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace\"}"));
        byte[] value = "\u00c4 Ada Lovelace .".getBytes(StandardCharsets.UTF_8);
        byte[] text = "\u00f6\uc544 ".repeat(500_000).getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[text.length];
        new Random(1).nextBytes(data);
        for (byte[] body : List.of(text, data)) {
            Payload without = new Payload("/", "", body.clone());
            System.arraycopy(value, 0, body, at - at % 6, value.length);

            assertThat(carried(without, Map.of()).verdict().action()).isEqualTo(Action.ALLOW);
            assertThat(carried(new Payload("/", "", body), Map.of()).verdict().action())
                    .isEqualTo(Action.BLOCK);
        }
    }

    @Test
    void aBodyThatIsNotOfTheDescribedShapeIsInspectedAllTheSame() throws LensException {
        Payload form = new Payload(
                "/chat", "application/x-www-form-urlencoded", "q=I+am+Ada+Lovelace".getBytes(StandardCharsets.UTF_8));

        Inspection inspection = inspect(PROMPT, form);

        assertThat(text(inspection.payload())).doesNotContain("Lovelace").contains("PERSON_1");
        assertThat(inspection.drift()).isNotEqualTo(Drift.NONE);
    }

    @Test
    void whatNobodyCanReadIsNotInspected() {
        Payload broken = json("{\"prompt\":\"I am Ada Lovelace\"");
        Lens refuses = payload -> {
            throw new LensException("expected something else");
        };

        assertThatThrownBy(() -> inspector.inspect(MINJI, CHATBOT, CONVERSATION, refuses, refuses, broken))
                .isInstanceOf(LensException.class);
        assertThat(vault.issued).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"What is the capital of France?\"}",
                "{ \"prompt\" : \"caf\\u00e9 \\/ \\ud83d\\ude00\" }",
                "{\"input\":\"unknown shape, nothing personal\"}",
                "{}",
            })
    void nothingFoundIsTheVeryPayload(String typed) throws LensException {
        Payload payload = json(typed);

        Inspection inspection = inspect(PROMPT, payload);

        assertThat(inspection.payload()).isSameAs(payload);
        assertThat(inspection.verdict().action()).isEqualTo(Action.ALLOW);
        assertThat(vault.issued).isEmpty();
    }

    @Test
    void onlyObservedIsTheVeryPayload() throws LensException {
        policy = REDACT.replace("action: redact", "action: observe");
        Payload payload = json("{\"prompt\":\"I am Ada Lovelace\"}");

        Inspection inspection = inspect(PROMPT, payload);

        assertThat(inspection.payload()).isSameAs(payload);
        assertThat(inspection.verdict().sent()).containsExactly(Map.entry("PERSON", 1));
        assertThat(vault.issued).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mask  | I am ************",
                "label | I am [PERSON]",
            })
    void whatCannotBeUndoneIsNotKept(String method, String prompt) throws LensException {
        policy = REDACT.replace("action: redact", "action: redact, method: " + method);

        assertThat(leaving("{\"prompt\":\"I am Ada Lovelace\"}")).isEqualTo("{\"prompt\":\"" + prompt + "\"}");
        assertThat(vault.issued).isEmpty();
    }

    @Test
    void blockedIssuesNothing() throws LensException {
        policy = REDACT.replace("action: redact", "action: block");

        Inspection inspection = inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace, ada@example.org\"}"));

        assertThat(inspection.verdict().action()).isEqualTo(Action.BLOCK);
        assertThat(inspection.verdict().reason()).isEqualTo("kept inside");
        assertThat(inspection.verdict().withheld()).containsOnly(Map.entry("EMAIL", 1), Map.entry("PERSON", 1));
        assertThat(vault.issued).isEmpty();
    }

    @Test
    void aValueOnceFoundIsFoundAtEveryMention() throws LensException {
        assertThat(leaving("{\"prompt\":\"Ada Lovelace writes\"}")).isEqualTo("{\"prompt\":\"Ada Lovelace writes\"}");
        assertThat(leaving("{\"prompt\":\"I am Ada Lovelace\"}")).isEqualTo("{\"prompt\":\"I am [PERSON_1]\"}");

        assertThat(leaving("{\"prompt\":\"Ada Lovelace writes, ADA LOVELACE signs\"}"))
                .doesNotContainIgnoringCase("lovelace")
                .startsWith("{\"prompt\":\"[PERSON_1] writes, [PERSON_");
    }

    @Test
    void aValueOfOnePersonIsNobodyElses() throws LensException {
        inspect(PROMPT, json("{\"prompt\":\"I am Ada Lovelace\"}"));
        Payload payload = json("{\"prompt\":\"Ada Lovelace writes\"}");

        Inspection others = inspector.inspect(
                Person.of("jisoo"),
                CHATBOT,
                new Binding("jisoo", "Example Operator", "conversation-2"),
                PROMPT,
                EVERYTHING,
                payload);

        assertThat(others.payload()).isSameAs(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"I am Ada Lovelace, ada@example.org, again ada@example.org\"}",
                "{\"input\":\"I am Ada Lovelace\",\"also\":[\"I am Grace Hopper\"]}",
            })
    void inspectingTwiceChangesNothing(String typed) throws LensException {
        Payload once = inspect(PROMPT, json(typed)).payload();
        int issued = vault.issued.size();

        Inspection twice = inspect(PROMPT, once);

        assertThat(twice.payload()).isSameAs(once);
        assertThat(twice.verdict().decisions()).isEmpty();
        assertThat(vault.issued).hasSize(issued);
    }

    @Test
    void oneValueHasOnePlaceholderInAllSegments() throws LensException {
        Inspection inspection =
                inspect(EVERYTHING, json("{\"a\":\"I am Ada Lovelace\",\"b\":\"I am Ada Lovelace, mail x@y.org\"}"));

        assertThat(text(inspection.payload()))
                .isEqualTo("{\"a\":\"I am [PERSON_1]\",\"b\":\"I am [PERSON_1], mail [EMAIL_1]\"}");
        assertThat(vault.issued.values())
                .extracting("token", "original", "operator", "scope")
                .containsExactly(
                        tuple("[EMAIL_1]", "x@y.org", "Example Operator", "conversation-1"),
                        tuple("[PERSON_1]", "Ada Lovelace", "Example Operator", "conversation-1"));
    }

    @Test
    void aTokenThatStandsInTheRequestIsNotIssued() throws LensException {
        Inspection inspection =
                inspect(EVERYTHING, json("{\"a\":\"I am Ada Lovelace\",\"b\":\"what does [PERSON_1] mean?\"}"));

        assertThat(text(inspection.payload()))
                .isEqualTo("{\"a\":\"I am [PERSON_2]\",\"b\":\"what does [PERSON_1] mean?\"}");
    }

    @Test
    void aLensThatDoesNotWriteWhatWasDecidedIsNotTrusted() throws LensException {
        Lens forgetful = payload -> {
            Located located = PROMPT.locate(payload);
            return new Located() {
                @Override
                public List<TextSegment> segments() {
                    return located.segments();
                }

                @Override
                public Payload splice(Map<Integer, List<TextEdit>> edits) {
                    return payload;
                }
            };
        };

        assertThatThrownBy(() -> inspect(forgetful, json("{\"prompt\":\"I am Ada Lovelace\"}")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("read back")
                .hasMessageNotContaining("Lovelace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // method, target of a site that signs its query or not; prompt; what is done; in which words
                "www.doubao.com | /samantha/chat/completion?a_bogus=x       | I am Ada Lovelace | REDACT |",
                "www.doubao.com | /samantha/chat/completion?q=ada@x.org     | hi                | BLOCK  | (email), some of it in its address",
                "www.doubao.com | /samantha/chat/completion?q=ada@x.org     | I am Ada Lovelace | BLOCK  | some of it in its address",
                "www.doubao.com | /samantha/chat/completion?q=Grace+Hopper  | hi                | BLOCK  | (person), some of it in its address",
                "claude.ai      | /api/organizations/5eed0000-0000-4000-8000-000000000001/chat_conversations/5eed0000-0000-4000-8000-000000000002/completion?q=ada@x.org | hi | REDACT |",
            })
    void aFindingInASignedQueryStopsTheRequest(
            String host, String target, String prompt, Action action, @Nullable String words) throws LensException {
        Site site = Objects.requireNonNull(SiteCatalogue.shipped().site(host));
        inspect(PROMPT, json("{\"prompt\":\"I am Grace Hopper\"}"));
        String body = "{\"prompt\":\"P\",\"messages\":[{\"content\":\"P\"}]}".replace("P", prompt);
        Payload payload = new Payload(target, "application/json", body.getBytes(StandardCharsets.UTF_8));

        Inspection inspection = inspector.inspect(
                MINJI,
                CHATBOT,
                CONVERSATION,
                Objects.requireNonNull(site.request("POST", target)).lens(),
                site.genericLens(),
                payload);

        assertThat(inspection.verdict().action()).isEqualTo(action);
        assertThat(inspection.verdict().reason()).contains(words == null ? "kept inside" : words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block   | no picture | BLOCK   | in this PDF (person)",
                "observe | no picture | OBSERVE | ''",
                "redact  | no picture | REDACT  | ''",
                "redact  | a picture  | BLOCK   | cannot be replaced: it stands on a picture",
            })
    void thePolicyDecidesWhatBecomesOfAPdf(String pdf, String under, Action action, String words)
            throws LensException, IOException {
        policy = REDACT + "uploads: { pdf: " + pdf + " }\n";
        byte[] file = pdf("I am Ada Lovelace", under.equals("a picture"));

        Inspection inspection = inspect(EVERYTHING, new Payload("/upload", "application/pdf", file));

        assertThat(inspection.verdict().action()).isEqualTo(action);
        assertThat(inspection.verdict().reason()).contains(words);
        byte[] leaving = inspection.payload().body();
        if (action == Action.REDACT) {
            List<String> texts =
                    EVERYTHING.locate(new Payload("/upload", "application/pdf", leaving)).segments().stream()
                            .map(TextSegment::text)
                            .toList();
            assertThat(String.join("", texts)).contains("I am [PERSON_1]").doesNotContain("Lovelace");
            assertThat(inspection.placeholders()).containsExactly("[PERSON_1]");
        } else {
            assertThat(leaving).isSameAs(file);
            assertThat(inspection.placeholders()).isEmpty();
        }
    }

    private static byte[] pdf(String text, boolean picture) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                if (picture) {
                    BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
                    content.drawImage(LosslessFactory.createFromImage(document, dot), 0, 0, 600, 800);
                }
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText(text);
                content.endText();
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIGNATURE | /c           | I am Ada Lovelace | BLOCK  | signs its messages",
                "CHECKSUM  | /c           | I am Ada Lovelace | BLOCK  | a checksum of it",
                "CHECKSUM  | /c?q=ada@x.org | hi              | REDACT | ''",
                "CHECKSUM  | /c           | hi                | ALLOW  | ''",
                "NONE      | /c           | I am Ada Lovelace | REDACT | ''",
            })
    void whatIsSealedIsNotRewritten(Seal seal, String target, String prompt, Action action, String words)
            throws LensException {
        byte[] body = "{\"prompt\":\"P\"}".replace("P", prompt).getBytes(StandardCharsets.UTF_8);
        Payload payload = new Payload(target, "application/json", body);

        Inspection inspection = inspector.inspect(MINJI, CHATBOT, CONVERSATION, EVERYTHING, EVERYTHING, payload, seal);

        assertThat(inspection.verdict().action()).isEqualTo(action);
        assertThat(inspection.verdict().reason()).contains(words);
        assertThat(inspection.payload().body())
                .isEqualTo(
                        action == Action.REDACT && seal == Seal.NONE
                                ? "{\"prompt\":\"I am [PERSON_1]\"}".getBytes(StandardCharsets.UTF_8)
                                : body);
    }

    @Test
    void whatNobodyCanReadBesideTheTextIsDrift() throws LensException {
        byte[] noText = new byte[9000];
        new Random(3).nextBytes(noText);
        Payload payload =
                json("{\"prompt\":\"hi\",\"f\":\"" + Base64.getEncoder().encodeToString(noText) + "\"}");

        Inspection inspection = inspect(PROMPT, payload);

        assertThat(inspection.drift()).isEqualTo(Drift.BESIDE);
        assertThat(inspection.payload()).isSameAs(payload);
    }

    @Test
    void aPreviewSaysWhatWouldHappenAndKeepsNothing() {
        Preview preview = inspector.preview(MINJI, CHATBOT, "I am Ada Lovelace");

        assertThat(preview.action()).isEqualTo(Action.REDACT);
        assertThat(preview.spans())
                .extracting(span -> span.span().of("I am Ada Lovelace"))
                .containsExactly("Ada Lovelace");
        assertThat(vault.issued).isEmpty();
    }

    @Test
    void aRequestSeesOnePolicy() throws LensException {
        List<PolicyEngine> asked = new ArrayList<>();
        Inspector counting = new Inspector(
                new Analyzer(List.of(new Introduced()), "test", 0),
                () -> {
                    asked.add(engine());
                    return asked.getLast();
                },
                vault);

        counting.inspect(MINJI, CHATBOT, CONVERSATION, PROMPT, EVERYTHING, json("{\"prompt\":\"I am Ada Lovelace\"}"));

        assertThat(asked).hasSize(1);
    }
}
