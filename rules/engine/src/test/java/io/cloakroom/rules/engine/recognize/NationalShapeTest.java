package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class NationalShapeTest {

    static final List<String> REGIONS = PhoneRecognizer.REGIONS;

    @ParameterizedTest
    @FieldSource("REGIONS")
    void numbersTheLibraryKnowsArePossibleHoweverWritten(String region) {
        PhoneNumberUtil library = PhoneNumberUtil.getInstance();
        NationalShape shape = NationalShape.of(region);
        List<PhoneNumber> examples = library.getSupportedTypesForRegion(region).stream()
                .map(type -> library.getExampleNumberForType(region, type))
                .toList();
        assertThat(examples).isNotEmpty().allSatisfy(number -> {
            String significant = library.getNationalSignificantNumber(number);
            for (String digits : List.of(
                    significant,
                    number.getCountryCode() + significant,
                    library.format(number, PhoneNumberFormat.NATIONAL),
                    library.formatOutOfCountryCallingNumber(number, region.equals("DE") ? "FR" : "DE"))) {
                assertThat(shape.isPossible(new DigitGroups("12 " + digits + " 3")))
                        .as(digits)
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "US, 030 9012 3456, false", // begins with 0
        "US, 202 555 0147, true",
        "FR, 612 34, false", // too short
        "FR, 06 12 34 56 78, true",
        "US, 522 9600 ext. 1, true", // the letters are digits, too
        "PL, 1234567x12345678, true", // a number may begin amid what follows the extension
        "BR, 1, true", // the library changes numbers of Brazil before it looks at them
        "XX, 1, true", // no such region
    })
    void digitsThatCannotBeANumberNeedNoLibrary(String region, String text, boolean possible) {
        assertThat(NationalShape.of(region).isPossible(new DigitGroups(text))).isEqualTo(possible);
    }
}
