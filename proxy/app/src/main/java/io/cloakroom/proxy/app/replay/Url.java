package io.cloakroom.proxy.app.replay;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded URL. Browsers put characters into URLs that {@link java.net.URI} refuses, and such a request is sent all the same.
 *
 * @param host {@code ""} when there is none
 * @param target path and query, {@code /} at least
 */
record Url(String host, String target) {

    private static final Pattern FORM =
            Pattern.compile("[a-zA-Z]+://(?:[^/?#]*@)?(\\[[^]]*]|[^:/?#]*)(?::\\d*)?([^#]*)(?:#.*)?", Pattern.DOTALL);

    static Url of(String url) {
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            return new Url("", url);
        }
        String rest = matcher.group(2);
        return new Url(matcher.group(1).toLowerCase(Locale.ROOT), rest.startsWith("/") ? rest : "/" + rest);
    }
}
