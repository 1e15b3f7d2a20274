package io.cloakroom.rules.wire.site;

import static io.cloakroom.rules.wire.site.Checks.given;
import static io.cloakroom.rules.wire.site.Checks.listOf;
import static io.cloakroom.rules.wire.site.Checks.require;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor is told which organisations' accounts may be used: request headers, which the vendor enforces.
 *
 * @param vendor what an installation's configuration calls it, {@code openai}
 * @param headers name of the header → what it carries; a client's own copies never pass
 * @param bypass RE2 expressions for whole paths that serve people without an account, and so are refused when an organisation is required
 */
public record Tenant(String vendor, Map<String, Carries> headers, List<String> bypass) {

    public Tenant {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        bypass = listOf(bypass);
        require(given(vendor) && vendor.matches("[a-z0-9-]+"), "tenant needs a vendor, a word such as openai");
        require(!headers.isEmpty(), "tenant needs headers: the names of those the vendor reads");
    }

    /** What one of the headers carries. */
    public enum Carries {
        /** The organisations, separated by commas without spaces. */
        ALLOWED,
        /** The directory of the organisation that asks for the restriction. */
        CONTEXT
    }

    /**
     * What an installation requires of a vendor.
     *
     * @param allowed ids or domains of organisations, at least one
     * @param context id of the directory that asks, where the vendor wants one
     */
    public record Required(List<String> allowed, @Nullable String context) {

        public Required {
            allowed = listOf(allowed);
            require(!allowed.isEmpty(), "allowed needs at least one organisation");
            allowed.forEach(one -> requireToken(one, "allowed"));
            if (context != null) {
                requireToken(context, "context");
            }
        }

        private static void requireToken(String value, String key) {
            require(
                    value.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                    key + ": '" + value + "' is not an id or a domain; write one per entry, without commas or spaces");
        }
    }

    /** The headers as they are sent; none when nothing is required. */
    Map<String, String> carrying(@Nullable Required required) {
        Map<String, String> filled = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (required != null) {
            headers.forEach((name, carries) -> filled.put(
                    name,
                    switch (carries) {
                        case ALLOWED -> String.join(",", required.allowed());
                        case CONTEXT -> String.valueOf(required.context());
                    }));
        }
        return filled;
    }

    boolean needsContext() {
        return headers.containsValue(Carries.CONTEXT);
    }
}
