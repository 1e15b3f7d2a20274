package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantTest {

    private static Tenant.Required required(@Nullable String context, String... allowed) {
        return new Tenant.Required(List.of(allowed), context);
    }

    private static Site site(Map<String, Tenant.Required> tenants, String host) {
        return Objects.requireNonNull(SiteCatalogue.shipped(tenants).site(host), host);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, chatgpt.com, ChatGPT-Allowed-Workspace-Id",
        "anthropic, claude.ai, anthropic-allowed-org-ids",
        "anthropic, api.anthropic.com, anthropic-allowed-org-ids",
        "google, gemini.google.com, X-GoogApps-Allowed-Domains",
        "google, accounts.google.com, X-GoogApps-Allowed-Domains",
        "microsoft, login.microsoftonline.com, Restrict-Access-To-Tenants",
        "microsoft, login.microsoft.com, Restrict-Access-To-Tenants",
        "microsoft, login.windows.net, Restrict-Access-To-Tenants",
    })
    void aVendorIsToldWhoseAccountsMayBeUsed(String vendor, String host, String header) {
        Site site = site(Map.of(vendor, required("directory-1", "one.example", "two.example")), host);

        assertThat(site.tenantHeaders()).containsEntry(header, "one.example,two.example");
        assertThat(site.tenantHeaderNames()).contains(header);
    }

    @Test
    void microsoftIsAlsoToldWhoAsks() {
        Site site = site(Map.of("microsoft", required("directory-1", "one.example")), "login.microsoft.com");

        assertThat(site.tenantHeaders()).containsEntry("Restrict-Access-Context", "directory-1");
    }

    @Test
    void withoutATenantNothingIsSaidAndNoSignInIsOpened() {
        SiteCatalogue catalogue = SiteCatalogue.shipped();

        assertThat(catalogue.sites())
                .allSatisfy(site -> assertThat(site.tenantHeaders()).isEmpty());
        assertThat(catalogue.site("login.microsoftonline.com")).isNull();
        assertThat(catalogue.site("accounts.google.com")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/backend-anon/f/conversation, true",
        "/backend-anon/conversation?x=1, true",
        "/backend-api/f/conversation, false",
        "/x?/backend-anon/, false",
    })
    void whatNeedsNoAccountIsBypass(String target, boolean bypass) {
        Site site = site(Map.of("openai", required(null, "w-1")), "chatgpt.com");

        assertThat(site.bypassesTenant(target)).isEqualTo(bypass);
        assertThat(site(Map.of(), "chatgpt.com").bypassesTenant(target)).isFalse();
    }

    @Test
    void mistakesSayWhatToWrite() {
        assertThatThrownBy(() -> SiteCatalogue.shipped(Map.of("openia", required(null, "w-1"))))
                .hasMessageContaining("tenants.openia: no such vendor")
                .hasMessageContaining("openai");
        assertThatThrownBy(() -> SiteCatalogue.shipped(Map.of("microsoft", required(null, "one.example"))))
                .hasMessageContaining("tenants.microsoft needs context");
        assertThatThrownBy(() -> required(null, "a, b")).hasMessageContaining("one per entry");
        assertThatThrownBy(() -> required(null)).hasMessageContaining("at least one");
    }
}
