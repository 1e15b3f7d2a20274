package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.gate.RefusalPage;
import io.cloakroom.rules.engine.policy.Verdict;

/** What a person reads who goes to an address that is blocked, instead of an error made for the site's page. */
final class BlockedPage {

    private static final int FORBIDDEN = 403;

    private BlockedPage() {}

    static Answer of(SiteRequest asked, Verdict verdict) {
        String site = asked.site().descriptor().name();
        if (verdict.rule().equals(PromptPath.TENANT)) {
            return page(
                    site + " is open to your organisation's accounts only",
                    verdict.reason(),
                    "If you have no such account, ask the people who run this proxy.");
        }
        if (verdict.decisions().isEmpty()) {
            return page(
                    site + " is not open here",
                    given(verdict.reason(), "Your organisation's policy closes it."),
                    "Nothing was sent. If you need this site for your work, ask the people who run this proxy.");
        }
        return page(
                "This was not sent to " + site,
                given(verdict.reason(), "Your organisation's policy does not let it leave."),
                "The address held something personal: " + verdict.typesInWords() + ". Go back, and leave it out.");
    }

    private static Answer page(String title, String reason, String advice) {
        return RefusalPage.of(FORBIDDEN, title, reason, advice);
    }

    private static String given(String reason, String otherwise) {
        return reason.isBlank() ? otherwise : reason;
    }
}
