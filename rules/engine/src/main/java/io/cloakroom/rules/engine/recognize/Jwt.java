package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** JSON Web Tokens, RFC 7519. */
final class Jwt {

    private Jwt() {}

    /** Whether the header is a JSON object that names an algorithm. */
    static Verdict check(String value) {
        int dot = value.indexOf('.');
        if (dot < 0) {
            return Verdict.IMPOSSIBLE;
        }
        try {
            String header =
                    new String(Base64.getUrlDecoder().decode(value.substring(0, dot)), StandardCharsets.UTF_8).strip();
            return header.startsWith("{") && (header.contains("\"alg\"") || header.contains("\"typ\""))
                    ? Verdict.PROVEN
                    : Verdict.PLAUSIBLE;
        } catch (IllegalArgumentException e) {
            return Verdict.IMPOSSIBLE;
        }
    }
}
