package io.cloakroom.rules.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.Span;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyEngineTest {

    private static final Recipient DEEPSEEK =
            new Recipient("deepseek", "chat.deepseek.com", "Hangzhou DeepSeek", "CN", "prompt");
    private static final Recipient CHATGPT = new Recipient("chatgpt", "chatgpt.com", "OpenAI", "US", "prompt");

    @ParameterizedTest(name = "{0} to {1}: {2} is {3}")
    @CsvSource({
        "default,        chatgpt,  PERSON,            REDACT",
        "default,        chatgpt,  LOCATION,          OBSERVE",
        "default,        chatgpt,  PERSON/PUBLIC_MENTION, OBSERVE",
        "default,        chatgpt,  PERSON/PRIVATE_CONTEXT, REDACT",
        "korea-pipc,     chatgpt,  PERSON/PUBLIC_MENTION, REDACT",
        "default,        chatgpt,  SECRET/private-key, BLOCK",
        "default,        chatgpt,  SECRET,            REDACT",
        "default,        chatgpt,  ,                  ALLOW",
        "korea-pipc,     deepseek, ID_NUMBER/KR_RRN,  REDACT",
        "korea-pipc,     deepseek, LOCATION,          OBSERVE",
        "korea-pipc,     deepseek, PERSON+LOCATION,   REDACT",
        "korea-pipc,     deepseek-upload, PERSON,     BLOCK",
        "korea-pipc,     chatgpt,  PERSON,            REDACT",
        "italy-full-ban, deepseek, ,                  BLOCK",
        "italy-full-ban, deepseek, PERSON,            BLOCK",
        "italy-full-ban, chatgpt,  PERSON,            REDACT",
        "italy-full-ban, chatgpt,  ,                  ALLOW",
    })
    void presets(String preset, String to, String found, Action expected) throws Exception {
        Recipient recipient = to.startsWith("deepseek") ? DEEPSEEK : CHATGPT;
        if (to.endsWith("-upload")) {
            recipient = new Recipient(
                    recipient.site(), recipient.host(), recipient.operator(), recipient.jurisdiction(), "upload");
        }
        List<Finding> findings = found == null
                ? List.of()
                : Arrays.stream(found.split("\\+"))
                        .map(PolicyEngineTest::finding)
                        .toList();
        Verdict verdict = new PolicyEngine(Policies.preset(preset))
                .decide(Person.of("local"), recipient, List.of(findings), false);
        assertThat(verdict.action()).isEqualTo(expected);
        assertThat(verdict.reason().isEmpty()).isEqualTo(expected == Action.ALLOW);
    }

    private static int position;

    private static Finding finding(String name) {
        int slash = name.indexOf('/');
        position += 10;
        return new Finding(
                EntityType.valueOf(slash < 0 ? name : name.substring(0, slash)),
                slash < 0 ? null : name.substring(slash + 1),
                new Span(position, position + 5),
                0.9,
                "test",
                "");
    }

    private static Verdict decide(String rules, List<Finding> findings) throws Exception {
        Policy policy = Policies.parse("test", "id: t\nversion: '1'\ndescription: d\nrules:\n" + rules);
        return new PolicyEngine(policy).decide(Person.of("local"), CHATGPT, List.of(findings), false);
    }

    @Test
    void anAllowedFindingNeverShieldsAnother() throws Exception {
        Finding company = new Finding(EntityType.ORGANIZATION, null, new Span(0, 30), 1, "test", "");
        Finding mail = new Finding(EntityType.EMAIL, null, new Span(10, 20), 0.6, "test", "");
        Verdict verdict = decide("- {id: a, what: {types: [ORGANIZATION]}, action: allow}", List.of(company, mail));
        assertThat(verdict.decisions())
                .singleElement()
                .satisfies(d -> assertThat(d.span()).isEqualTo(mail.span()));
        assertThat(verdict.action()).isEqualTo(Action.REDACT);
    }

    @Test
    void overlappingFindingsTakeTheStrictestActionAndTheUnionOfSpans() throws Exception {
        Finding place = new Finding(EntityType.LOCATION, null, new Span(0, 12), 1, "test", "");
        Finding person = new Finding(EntityType.PERSON, null, new Span(8, 20), 0.6, "test", "");
        Verdict verdict = decide("- {id: a, what: {types: [LOCATION]}, action: observe}", List.of(place, person));
        assertThat(verdict.decisions()).singleElement().satisfies(d -> {
            assertThat(d.span()).isEqualTo(new Span(0, 20));
            assertThat(d.type()).isEqualTo(EntityType.PERSON);
            assertThat(d.action()).isEqualTo(Action.REDACT);
        });
    }

    @ParameterizedTest(name = "{0}: {1}, then {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {where: {kinds: [third_party]}, action: block} | REDACT  | BLOCK
            {where: {kinds: [third_party], sites: [deepseek]}, action: block} | REDACT  | BLOCK
            {where: {kinds: [third_party], sites: [chatgpt]}, action: block} | REDACT  | REDACT
            {where: {sites: [chatgpt]}, action: block} | BLOCK   | BLOCK
            {where: {sites: [deepseek]}, action: allow} | REDACT  | REDACT
            {where: {sites: [chatgpt]}, action: allow} | ALLOW   | REDACT
            {action: allow} | ALLOW   | ALLOW
            {where: {kinds: [third_party]}, what: {types: [EMAIL]}, action: observe} | REDACT  | REDACT
            {where: {kinds: [third_party]}, what: {types: [EMAIL]}, action: block} | REDACT  | BLOCK
            {where: {kinds: [prompt]}, what: {types: [EMAIL]}, action: observe} | OBSERVE | REDACT
            {where: {jurisdictions: [US]}, what: {types: [EMAIL]}, action: observe} | OBSERVE | OBSERVE
            """)
    void aPageThatNamesItselfMakesAVerdictStricterAndNeverMilder(String rule, Action otherwise, Action named)
            throws Exception {
        Policy policy = Policies.parse(
                "t", "id: t\nversion: '1'\ndescription: d\nrules:\n- {id: r, " + rule.substring(1) + "\n");
        List<List<Finding>> findings = List.of(List.of(finding("EMAIL")));
        PolicyEngine engine = new PolicyEngine(policy);

        Verdict plain = engine.decide(Person.of("x"), CHATGPT, findings, false);
        Verdict sent = engine.decide(Person.of("x"), CHATGPT.from("deepseek"), findings, false);

        assertThat(List.of(plain.action(), sent.action())).containsExactly(otherwise, named);
        assertThat(sent.decisions()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void coachRedactsWhereNobodyCanBeAsked() throws Exception {
        Policy policy = Policies.parse("t", "id: t\nversion: '1'\ndescription: d\notherwise: coach\n");
        List<List<Finding>> findings = List.of(List.of(finding("EMAIL")));
        PolicyEngine engine = new PolicyEngine(policy);
        assertThat(engine.decide(Person.of("x"), CHATGPT, findings, false).action())
                .isEqualTo(Action.REDACT);
        assertThat(engine.decide(Person.of("x"), CHATGPT, findings, true).action())
                .isEqualTo(Action.COACH);
    }

    @Test
    void rulesReachUsersAndGroups() throws Exception {
        Policy policy = Policies.parse("t", """
                id: t
                version: "1"
                description: d
                rules:
                  - {id: hr, who: {groups: [hr]}, what: {types: [PERSON]}, action: observe}
                """);
        List<List<Finding>> findings = List.of(List.of(finding("PERSON")));
        PolicyEngine engine = new PolicyEngine(policy);
        assertThat(engine.decide(new Person("a", Set.of("hr"), ""), CHATGPT, findings, false)
                        .action())
                .isEqualTo(Action.OBSERVE);
        assertThat(engine.decide(Person.of("b"), CHATGPT, findings, false).action())
                .isEqualTo(Action.REDACT);
    }

    @Test
    void aBlockedRequestWithholdsEverything() throws Exception {
        Verdict verdict = decide(
                "- {id: o, what: {types: [LOCATION]}, action: observe}\n- {id: b, what: {types: [IBAN]}, action: block}",
                List.of(finding("LOCATION"), finding("IBAN")));
        assertThat(verdict.sent()).isEmpty();
        assertThat(verdict.withheld()).containsOnlyKeys("LOCATION", "IBAN");
        assertThat(verdict.rule()).isEqualTo("b");
    }

    @Property
    void theOrderOfFindingsDoesNotMatter(
            @ForAll @Size(max = 8) List<@IntRange(max = 40) Integer> starts,
            @ForAll @IntRange(min = 1, max = 15) int length)
            throws Exception {
        EntityType[] types = EntityType.values();
        List<Finding> findings = starts.stream()
                .map(s -> new Finding(
                        types[s % types.length], null, new Span(s, s + length + s % 3), 0.5 + s / 100.0, "t", ""))
                .toList();
        List<Finding> reversed = new java.util.ArrayList<>(findings);
        Collections.reverse(reversed);
        String rules = "- {id: o, what: {types: [PERSON, PHONE, LOCATION]}, action: observe}";
        assertThat(decide(rules, reversed)).isEqualTo(decide(rules, findings));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: t                                                          | needs a version
            {id: t, version: "1", description: d, ruels: []}               | unknown key 'ruels'
            {id: t, version: "1", description: d, otherwise: stop}         | is not allowed (write one of: allow, observe, coach, redact, block)
            {id: t, version: "1", description: d, uninspectable: redact}   | cannot be read cannot be redacted
            {id: t, version: "1", rules: [{id: a, action: redact}]}        | about the whole request
            {id: t, version: "1", rules: [{id: a, what: {}, action: block}, {id: a, what: {}, action: block}]} | used twice
            {id: t, version: "1", rules: [{id: a, what: {}, action: redact, method: surrogate}]} | use pseudonymize
            """)
    void badPoliciesSayWhatIsWrongAndWhere(String yaml, String message) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Policies.parse("my.yaml", yaml)))
                .hasMessageContaining("my.yaml:1")
                .hasMessageContaining(message);
    }

    /** What the analyzer foresees as replaced is what this policy replaces. */
    @ParameterizedTest
    @EnumSource(EntityType.class)
    void theDefaultObservesWhatIdentifiesNobody(EntityType type) throws Exception {
        PolicyEngine engine = new PolicyEngine(Policies.preset("default"));
        for (String subtype : List.of("other", Finding.PUBLIC_MENTION, Finding.PRIVATE_CONTEXT)) {
            Finding finding = new Finding(type, subtype, new Span(0, 1), 1, "test", "");
            Verdict verdict = engine.decide(Person.of("somebody"), CHATGPT, List.of(List.of(finding)), false);
            assertThat(verdict.action() == Action.OBSERVE)
                    .as(finding.toString())
                    .isEqualTo(!finding.identifies());
        }
    }
}
