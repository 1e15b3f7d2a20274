package io.cloakroom.rules.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Span;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Values in disguise, each kind of disguise with each type of value. */
class EvasionTest {

    private static final double FLOOR = 0.95;
    private static final Analyzer ANALYZER = Recognizers.standard(RulePacks.shipped(), List.of(), 0);

    /** A sentence with a value between two bars. */
    private record Case(EntityType type, String before, String value, String after) {
        static Case of(String type, String text) {
            String[] parts = text.split("\\|", -1);
            return new Case(EntityType.valueOf(type), parts[0], parts[1], parts[2]);
        }
    }

    private static final List<Case> CASES = List.of(
            Case.of("EMAIL", "mail |mara.lind@firm.example| today"),
            Case.of("PHONE", "call |+1 202-555-0147| now"),
            Case.of("PHONE", "phone: |030 901820| please"),
            Case.of("CREDIT_CARD", "card |4111 1111 1111 1111| exp 12/27"),
            Case.of("IBAN", "IBAN |DE89 3704 0044 0532 0130 00| bitte"),
            Case.of("ID_NUMBER", "her SSN is |123-45-6789| ok"),
            Case.of("ID_NUMBER", "주민번호 |900101-1234568| 입니다"),
            Case.of("ID_NUMBER", "codice fiscale |RSSMRA85T10A562S| grazie"),
            Case.of("IP_ADDRESS", "login from |203.0.113.9| again"),
            Case.of("MAC", "mac |00:14:22:04:25:37| on lan"),
            Case.of("CRYPTO_ADDRESS", "pay to |1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2| soon"),
            Case.of("DATE_OF_BIRTH", "born on |1984-03-12| in Ghent"),
            Case.of("DATE", "on |2012-10-01| we met"),
            Case.of("ADDRESS", "she lives at |221 Baker Street| now"),
            Case.of("ADDRESS", "wohnt in der |Lindenstraße 12| in Bonn"),
            Case.of("POSTAL_CODE", "zip code |94105| here"),
            Case.of("URL", "see |https://www.example.com/ann| there"),
            Case.of("BANK_ACCOUNT", "account number |0123456789| thanks"),
            Case.of("COORDINATES", "gps position |48.85837, 2.29448| there"),
            Case.of("AGE", "she is |42 years old| now"),
            Case.of("PASSWORD", "password: |Tr0ub4dor&3x| end"),
            Case.of("USERNAME", "username: |mara.lind42| end"));

    private static final Map<String, UnaryOperator<String>> DISGUISES = new LinkedHashMap<>();
    private static final Map<String, UnaryOperator<String>> ENCODINGS = new LinkedHashMap<>();

