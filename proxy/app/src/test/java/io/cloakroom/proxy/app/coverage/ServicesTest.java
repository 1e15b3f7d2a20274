package io.cloakroom.proxy.app.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.wire.site.SiteCatalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {

    private static final Services SERVICES = new Services(SiteCatalogue.shipped(), SiteCatalogue.services());

    @ParameterizedTest
    @CsvSource({
        "chatgpt.com,           ChatGPT,  OpenAI,     US, chat, described",
        "gator.volces.com,      DeepSeek, Volcano,   CN, chat, described",
        "iask.ai,               iAsk,     AI Search,  US, search, generic",
        "x.api.baseten.co,      Baseten,  Baseten,    US, api, generic",
    })
    void theCatalogueTellsTheService(
            String host, String name, String operator, String jurisdiction, String category, String coverage) {
        assertThat(SERVICES.of(host)).isInstanceOfSatisfying(Services.Service.class, service -> {
            assertThat(service.name()).isEqualTo(name);
            assertThat(service.operator()).contains(operator);
            assertThat(service.jurisdiction()).isEqualTo(jurisdiction);
            assertThat(service.category()).isEqualTo(category);
            assertThat(service.coverage()).isEqualTo(coverage);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "sub.iask.ai,          'is below iask.ai, which is iAsk; the catalogue does not have this name'",
        "my-gpt.example.com,   its name has 'gpt' in it",
        "autogpt.example.com,  its name has 'autogpt' in it",
        "llm.corp.example,     its name has 'llm' in it",
        "ai-chat.example.com,  its name has 'ai' and 'chat' in it",
        "start.example.ai,     its name ends in .ai",
    })
    void aNameCanHint(String host, String reason) {
        assertThat(SERVICES.of(host)).isEqualTo(new Services.Hint(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "chat.example.com",
                "mail.example.com",
                "egpts.example.com",
                "claudette.example",
                "captain.example"
            })
    void mostNamesDoNot(String host) {
        assertThat(SERVICES.of(host)).isEqualTo(Services.Nothing.NOTHING);
    }
}
