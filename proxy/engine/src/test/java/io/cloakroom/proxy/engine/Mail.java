package io.cloakroom.proxy.engine;

import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.List;
import java.util.regex.Pattern;

/** Finds addresses of mail. */
final class Mail implements Recognizer {

    private static final Pattern MAIL = Pattern.compile("[a-z]+@[a-z.]+[a-z]");

    @Override
    public String id() {
        return "mail";
    }

    @Override
    public List<Finding> recognize(Text text) {
        return MAIL.matcher(text.normalized())
                .results()
                .map(match -> new Finding(
                        EntityType.EMAIL, null, text.toOriginal(match.start(), match.end()), 1, "mail", "mail"))
                .toList();
    }
}
