package io.cloakroom.proxy.app.replay;

import io.cloakroom.rules.wire.Located;
import io.cloakroom.rules.wire.TextSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a site could not do without and would not get back as it sent it: identifiers, tokens, hashes, pictures. */
final class Damage {

    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{16,}");

    private static final Pattern PICTURE = Pattern.compile("data:image/.*", Pattern.DOTALL);

    /** One word of twenty characters or more in which letters and digits mix. */
    private static final Pattern TOKEN =
            Pattern.compile("(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9._~+/=:-]{20,}");

    private Damage() {}

    /** Paths of what is no longer what it was; one entry for all when there are not as many texts as before. */
    static List<String> between(Located before, Located after) {
        List<TextSegment> sent = before.segments();
        List<TextSegment> left = after.segments();
        if (sent.size() != left.size()) {
            return List.of("not as many texts as before");
        }
        List<String> damage = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String text = sent.get(i).text();
            if (needed(text) && !left.get(i).text().equals(text)) {
                damage.add(sent.get(i).path());
            }
        }
        return damage;
    }

    private static boolean needed(String text) {
        return UUID.matcher(text).matches()
                || HASH.matcher(text).matches()
                || PICTURE.matcher(text).matches()
                || TOKEN.matcher(text).matches();
    }
}