    static {
        DISGUISES.put("fullwidth", each(c -> c > 0x20 && c < 0x7F ? character(c + 0xFEE0) : character(c)));
        DISGUISES.put("Arabic-Indic digits", digitsFrom(0x0660));
        DISGUISES.put("Persian digits", digitsFrom(0x06F0));
        DISGUISES.put("Devanagari digits", digitsFrom(0x0966));
        DISGUISES.put("mathematical digits", digitsFrom(0x1D7CE));
        DISGUISES.put("zero-width space", each(c -> character(c) + "\u200B"));
        DISGUISES.put("zero-width joiner", each(c -> character(c) + "\u200D"));
        DISGUISES.put("word joiner", each(c -> character(c) + "\u2060"));
        DISGUISES.put("soft hyphen", each(c -> "\u00AD" + character(c)));
        DISGUISES.put("bidi embedding", s -> "\u202A" + s + "\u202C");
        DISGUISES.put("bidi isolate", s -> "\u2066" + s + "\u2069");
        DISGUISES.put("bidi marks", each(c -> character(c) + "\u200E"));
        DISGUISES.put("variation selectors", each(c -> character(c) + "\uFE0F"));
        DISGUISES.put("struck through", each(c -> character(c) + "\u0336"));
        DISGUISES.put("no-break", s -> s.replace(' ', '\u00A0').replace('-', '\u2011'));
        DISGUISES.put("thin space, en dash", s -> s.replace(' ', '\u2009').replace('-', '\u2013'));
        DISGUISES.put("ideographic space, minus", s -> s.replace(' ', '\u3000').replace('-', '\u2212'));
        DISGUISES.put("Cyrillic homoglyphs", exchange("aeopcxyABEKMHOPCTXis", "аеорсхуАВЕКМНОРСТХіѕ"));
        DISGUISES.put("Greek homoglyphs", exchange("oABEKMTXiva", "οΑΒΕΚΜΤΧινα"));

        ENCODINGS.put("base64", EvasionTest::base64);
        ENCODINGS.put("base64url", s -> Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(s)));
        ENCODINGS.put("hex", EvasionTest::hex);
        ENCODINGS.put("percent", EvasionTest::percent);
        ENCODINGS.put("form", s -> URLEncoder.encode(s, StandardCharsets.UTF_8));
        ENCODINGS.put("HTML entities", each(c -> "&#" + c + ";"));
        ENCODINGS.put("HTML entities in hex", each(c -> "&#x" + Integer.toHexString(c) + ";"));
        ENCODINGS.put("backslash u", each(c -> String.format(Locale.ROOT, "\\u%04x", c)));
        ENCODINGS.put("base64 twice", s -> base64(base64(s)));
        ENCODINGS.put("base64 in hex", s -> hex(base64(s)));
        ENCODINGS.put("percent in base64", s -> base64(percent(s)));
        ENCODINGS.put("base64 three times", s -> base64(base64(base64(s))));
        ENCODINGS.put("percent in hex in base64", s -> base64(hex(percent(s))));
    }

    @Test
    @DisplayName("trust 29: values disguised by Unicode are found where they stand")
    void disguises() {
        Map<String, String> missed = new LinkedHashMap<>();
        DISGUISES.forEach((name, disguise) -> CASES.forEach(c -> {
            String value = disguise.apply(c.value());
            String text = c.before() + value + c.after();
            Span typed = new Span(c.before().length(), text.length() - c.after().length());
            if (!finds(text, c.type(), typed)) {
                missed.put(name + ", " + c, text);
            }
        }));
        report(29, missed, DISGUISES.size() * CASES.size());
    }

    @Test
    @DisplayName("trust 30: messages encoded up to three times are read")
    void encodings() {
        Map<String, String> missed = new LinkedHashMap<>();
        ENCODINGS.forEach((name, encoding) -> CASES.forEach(c -> {
            String text = encoding.apply(c.before() + c.value() + c.after());
            if (!finds(text, c.type(), new Span(0, text.length()))) {
                missed.put(name + ", " + c, text);
            }
        }));
        report(30, missed, ENCODINGS.size() * CASES.size());
    }

    @Test
    void undisguisedEachIsFound() {
        assertThat(CASES).allSatisfy(c -> {
            String text = c.before() + c.value() + c.after();
            Span typed = new Span(c.before().length(), text.length() - c.after().length());
            assertThat(finds(text, c.type(), typed)).isTrue();
        });
    }

    private static void report(int line, Map<String, String> missed, int all) {
        double found = (all - missed.size()) / (double) all;
        System.out.printf(Locale.ROOT, "trust %d: %d of %d (%.1f %%)%n", line, all - missed.size(), all, 100 * found);
        assertThat(found).as("missed: %s", missed.keySet()).isGreaterThanOrEqualTo(FLOOR);
    }

    /** Whether a value of a type is found, all of whose span lies where it was typed. */
    private static boolean finds(String text, EntityType type, Span typed) {
        return ANALYZER.analyze(text, null).stream()
                .anyMatch(f -> f.type() == type
                        && f.span().start() >= typed.start()
                        && f.span().end() <= typed.end());
    }

    private static UnaryOperator<String> each(IntFunction<String> change) {
        return s -> s.codePoints().mapToObj(change).collect(Collectors.joining());
    }

    private static UnaryOperator<String> digitsFrom(int zero) {
        return each(c -> character(c >= '0' && c <= '9' ? c - '0' + zero : c));
    }

    private static UnaryOperator<String> exchange(String from, String to) {
        return each(c -> character(from.indexOf(c) < 0 ? c : to.charAt(from.indexOf(c))));
    }

    private static String character(int c) {
        return Character.toString(c);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(utf8(text));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(utf8(text));
    }

    private static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) {
            out.append('%').append(HexFormat.of().toHexDigits(b));
        }
        return out.toString();
    }
}
