package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SiteCatalogueTest {

    private static final SiteCatalogue SHIPPED = SiteCatalogue.shipped();
    private static final String MINIMAL = """
            id: example
            name: Example
            operator: Example Ltd
            jurisdiction: KR
            hosts: [{pattern: chat.example.com, role: chat}]
            block: {plain: {status: 403, content_type: text/plain, body: no}}
            """;

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com, chatgpt, OpenAI, US",
        "ChatGPT.com, chatgpt, OpenAI, US",
        "chatgpt.com., chatgpt, OpenAI, US",
        "ab.chatgpt.com, chatgpt, OpenAI, US",
        "ws.chatgpt.com, chatgpt, OpenAI, US",
        "sdmntprexample.oaiusercontent.com, chatgpt, OpenAI, US",
        "chat.deepseek.com, deepseek, Hangzhou DeepSeek, CN",
        "gator.volces.com, deepseek, Beijing Volcano Engine, CN",
        "fp-it-acc.portal101.cn, deepseek, Shumei (inferred), CN",
        "api.openai.com, openai-api, OpenAI, US",
        "claude.ai, claude, Anthropic, US",
        "a-api.anthropic.com, claude, Anthropic, US",
        "api.anthropic.com, anthropic-api, Anthropic, US",
        "gemini.google.com, gemini, Google, US",
        "content-push.googleapis.com, gemini, Google, US",
    })
    void findsTheSiteOfAHost(String host, String id, String operator, String jurisdiction) {
        Site site = SHIPPED.site(host);
        assertThat(site).isNotNull();
        assertThat(site.id()).isEqualTo(id);
        assertThat(site.recipient(host, "prompt").operator()).isEqualTo(operator);
        assertThat(site.recipient(host, "prompt").jurisdiction()).isEqualTo(jurisdiction);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com",
        "notchatgpt.com",
        "oaiusercontent.com",
        "chatgpt.com.example.com",
        "openai.com",
        "accounts.google.com",
        "com"
    })
    void leavesOtherHostsAlone(String host) {
        assertThat(SHIPPED.site(host)).isNull();
    }

    @Test
    void namesTheHostsOfEachOperator() {
        assertThat(SHIPPED.hostsByOperator())
                .containsKeys("Anthropic", "Google", "Hangzhou DeepSeek", "OpenAI", "Shumei (inferred)")
                .containsEntry(
                        "Beijing Volcano Engine",
                        List.of(
                                "apm.volccdn.com",
                                "apmplus.volces.com",
                                "ark.ap-southeast.bytepluses.com",
                                "ark.cn-beijing.volces.com",
                                "gator.volces.com",
                                "lf3-data.volccdn.com",
                                "tab.volces.com"));
    }

    @Test
    void refusesTwoSitesForOneHost() throws InvalidYamlException {
        Site one = SiteCatalogue.read("one.yaml", MINIMAL);
        Site two = SiteCatalogue.read("two.yaml", MINIMAL.replace("id: example", "id: other"));
        assertThatThrownBy(() -> SiteCatalogue.of(List.of(one, two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chat.example.com");
    }

    @Test
    void refusesTwoSitesOfOneId() throws InvalidYamlException {
        Site one = SiteCatalogue.read("one.yaml", MINIMAL);
        Site two = SiteCatalogue.read("two.yaml", MINIMAL.replace("chat.example.com", "other.example.com"));
        assertThatThrownBy(() -> SiteCatalogue.of(List.of(one, two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two sites have the id 'example'");
    }

    @Test
    void namesWhomPoliciesCanName() {
        assertThat(SHIPPED.recipients().sites()).contains("deepseek", "iask").doesNotContain("google-login");
        assertThat(SHIPPED.recipients().operators()).contains("Hangzhou DeepSeek", "Beijing Volcano Engine");
        assertThat(SHIPPED.recipients().jurisdictions()).contains("CN", "KR").doesNotContain("cn", "EU");
        assertThat(SHIPPED.recipients().kinds())
                .containsExactlyInAnyOrder(
                        "prompt",
                        "draft",
                        "upload",
                        "title",
                        "feedback",
                        "profile",
                        "history",
                        "telemetry",
                        "other",
                        "third_party");
    }

    @Test
    void fillsInWhatADescriptorLeavesOut() throws InvalidYamlException {
        SiteDescriptor descriptor = SiteCatalogue.read("example.yaml", MINIMAL).descriptor();
        assertThat(descriptor.trust()).isEqualTo(SiteDescriptor.Trust.NORMAL);
        assertThat(descriptor.restore()).isEqualTo(SiteDescriptor.Restore.PAGE);
        assertThat(SiteCatalogue.read("example.yaml", MINIMAL + "trust: low\n").restore())
                .isEqualTo(SiteDescriptor.Restore.EXTENSION);
        assertThat(SiteCatalogue.read("example.yaml", MINIMAL + "signed: true\n")
                        .restore())
                .isEqualTo(SiteDescriptor.Restore.EXTENSION);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(MINIMAL + "tust: low\n", "unknown key 'tust'", "trust"),
                Arguments.of(MINIMAL + "trust: high\n", "example.yaml:7", "normal, low"),
                Arguments.of(MINIMAL.replace("KR", "Korea"), "example.yaml:", "two capitals"),
                Arguments.of(MINIMAL.replace("chat.example.com", "'https://x'"), "example.yaml:5", "*.example.com"),
                Arguments.of(MINIMAL.replace("role: chat", "role: chut"), "example.yaml:5", "websocket"),
                Arguments.of(MINIMAL.replace("status: 403", "status: 9"), "example.yaml:6", "100 to 599"),
                Arguments.of(
                        MINIMAL + "requests: [{name: a, methods: [GET], path: '(', kind: prompt}]\n",
                        "example.yaml:",
                        "RE2"),
                Arguments.of(
                        MINIMAL + "requests:\n  - {name: a, methods: [GET], path: /, kind: prompt, answers: [b]}\n",
                        "example.yaml:",
                        "not described"),
                Arguments.of(
                        MINIMAL + "requests:\n  - {name: a, methods: [GET], path: /, kind: prompt, strip: [b]}\n",
                        "example.yaml:8",
                        "JSON pointer"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongWithADescriptor(String yaml, String where, String remedy) {
        assertThatThrownBy(() -> SiteCatalogue.read("example.yaml", yaml))
                .isInstanceOf(InvalidYamlException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @MethodSource("schemaPlaces")
    void theSchemaKnowsTheKeysOfEveryRecord(String place, Class<?> type) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(SiteCatalogue.class.getResource("/sites/site.schema.json"));
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT))
                .toList();
        assertThat(schema.at(place + "/properties").fieldNames()).toIterable().containsExactlyElementsOf(components);
        assertThat(schema.at(place + "/additionalProperties").asBoolean(true)).isFalse();
    }

    static Stream<Arguments> schemaPlaces() {
        return Stream.of(
                Arguments.of("", SiteDescriptor.class),
                Arguments.of("/properties/hosts/items", SiteDescriptor.Host.class),
                Arguments.of("/properties/requests/items", SiteDescriptor.Request.class),
                Arguments.of("/properties/answers/items", AnswerFormat.class),
                Arguments.of("/properties/answers/items/properties/patches", AnswerFormat.Patches.class),
                Arguments.of("/properties/answers/items/properties/text/items", AnswerFormat.TextRule.class),
                Arguments.of("/properties/answers/items/properties/ends/items", AnswerFormat.EndRule.class),
                Arguments.of("/properties/block", SiteDescriptor.Block.class),
                Arguments.of("/properties/extension", SiteDescriptor.Extension.class),
                Arguments.of("/$defs/template", SiteDescriptor.Template.class));
    }
}
