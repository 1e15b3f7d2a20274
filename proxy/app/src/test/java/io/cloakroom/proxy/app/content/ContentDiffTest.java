package io.cloakroom.proxy.app.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.StrictYaml.InvalidYamlException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDiffTest {

    private static final String SITE = "sites/example.yaml";
    private static final String PACK = "packs/badge.yaml";

    private static List<Change> changes(Tiny after) throws InvalidYamlException {
        return ContentDiff.of(new Tiny().bundle(1), after.bundle(2));
    }

    @Test
    void theSameContentChangesNothing() throws Exception {
        assertThat(changes(new Tiny())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pattern: metrics.example.net | pattern: count.example.net | host metrics.example.net of Example is no longer covered: what goes there passes unread",
                "pattern: chat.example.com | pattern: web.example.com | host chat.example.com of Example is no longer covered: what goes there passes unread",
                "pattern: chat.example.com, role: chat | pattern: chat.example.com, role: login | host chat.example.com of Example is only for signing in now: bodies are not read",
                "pattern: chat.example.com, role: chat | pattern: chat.example.com, role: third_party | requests to host chat.example.com of Example are no longer described: it is a third party's now",
                "name: rename | name: renamed | Example: request 'rename' is no longer described",
                "\"json:/prompt\", \"json:/title\" | \"json:/title\" | Example: request 'send': text is no longer looked for at json:/prompt",
                "\"json:/prompt\", \"json:/title\" | \"json:/title\" | Example: what showed that it was right no longer holds: example: send: expected text at json:/prompt; came text at [json:/title]",
                "/send, kind | /sent, kind | Example: request 'send' is no longer described: its address changed",
                "methods: [POST], path: /rename | methods: [PUT], path: /rename | Example: request 'rename': no longer for POST",
                ", strip: [/draft] | `` | Example: request 'send': /draft is no longer taken out",
                "trust: low | trust: normal | Example: is trusted now, and was not",
                "trust: low | trust: normal | Example: originals appear in its page now, and did not",
                "trust: low | transport: page | Example: is left to the extension now: the proxy no longer reads what goes there",
                "own_fields: [id] | own_fields: [id, message] | Example: identifiers in message are left alone now",
            })
    void whereADescriptorCoversLessIsShouted(String text, String by, String expected) throws Exception {
        assertThat(changes(new Tiny().with(SITE, text, by)))
                .filteredOn(Change::smaller)
                .extracting(Change::text)
                .anySatisfy(change -> assertThat(change).startsWith(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'B-[0-9]{4}' | 'B-[0-9]{5}' | recognizer badge: no longer finds 'B-1230'",
                "name: old | name: new | recognizer badge: pattern old is gone",
                "id: badge | id: other | recognizer badge (ID_NUMBER) is gone",
                "type: ID_NUMBER | type: CUSTOM | recognizer badge: finds CUSTOM now, no longer ID_NUMBER",
                "keywords: [badge] | keywords: [badges] | recognizer badge: no longer finds 'B-1230'",
                "keywords: [badge] | `keywords: [badge]\nstatus: draft` | recognizer badge: is a draft now, so it finds nothing",
                "keywords: [badge] | `keywords: [badge]\nminimum: 0.6` | recognizer badge: asks for more confidence",
                "keywords: [badge] | `keywords: [badge]\nallow: {values: [B-1231]}` | recognizer badge: leaves out more values",
            })
    void whereAPackFindsLessIsShouted(String text, String by, String expected) throws Exception {
        assertThat(changes(new Tiny().with(PACK, text, by)))
                .filteredOn(Change::smaller)
                .extracting(Change::text)
                .contains(expected);
    }

    @Test
    void aServiceOfTheCatalogueThatIsGoneIsShouted() throws Exception {
        assertThat(changes(new Tiny().file("catalogue/services.yaml", "services: []\n")))
                .containsExactly(
                        Change.smaller(
                                "host ai.example.org of Other AI is no longer covered: what goes there passes unread"),
                        Change.other("service Other AI is gone"));
    }

    @Test
    void aHostThatAnotherServiceTakesOverIsNotLost() throws Exception {
        Tiny after = new Tiny()
                .file("catalogue/services.yaml", "services: []\n")
                .with(SITE, "  - {pattern: chat", "  - {pattern: \"*.example.org\", role: api}\n  - {pattern: chat");

        assertThat(changes(after))
                .contains(Change.other("host ai.example.org of Other AI is Example's now"))
                .noneMatch(Change::smaller);
    }

    @Test
    void aPatternThatFitsFewerNamesIsShouted() throws Exception {
        Tiny wide = new Tiny().with("catalogue/services.yaml", "[ai.example.org]", "['*.example.org']");
        Tiny narrow =
                new Tiny().with("catalogue/services.yaml", "[ai.example.org]", "[any.example.org, www.example.org]");

        assertThat(ContentDiff.of(wide.bundle(1), narrow.bundle(2)))
                .contains(Change.smaller(
                        "host *.example.org of Other AI is no longer covered: what goes there passes unread"));
    }

    @Test
    void aServiceThatIsNoLongerDescribedIsShouted() throws Exception {
        Tiny after = new Tiny().with("sites/index.txt", "example\n", "").file("catalogue/services.yaml", """
                        services:
                          - name: Example
                            operator: Example Operator
                            jurisdiction: US
                            category: chat
                            hosts: [chat.example.com, metrics.example.net, ai.example.org]
                            source: https://example.com
                        """);

        assertThat(changes(after))
                .filteredOn(Change::smaller)
                .extracting(Change::text)
                .contains(
                        "requests to host chat.example.com of Example are no longer described: every string is looked at");
    }

    @Test
    void whatIsMoreIsSaidToo() throws Exception {
        Tiny after = new Tiny()
                .with(
                        SITE,
                        "  - {name: rename",
                        "  - {name: share, methods: [POST], path: /share, kind: prompt}\n  - {name: rename")
                .with(SITE, "  - {pattern: chat", "  - {pattern: api.example.com, role: api}\n  - {pattern: chat")
                .with(SITE, "jurisdiction: US", "jurisdiction: KR")
                .file("packs/door.yaml", """
                        id: door
                        type: CUSTOM
                        source: https://intranet.example/doors
                        deny: {values: [Nightjar]}
                        examples: {match: [{text: Nightjar}]}
                        """);

        assertThat(changes(after))
                .containsExactly(
                        Change.other("Example: changed jurisdiction"),
                        Change.other("Example: request 'share' is described now"),
                        Change.other("host api.example.com of Example is covered now"),
                        Change.other("recognizer door (CUSTOM) is new"));
    }
}
