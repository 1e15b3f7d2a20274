package io.cloakroom.rules.engine.recognize;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonemetadata.PhoneMetadata;
import com.google.i18n.phonenumbers.metadata.DefaultMetadataDependenciesProvider;
import io.cloakroom.rules.engine.automaton.Automaton;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which digits a valid phone number of a region can consist of, by libphonenumber's own metadata: what is dialled before numbers abroad
 * and anything, or the country's code, the national prefix, each if there, and a number of any region that shares the code. Says no only
 * where the library finds no valid number either, and in one look at each digit.
 */
final class NationalShape {

    private final String region;
    private volatile @Nullable Optional<Automaton> automaton;

    private NationalShape(String region) {
        this.region = region;
    }

    /**
     * The library's metadata is read when first needed.
     *
     * @param region ISO 3166-1 alpha-2 code; of one that the library does not know every number is possible
     */
    static NationalShape of(String region) {
        return new NationalShape(region);
    }

    String region() {
        return region;
    }

    /** Whether the library is to be asked. */
    boolean isPossible(DigitGroups digits) {
        if (digits.mayBeDivided()) {
            return true;
        }
        return automaton().map(numbers -> isPossible(numbers, digits)).orElse(true);
    }

    private Optional<Automaton> automaton() {
        Optional<Automaton> made = automaton;
        if (made == null) {
            PhoneMetadata metadata = metadata(region);
            made = metadata == null || metadata.hasNationalPrefixTransformRule()
                    ? Optional.empty()
                    : Optional.ofNullable(Automaton.of(regex(metadata)));
            automaton = made;
        }
        return made;
    }

    private static boolean isPossible(Automaton numbers, DigitGroups digits) {
        for (int first = 0; first < digits.count(); first++) {
            for (int last = first; last < digits.count(); last++) {
                int from = digits.start(first);
                if (numbers.search(digits.all(), from, from, digits.end(last)) != Automaton.NOWHERE) {
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
        String abroad = metadata.hasInternationalPrefix()
                ? String.format(Locale.ROOT, "(?:%s)[0-9]*|", metadata.getInternationalPrefix())
                : "";
        String prefix = metadata.hasNationalPrefixForParsing()
                ? String.format(Locale.ROOT, "(?:%s)?", metadata.getNationalPrefixForParsing())
                : "";
        return String.format(
                Locale.ROOT, "^(?:%s(?:%d)?%s(?:%s))$", abroad, metadata.getCountryCode(), prefix, numbers);
    }

    private static @Nullable PhoneMetadata metadata(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)
                ? DefaultMetadataDependenciesProvider.getInstance()
                        .getPhoneNumberMetadataSource()
                        .getMetadataForRegion(region)
                : null;
    }
}
