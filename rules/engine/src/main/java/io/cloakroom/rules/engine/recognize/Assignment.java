package io.cloakroom.rules.engine.recognize;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How code, configuration, command lines and notes give a value to a name: {@code acme_key = "…"}, {@code "acmeKey": "…"},
 * {@code ACME_KEY := …}, {@code --acme-key …}, {@code acme_key => '…'}, {@code setAcmeKey("…")}.
 */
final class Assignment {

    /** The group of the value. */
    static final String VALUE = "value";

    private static final String REST_OF_NAME = "[A-Za-z0-9_. \\t-]{0,24}[\"'`\\])]{0,3}";
    /** Also of Terraform ({@code variable "…" { default =}) and of names and values that are listed ({@code <add key="…" value=}). */
    private static final String OPERATOR =
            "(?:\\s{0,4}(?:=>|->|\\?=|:{0,3}={1,3}|\\|\\||[:,>(])|\\s+(?:is|to|as)\\b|[ \\t]"
                    + "|\\s{0,4}\\{\\s{0,8}default\\s{0,8}=|,?\\s{1,12}[\"']?value[\"']?\\s{0,2}[:=])\\s{0,4}";

    private static final String OPENING =
            "(?:(?:env|getenv|os\\.environ\\.get|String|new)\\b[^\\r\\n\"']{0,24}[,(]\\s{0,2})?[\"'`@=(\\\\]{0,4}";

    private Assignment() {}

    /** A pattern for a value of the form {@code value} behind a name that holds one of the words, in any case. */
    static String to(List<String> words, String value) {
        String names = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return "(?i:" + names + ")" + REST_OF_NAME + OPERATOR + OPENING + "(?P<" + VALUE + ">" + value + ")";
    }
}
