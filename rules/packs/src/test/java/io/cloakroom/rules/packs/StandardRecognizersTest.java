package io.cloakroom.rules.packs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.FindingResolver;
import io.cloakroom.rules.engine.recognize.Recognizers;
import io.cloakroom.rules.engine.recognize.RulePacks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped packs and phone numbers together, as a prompt meets them. */
class StandardRecognizersTest {

    private static final Analyzer ANALYZER =
            Recognizers.standard(RulePacks.shipped(), List.of(), Recognizers.CACHE_WEIGHT);

    @ParameterizedTest
    @CsvSource({
        "call +1 202-555-0147 about it,                    PHONE,         +1 202-555-0147",
        "他的手机号是 138-0000-0000,                             PHONE,         138-0000-0000",
        "제 번호는 010-1234-5678입니다,                          PHONE,         010-1234-5678",
        "mail mara.lind+hr@firm.example.,                  EMAIL,         mara.lind+hr@firm.example",
        "IBAN DE89 3704 0044 0532 0130 00 please,          IBAN,          DE89 3704 0044 0532 0130 00",
        "card 4111-1111-1111-1111 exp 12/27,               CREDIT_CARD,   4111-1111-1111-1111",
        "her SSN is 123-45-6789,                           ID_NUMBER,     123-45-6789",
        "주민번호 9001011234568,                              ID_NUMBER,     9001011234568",
        "born 1984-03-12 in Ghent,                         DATE_OF_BIRTH, 1984-03-12",
        "from 203.0.113.9 again,                           IP_ADDRESS,    203.0.113.9",
        "db password: Tr0ub4dor&3,                         PASSWORD,      Tr0ub4dor&3",
    })
    void findsWhatPeopleType(String text, EntityType type, String value) {
        assertThat(find(text)).contains(type + ":" + value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invoice 88231 is due",
                "build 10.2.33.4-rc1 of version 4.5.6.7",
                "550e8400-e29b-41d4-a716-446655440000",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "for (int i = 0; i < 1000000; i++) { sum += a[i] * 31; }",
                "2026-11-23T10:15:30.123Z INFO o.s.b.Application : started in 3.141 seconds (pid 48213)",
                "@Override public String getToken() { return token; }",
                "api_key = YOUR_API_KEY",
                "AKIAIOSFODNN7EXAMPLE",
                "npm install lodash@4.17.21",
                "ISBN 978-3-16-148410-0, EAN 4006381333931",
                "std::vector<Face::Edge> v; a[1::2]",
                "order 123-456-7890 has shipped",
                "[PERSON_1] wrote to [EMAIL_12]",
            })
    void leavesAloneWhatIsNotPersonal(String text) {
        assertThat(find(text).stream().filter(f -> !f.startsWith("DATE:"))).isEmpty();
    }

    static Stream<Arguments> evasions() {
        List<UnaryOperator<String>> evasions = List.of(
                s -> map(s, c -> c > ' ' && c < 0x7F ? Character.toString(c + 0xFEE0) : Character.toString(c)),
                s -> map(s, c -> c >= '0' && c <= '9' ? Character.toString(c - '0' + 0x0660) : Character.toString(c)),
                s -> map(s, c -> Character.toString(c) + "\u200B"),
                s -> map(s, c -> "\u00AD" + Character.toString(c)),
                s -> "\u202A" + s + "\u202C",
                s -> s.replace(' ', '\u00A0').replace('-', '\u2011'),
                s -> s.replace('a', '\u0430')
                        .replace('e', '\u0435')
                        .replace('A', '\u0410')
                        .replace('B', '\u0412'),
                s -> HexFormat.of().formatHex(("is " + s).getBytes(StandardCharsets.UTF_8)),
                s -> Base64.getEncoder().encodeToString(("is " + s).getBytes(StandardCharsets.UTF_8)),
                s -> map(s, c -> "&#" + c + ";"),
                s -> map(s, c -> "%" + HexFormat.of().toHexDigits((byte) c)),
                s -> map(s, c -> String.format("\\u%04x", c)));
        return Stream.of(
                        "EMAIL:mara.lind@firm.example",
                        "IBAN:DE89370400440532013000",
                        "CREDIT_CARD:4111 1111 1111 1111",
                        "PHONE:+1 202-555-0147",
                        "ID_NUMBER:123-45-6789",
                        "IP_ADDRESS:203.0.113.9")
                .flatMap(value -> evasions.stream()
                        .map(e -> Arguments.of(
                                value.substring(0, value.indexOf(':')),
                                e.apply(value.substring(value.indexOf(':') + 1)))));
    }

    @ParameterizedTest
    @MethodSource("evasions")
    void findsWhatIsDisguised(String type, String disguised) {
        String text = "It is " + disguised + " then.";
        assertThat(ANALYZER.analyze(text, null))
                .filteredOn(f -> f.type().name().equals(type))
                .anySatisfy(f -> assertThat(f.span().of(text)).contains(core(disguised)));
    }

    /** The disguised value without what a span may leave out at its edges. */
    private static String core(String disguised) {
        return disguised.length() < 12 ? disguised : disguised.substring(8, disguised.length() - 4);
    }

    private static String map(String text, IntFunction<String> change) {
        return text.chars().mapToObj(change).collect(Collectors.joining());
    }

    private static List<String> find(String text) {
        return FindingResolver.resolve(ANALYZER.analyze(text, null)).stream()
                .map((Finding f) -> f.type() + ":" + f.span().of(text))
                .toList();
    }
}
