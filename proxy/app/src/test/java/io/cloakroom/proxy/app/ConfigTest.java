package io.cloakroom.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloakroom.proxy.app.Config.Durability;
import io.cloakroom.proxy.app.Config.ExtensionSettings;
import io.cloakroom.proxy.app.Config.Identities;
import io.cloakroom.proxy.app.Config.JournalSettings;
import io.cloakroom.proxy.app.Config.Listener;
import io.cloakroom.proxy.app.Config.SiteSettings;
import io.cloakroom.proxy.app.Config.Upstream;
import io.cloakroom.proxy.app.Config.User;
import io.cloakroom.proxy.app.Config.VaultSettings;
import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import io.cloakroom.rules.engine.policy.Policies;
import io.cloakroom.rules.wire.site.SiteDescriptor.Restore;
import io.cloakroom.rules.wire.site.SiteDescriptor.Transport;
import io.cloakroom.rules.wire.site.SiteDescriptor.Trust;
import io.cloakroom.rules.wire.site.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    private static final String HASH = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    private static final String EVERYTHING = """
            proxy:   { bind: 192.0.2.1, port: 3128 }
            console: { bind: 127.0.0.2, port: 0 }
            policy: korea-pipc
            identity:
              default_user: kiosk
              users:
                - { name: minji, password_bcrypt: "%s", groups: [hr, seoul] }
            upstream:
              hosts: { chatgpt.com: "127.0.0.1:8443", "api.openai.com:443": "[::1]:8444" }
              trust: [lab.pem]
              revocation: off
              crls: [lists]
              uncovered: tunnel
            journal: { durability: process }
            vault: { retention_days: 7 }
            extension: { origins: ["chrome-extension://abc"] }
            limits: { idle_seconds: 900, drain_seconds: 0, connections: 10, connections_per_address: 3 }
            sites: { chatgpt: { trust: low, transport: page }, deepseek: { trust: normal, restore: none } }
            tenants: { microsoft: { allowed: [one.example, two.example], context: d-1 } }
            content: { trust: [vendor.pem], at_least: 12 }
            """.formatted(HASH);

    @TempDir
    private Path directory;

    private Config read(String yaml) throws IOException, InvalidYamlException {
        return Config.read(Files.writeString(directory.resolve("cloakroom.yaml"), yaml));
    }

    /** The one YAML block of docs/configuration.md. */
    private static String documented() throws IOException {
        String page = Files.readString(Path.of("../../docs/configuration.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n  \n", "# nothing said yet\n", "---\n", "proxy:\nconsole:\n", "proxy: { port: 8180 }\n"})
    void whatIsNotSaidTakesTheDefaults(String yaml) throws Exception {
        assertThat(read(yaml)).isEqualTo(Config.defaults());
    }

    @Test
    void theDefaultsAreOnThisMachineOnly() {
        Config defaults = Config.defaults();

        assertThat(defaults.proxy()).isEqualTo(new Listener("127.0.0.1", 8180));
        assertThat(defaults.console()).isEqualTo(new Listener("127.0.0.1", 8181));
        assertThat(defaults.journal().durability()).isEqualTo(Durability.DISK);
        assertThat(Policies.PRESETS).contains(defaults.policy());
    }

    @Test
    void everythingThatCanBeSaid() throws Exception {
        assertThat(read(EVERYTHING))
                .isEqualTo(new Config(
                        new Listener("192.0.2.1", 3128),
                        new Listener("127.0.0.2", 0),
                        new Identities("kiosk", List.of(new User("minji", HASH, List.of("hr", "seoul")))),
                        new Upstream(
                                Map.of("chatgpt.com", "127.0.0.1:8443", "api.openai.com:443", "[::1]:8444"),
                                List.of("lab.pem"),
                                Config.Revocation.OFF,
                                List.of("lists"),
                                Config.Uncovered.TUNNEL),
                        "korea-pipc",
                        new JournalSettings(Durability.PROCESS),
                        new VaultSettings(7),
                        new ExtensionSettings(List.of("chrome-extension://abc")),
                        new NetworkLimits(900, 0, 10, 3),
                        Map.of(
                                "chatgpt", new SiteSettings(Trust.LOW, null, Transport.PAGE),
                                "deepseek", new SiteSettings(Trust.NORMAL, Restore.NONE, null)),
                        Map.of("microsoft", new Tenant.Required(List.of("one.example", "two.example"), "d-1")),
                        new ContentSettings(List.of("vendor.pem"), 12)));
    }

    @Test
    void theDocumentedFileSaysTheDefaults() throws Exception {
        assertThat(read(documented())).isEqualTo(Config.defaults());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // YAML, lines separated by ; | line | what is wrong | what to write
                "policy: default;prxy: { port: 1 }              | 2 | unknown key 'prxy'            | known here: console, content, extension, identity, journal, limits, policy, proxy, sites, tenants, upstream, vault",
                "proxy: { listen: 127.0.0.1 }                   | 1 | unknown key 'listen'          | known here: bind, port",
                "identity:;  defaultUser: me                    | 2 | unknown key 'defaultUser'     | known here: default_user, users",
                "proxy:;  port: many                            | 2 | proxy.port: 'many'            | write a",
                "proxy:;  port: 70000                           | 2 | port is between 0 and 65535   | see the schema",
                "proxy: 8180                                    | 1 | proxy: this does not belong   | known here: bind, port",
                "policy: [default]                              | 1 | policy: this does not belong  | write a text",
                "extension: { origins: 7 }                      | 1 | extension.origins: this       | write a list",
                "upstream: { hosts: [] }                        | 1 | upstream.hosts: this          | write keys and values",
                "policy: default;journal: { durability: never } | 2 | journal.durability: 'never'   | disk, process",
                "upstream: { revocation: maybe }                | 1 | upstream.revocation: 'maybe'  | off, soft, hard",
                "vault: { retention_days: 0 }                   | 1 | retention_days is between 1   | see the schema",
                "limits: { idle_seconds: 60 }                   | 1 | idle_seconds is between 300   | see the schema",
                "limits:;  connections: 0                       | 2 | connections is between 1      | see the schema",
                "upstream:;  hosts: { a.example: b.example }    | 2 | upstream.hosts.a.example      | 192.0.2.7:443",
                "upstream:;  hosts: { a.example: }              | 2 | upstream.hosts.a.example      | 192.0.2.7:443",
                "identity:;  users:;    - { name: minji }       | 3 | password_bcrypt               | htpasswd -nbB minji PASSWORD",
                "identity:;  users: [ { password_bcrypt: x } ]  | 2 | every user needs a name       | see the schema",
                "identity:;  users: [ ~ ]                       | 2 | identity.users                | see the schema",
                "sites:;  chatgpt: { trust: some }             | 2 | sites.chatgpt.trust: 'some'   | normal, low",
                "sites:;  chatgpt: { restore: here }           | 2 | sites.chatgpt.restore: 'here' | page, extension, none",
                "sites:;  chatgpt: {}                          | 2 | needs trust, restore or transport        | see the schema",
                "content:;  trust: [ ~ ]                        | 2 | content.trust                 | see the schema",
                "content: { at_least: -1 }                      | 1 | content.at_least              | see the schema",
                "sites:;  chatgpt:                             | 2 | sites.chatgpt                 | see the schema",
                "policy: \"default                               | 1 | while scanning a quoted       | mend the YAML",
                "policy: default;policy: korea-pipc             | 2 | duplicate field 'policy'      | mend the YAML",
            })
    void whatCannotBeMeantIsRefusedByLine(String yaml, int line, String problem, String remedy) {
        InvalidYamlException refused =
                catchThrowableOfType(InvalidYamlException.class, () -> read(yaml.replace(";", "\n")));

        assertThat(refused.getMessage())
                .startsWith(directory.resolve("cloakroom.yaml") + ":" + line + ": ")
                .containsIgnoringCase(problem)
                .contains(remedy);
        assertThat(refused.line()).isEqualTo(line);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("none.yaml");

        InvalidYamlException refused = catchThrowableOfType(InvalidYamlException.class, () -> Config.read(missing));

        assertThat(refused).hasMessage(missing + ":1: cannot be read (name an existing file with --config)");
    }

    @Test
    void portsAndUpstreamCanBeReplaced() throws Exception {
        Config changed = read(EVERYTHING).withPorts(1, 2).withUpstream(Map.of("h", "127.0.0.1:3"), List.of("t.pem"));

        assertThat(changed.proxy()).isEqualTo(new Listener("192.0.2.1", 1));
        assertThat(changed.console()).isEqualTo(new Listener("127.0.0.2", 2));
        assertThat(changed.upstream())
                .isEqualTo(new Upstream(
                        Map.of("h", "127.0.0.1:3"),
                        List.of("t.pem"),
                        Config.Revocation.OFF,
                        List.of("lists"),
                        Config.Uncovered.TUNNEL));
        assertThat(changed.identity()).isEqualTo(read(EVERYTHING).identity());
    }

    @ParameterizedTest
    @CsvSource({
        // trust, restore, signed → where originals appear
        "low, , false, extension",
        "normal, , false, page",
        "normal, , true, extension",
        "low, page, true, page",
        ", none, false, none",
        "normal, extension, false, extension",
    })
    void whereOriginalsAppearFollowsFromTrustUnlessSaid(
            @Nullable String trust, @Nullable String restore, boolean signed, String place) {
        SiteSettings settings = new SiteSettings(
                trust == null ? null : Trust.valueOf(trust.toUpperCase(Locale.ROOT)),
                restore == null ? null : Restore.valueOf(restore.toUpperCase(Locale.ROOT)),
                null);

        assertThat(settings.place(signed)).hasToString(place.toUpperCase(Locale.ROOT));
    }

    private static JsonNode schemaFile() throws IOException {
        try (InputStream in = Objects.requireNonNull(Config.class.getResourceAsStream("/cloakroom.schema.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaFile());
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("", Config.class),
                Arguments.of("/$defs/listener", Listener.class),
                Arguments.of("/properties/identity", Identities.class),
                Arguments.of("/properties/identity/properties/users/items", User.class),
                Arguments.of("/properties/upstream", Upstream.class),
                Arguments.of("/properties/journal", JournalSettings.class),
                Arguments.of("/properties/vault", VaultSettings.class),
                Arguments.of("/properties/extension", ExtensionSettings.class),
                Arguments.of("/properties/limits", NetworkLimits.class),
                Arguments.of("/properties/sites/additionalProperties", SiteSettings.class),
                Arguments.of("/properties/content", ContentSettings.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void theSchemaHasTheKeysThatAreRead(String pointer, Class<?> record) throws IOException {
        List<String> keys = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .map(((PropertyNamingStrategies.NamingBase) PropertyNamingStrategies.SNAKE_CASE)::translate)
                .toList();

        JsonNode described = schemaFile().at(pointer);

        assertThat(described.at("/properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
        assertThat(described.at("/additionalProperties").asBoolean(true)).isFalse();
    }

    @Test
    void theSchemaHasTheValuesThatAreRead() throws IOException {
        assertThat(schemaFile().at("/properties/journal/properties/durability/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(Durability.values())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(schemaFile().at("/properties/policy/description").asText()).contains(Policies.PRESETS);
    }

    @Test
    void theSchemaAcceptsWhatIsDocumentedAndWhatIsRead() throws IOException {
        assertThat(schema().validate(documented(), InputFormat.YAML)).isEmpty();
        assertThat(schema().validate(EVERYTHING, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prxy: {}",
                "proxy: { port: 70000 }",
                "journal: { durability: never }",
                "vault: { retention_days: 0 }",
                "upstream: { revocation: maybe }",
                "limits: { idle_seconds: 60 }",
                "upstream: { hosts: { a.example: b.example } }",
                "identity: { users: [ { name: minji } ] }",
                "sites: { chatgpt: { trust: some } }",
                "sites: { chatgpt: {} }",
                "content: { at_least: -1 }",
            })
    void theSchemaRefusesWhatIsRefused(String yaml) throws IOException {
        assertThat(schema().validate(yaml, InputFormat.YAML))
                .extracting(Error::getMessage)
                .isNotEmpty();
    }
}
