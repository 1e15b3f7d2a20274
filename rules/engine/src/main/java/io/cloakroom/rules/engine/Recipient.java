package io.cloakroom.rules.engine;

/**
 * Where something goes.
 *
 * @param site id of the site descriptor, {@code deepseek}
 * @param host the host the bytes go to
 * @param operator who runs it, {@code Hangzhou DeepSeek}; placeholders are bound to this
 * @param jurisdiction ISO 3166-1 alpha-2 country whose law the operator is under, {@code CN}
 * @param kind what kind of request it is: prompt, draft, upload, title, feedback, profile, history, telemetry, other;
 *     or {@link #THIRD_PARTY}, whatever it is
 */
public record Recipient(String site, String host, String operator, String jurisdiction, String kind) {

    /** Kind of everything that goes to a host the page of a site talks to, and which somebody else runs: {@code where: {kinds: [third_party]}}. */
    public static final String THIRD_PARTY = "third_party";
}
