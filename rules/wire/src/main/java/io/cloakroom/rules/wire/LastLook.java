package io.cloakroom.rules.wire;

import io.cloakroom.rules.engine.Action;
import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import io.cloakroom.rules.engine.Person;
import io.cloakroom.rules.engine.Recipient;
import io.cloakroom.rules.engine.policy.PolicyEngine;
import io.cloakroom.rules.engine.policy.Verdict;
import io.cloakroom.rules.engine.recognize.KnownValues;
import io.cloakroom.rules.wire.binary.ReadableRuns;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Searches a request for a person's live values where no lens writes: in its address, its headers, and what is left in its body after
 * redaction. Findings go through the policy like any others. Where something that is to stay cannot be taken out, the request does not
 * leave; a {@code Referer} and single cookies are left out instead, since a request is as good without.
 *
 * <p>Credentials a site issued itself ({@code Cookie}, {@code Authorization}) often hold, encoded, whom they were issued to. They are
 * searched as they stand and behind percent escapes, not inside their Base64, or a person who once typed her own address would be
 * signed out everywhere.
 */
final class LastLook {

    private static final String COOKIE = "cookie";
    private static final List<String> CREDENTIALS = List.of(COOKIE, "authorization");
    private static final String REFERER = "referer";

    /** Bytes of a body that are searched at a time, and of them, those that were searched before. */
    private static final int PART = 1 << 20;

    private static final int SHARED = 1 << 15;

    private final PolicyEngine policy;
    private final Person person;
    private final Recipient recipient;
    private final KnownValues values;

    LastLook(PolicyEngine policy, Person person, Recipient recipient, KnownValues values) {
        this.policy = policy;
        this.person = person;
        this.recipient = recipient;
        this.values = values;
    }

    Carried at(Payload payload, Iterable<Map.Entry<String, String>> headers) {
        Verdict address = address(payload.target());
        if (withholds(address)) {
            return stopped(address, "its address");
        }
        Verdict body = body(payload.body());
        if (withholds(body)) {
            return stopped(body, "a part of it that cannot be rewritten");
        }
        return headers(headers);
    }

    /** In parts, since a text takes several times its size in memory; neighbouring ones share more than any value takes. */
    private Verdict body(byte[] body) {
        Verdict verdict = nothing();
        int to = 0;
        while (to < body.length && !withholds(verdict)) {
            int from = to == 0 ? 0 : beginning(body, to - SHARED);
            to = from + PART >= body.length ? body.length : beginning(body, from + PART);
            verdict = encoded(ReadableRuns.text(body, from, to));
        }
        return verdict;
    }

    /** Where the character that an offset lies in begins, if it is one in UTF-8. */
    private static int beginning(byte[] utf8, int at) {
        int beginning = at;
        while (at - beginning < 3 && (utf8[beginning] & 0xc0) == 0x80) {
            beginning--;
        }
        return beginning;
    }

    private Carried headers(Iterable<Map.Entry<String, String>> headers) {
        Map<String, String> changed = new HashMap<>();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = header.getValue();
            Verdict verdict =
                    CREDENTIALS.contains(name) ? plain(value) : name.equals(REFERER) ? address(value) : encoded(value);
            if (!withholds(verdict)) {
                continue;
            }
            if (name.equals(COOKIE)) {
                changed.put(name, otherCookies(value));
            } else if (name.equals(REFERER)) {
                changed.put(name, "");
            } else {
                return stopped(verdict, "its header " + header.getKey());
            }
        }
        return new Carried(nothing(), changed);
    }

    private String otherCookies(String cookies) {
        return Arrays.stream(cookies.split(";"))
                .filter(cookie -> !withholds(plain(cookie)))
                .map(String::strip)
                .collect(Collectors.joining("; "));
    }

    private Verdict address(String address) {
        Verdict whole = encoded(address);
        // The slash of a path is a character of Base64 too, and a plus stands for a space.
        return withholds(whole) ? whole : encoded(address.replaceAll("[/?&=;+]", " "));
    }

    private Verdict encoded(String text) {
        return decide(text.isEmpty() ? List.of() : Analyzer.find(List.of(values), text));
    }

    private Verdict plain(String text) {
        List<Finding> findings = new ArrayList<>(values.recognize(Normalizer.normalize(text, null)));
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            findings.addAll(values.recognize(Normalizer.normalize(decoded, null)));
        } catch (IllegalArgumentException e) {
            // A percent sign that escapes nothing: there is no other reading.
        }
        return decide(findings);
    }

    private Verdict decide(List<Finding> findings) {
        return findings.isEmpty() ? nothing() : policy.decide(person, recipient, List.of(findings), false);
    }

    private Verdict nothing() {
        return new Verdict(Action.ALLOW, policy.version(), "", "", List.of());
    }

    private static boolean withholds(Verdict verdict) {
        return verdict.action().compareTo(Action.REDACT) >= 0;
    }

    private Carried stopped(Verdict verdict, String where) {
        String reason = "Cloakroom did not send this request: it carries personal data kept inside ("
                + verdict.typesInWords() + ") in "
                + where
                + ", where nothing can stand in for it. If you wrote it there, take it out; a page that did so by "
                + "itself goes on without this request.";
        return new Carried(verdict.blocked(reason), Map.of());
    }
}
