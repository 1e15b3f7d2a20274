package io.cloakroom.proxy.engine;

import io.cloakroom.proxy.engine.FlowHandler.Answer;
import io.cloakroom.proxy.engine.gate.RefusalPage;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.wire.site.BlockAnswer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** How something that is blocked is told: to a person who goes there as a page, to what a page or program asks as the site's own errors. */
final class Blocked {

    private static final int FORBIDDEN = 403;

    private Blocked() {}

    /**
     * @param said what a page or program is told
     * @param stream whether the answer would have streamed
     */
    static Answer answer(SiteRequest asked, Verdict verdict, String said, boolean stream) {
        if (asked.isMessage()) {
            byte[] text = said.getBytes(StandardCharsets.UTF_8);
            return answer(new BlockAnswer(PromptPath.NO_STATUS, "text/plain", text));
        }
        String contentType = asked.request().headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        boolean read = RefusalPage.isReadBy(asked.request().headers()) && !asked.opensSocket();
        return read ? page(asked, verdict) : answer(asked.site().block(asked.rule(), contentType, stream, said));
    }

    /** An answer made for the site, as the gate sends it. */
    static Answer answer(BlockAnswer answer) {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        answer.headers().forEach(headers::set);
        return new Answer(answer.status(), headers, answer.body());
    }

    private static Answer page(SiteRequest asked, Verdict verdict) {
        String host = asked.request().host();
        String site = asked.site().isThirdParty(host)
                ? host
                : asked.site().descriptor().name();
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
                "What was to be sent holds something personal: " + verdict.typesInWords()
                        + ". Go back, and leave it out.");
    }

    private static Answer page(String title, String reason, String advice) {
        return RefusalPage.of(FORBIDDEN, title, reason, advice);
    }

    private static String given(String reason, String otherwise) {
        return reason.isBlank() ? otherwise : reason;
    }
}
