package io.cloakroom.rules.engine.recognize;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import io.cloakroom.rules.engine.automaton.Automaton;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which digits a valid phone number of a region can consist of, by libphonenumber's own metadata: what is dialled before numbers abroad
 * and anything, or the country's code, the national prefix, each if there, and a number of any region that shares the code. Says no only
 * where the library finds no valid number either, and in one look at each digit.
 */
final class NationalShape {

    private final String region;
    private final @Nullable Automaton automaton;

    private NationalShape(String region, @Nullable Automaton automaton) {
        this.region = region;
        this.automaton = automaton;
    }

    /** @param region ISO 3166-1 alpha-2 code; of one that the library does not know every number is possible */
    static NationalShape of(String region) {
        PhoneMetadata metadata = metadata(region);
        return new NationalShape(
                region,
                metadata == null || metadata.hasNationalPrefixTransformRule() ? null : Automaton.of(regex(metadata)));
    }

    String region() {
        return region;
    }

    /** Whether the library is to be asked. */
    boolean isPossible(DigitGroups digits) {
        if (automaton == null || digits.mayBeDivided()) {
            return true;
        }
        for (int first = 0; first < digits.count(); first++) {
            for (int last = first; last < digits.count(); last++) {
                int from = digits.start(first);
                if (automaton.search(digits.all(), from, from, digits.end(last)) != Automaton.NOWHERE) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String regex(PhoneMetadata metadata) {
        String numbers = PhoneNumberUtil.getInstance().getRegionCodesForCountryCode(metadata.getCountryCode()).stream()
                .map(NationalShape::metadata)
                .filter(Objects::nonNull)
                .map(m -> m.getGeneralDesc().getNationalNumberPattern())
                .collect(Collectors.joining("|"));
        String abroad = metadata.hasInternationalPrefix() ? "(?:" + metadata.getInternationalPrefix() + ")\\d*|" : "";
        String prefix =
                metadata.hasNationalPrefixForParsing() ? "(?:" + metadata.getNationalPrefixForParsing() + ")?" : "";
        return "^(?:" + abroad + "(?:" + metadata.getCountryCode() + ")?" + prefix + "(?:" + numbers + "))$";
    }

    private static @Nullable PhoneMetadata metadata(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)
                ? DefaultMetadataDependenciesProvider.getInstance()
                        .getPhoneNumberMetadataSource()
                        .getMetadataForRegion(region)
                : null;
    }
}
