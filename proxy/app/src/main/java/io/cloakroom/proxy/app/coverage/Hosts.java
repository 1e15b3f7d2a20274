package io.cloakroom.proxy.app.coverage;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of hosts, out of what logs write. */
final class Hosts {

    /** RFC 1035, section 3.1. */
    private static final int LONGEST = 253;

    private static final Pattern TARGET = Pattern.compile(
            "(?:[A-Za-z][A-Za-z0-9+.-]{0,20}+://)?+(?:[^/?#@]*+@)?+(?<host>[^/?#:@]++)(?::\\d{1,5}+)?+(?:[/?#].*+)?+");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]++(?:\\.[a-z0-9_-]++)++");
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

    private Hosts() {}

    /** The name in a URL, a {@code host:port} or a bare name, in small letters and without a dot at its end; empty when there is none. */
    static String name(String target) {
        Matcher matcher = TARGET.matcher(target);
        if (!matcher.matches()) {
            return "";
        }
        String host = matcher.group("host").toLowerCase(Locale.ROOT);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        boolean named = name.length() <= LONGEST
                && NAME.matcher(name).matches()
                && !IPV4.matcher(name).matches();
        return named ? name : "";
    }
}
