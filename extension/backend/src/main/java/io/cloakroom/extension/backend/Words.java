package io.cloakroom.extension.backend;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How values read on the pages. */
public final class Words {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private static final Map<String, String> TYPES = Map.of(
            "EMAIL", "Email address",
            "PHONE", "Phone number",
            "ID_NUMBER", "ID number",
            "IBAN", "IBAN",
            "IP_ADDRESS", "IP address",
            "MAC", "MAC address",
            "URL", "URL",
            "NRP", "Nationality, religion or politics",
            "MEDICAL", "Medical data",
            "CUSTOM", "Custom");

    private Words() {}

    /** @param iso for machines, {@code shown} for people */
    public record Moment(String iso, String shown) {

        static Moment of(Instant instant, ZoneId zone) {
            return new Moment(instant.toString(), MOMENT.format(instant.atZone(zone)));
        }
    }

    /** @param label an entity type in words, {@code count} how many findings of it */
    public record Amount(String label, int count) {}

    /** {@code DATE_OF_BIRTH} as "Date of birth", {@code ID_NUMBER:US_SSN} as "ID number (US_SSN)". */
    static String type(String type) {
        int subtype = type.indexOf(':');
        if (subtype >= 0) {
            return type(type.substring(0, subtype)) + " (" + type.substring(subtype + 1) + ")";
        }
        String known = TYPES.get(type);
        if (known != null || type.isEmpty()) {
            return known == null ? "" : known;
        }
        return type.charAt(0) + type.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code CN} as "China"; a code without a country as it is. */
    static String country(String code) {
        return new Locale.Builder()
                .setRegion(code.matches("[A-Za-z]{2}") ? code : "")
                .build()
                .getDisplayCountry(Locale.ENGLISH);
    }

    /** The most frequent first. */
    static List<Amount> amounts(Map<String, Integer> byType) {
        return byType.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Amount(type(entry.getKey()), entry.getValue()))
                .toList();
    }
}
