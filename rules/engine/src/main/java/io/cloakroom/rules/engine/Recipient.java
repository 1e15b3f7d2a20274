package io.cloakroom.rules.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something goes.
 *
 * @param site id of the site descriptor, {@code deepseek}
 * @param host the host the bytes go to
 * @param operator who runs it, {@code Hangzhou DeepSeek}; placeholders are bound to this
 * @param jurisdiction ISO 3166-1 alpha-2 country whose law the operator is under, {@code CN}
 * @param kind what kind of request it is: prompt, draft, upload, title, feedback, profile, history, telemetry, other;
 *     or {@link #THIRD_PARTY}, whatever it is
 * @param page id of the site whose page the client says sent it to somebody else; {@code ""} when it says nothing of the kind
 */
public record Recipient(String site, String host, String operator, String jurisdiction, String kind, String page) {

    /** Kind of everything that goes to a host the page of a site talks to, and which somebody else runs: {@code where: {kinds: [third_party]}}. */
    public static final String THIRD_PARTY = "third_party";

    /** Kind of a request that no rule of its site describes. */
    public static final String OTHER = "other";

    public Recipient {
        // Records of older versions have none.
        page = absentAsEmpty(page);
    }

    /** One of which no page is known to have sent anything there. */
    public Recipient(String site, String host, String operator, String jurisdiction, String kind) {
        this(site, host, operator, jurisdiction, kind, "");
    }

    private static String absentAsEmpty(@Nullable String page) {
        return page == null ? "" : page;
    }

    /** The same, reached from a page of this site. */
    public Recipient from(String sendingPage) {
        return new Recipient(site, host, operator, jurisdiction, kind, sendingPage);
    }

    /**
     * Everything a policy may take it for: what its host says, and a third party of the page that names itself as the sender. Any program
     * can name any page, so the second may only make a verdict stricter.
     */
    public List<Recipient> readings() {
        return page.isEmpty() || page.equals(site)
                ? List.of(this)
                : List.of(this, new Recipient(page, host, operator, jurisdiction, THIRD_PARTY, page));
    }
}
