package io.cloakroom.rules.engine.redact;

import io.cloakroom.rules.engine.EntityType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Invents values of the same shape: reserved or documentation values where a standard provides them (RFC 2606 domains, RFC 5737
 * addresses, 555-01xx numbers of the North American plan), else the same pattern of letters and digits, counted up. One value always
 * gets the same surrogate, and no surrogate occurs in the text.
 */
public final class Surrogates {

    private static final List<String> GIVEN =
            List.of("Alex", "Robin", "Kim", "Sam", "Noor", "Jun", "Mika", "Toni", "Ariel", "Sascha", "Yuki", "Andrea");
    private static final List<String> FAMILY =
            List.of("Morgan", "Lind", "Park", "Rossi", "Novak", "Silva", "Tanaka", "Weber", "Diaz", "Haddad", "Olsen");
    private static final List<String> PLACES = List.of("Springfield", "Rivertown", "Lakeside", "Hillview", "Northport");
    private static final List<String> COMPANIES = List.of("Example Ltd", "Sample Inc", "Acme Works", "Specimen Group");

    private final String avoid;
    private final Map<String, String> byOriginal = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private int next;

    /** @param avoid text in which no surrogate may occur */
    public Surrogates(String avoid) {
        this.avoid = avoid;
    }

    public String of(EntityType type, String original) {
        return byOriginal.computeIfAbsent(type + " " + original, ignored -> {
            String surrogate;
            do {
                surrogate = invent(type, original, next++);
            } while (avoid.contains(surrogate) || !used.add(surrogate));
            return surrogate;
        });
    }

    private static String invent(EntityType type, String original, int n) {
        return switch (type) {
            case PERSON ->
                pick(GIVEN, n) + " " + pick(FAMILY, n + n / GIVEN.size()) + suffix(n, GIVEN.size() * FAMILY.size());
            case LOCATION, ADDRESS -> pick(PLACES, n) + suffix(n, PLACES.size());
            case ORGANIZATION -> pick(COMPANIES, n) + suffix(n, COMPANIES.size());
            case EMAIL -> "person" + (n + 1) + "@example.com";
            case URL -> "https://example.com/" + (n + 1);
            case IP_ADDRESS ->
                original.contains(":") ? "2001:db8::" + Integer.toHexString(n + 1) : "192.0.2." + (n % 254 + 1);
            case PHONE -> "+1 202-555-" + String.format("%04d", 100 + n % 100);
            default -> sameShape(original, n);
        };
    }

    private static String pick(List<String> list, int n) {
        return list.get(n % list.size());
    }

    private static String suffix(int n, int size) {
        return n < size ? "" : " " + (n / size + 1);
    }

    /** Keeps separators, letter case and length; letters and digits count up from 'A' and '0' so that {@code n} shows at the end. */
    private static String sameShape(String original, int n) {
        char[] shape = original.toCharArray();
        int rest = n;
        for (int i = shape.length - 1; i >= 0; i--) {
            char c = shape[i];
            if (Character.isDigit(c)) {
                shape[i] = (char) ('0' + rest % 10);
                rest /= 10;
            } else if (Character.isLetter(c)) {
                shape[i] = (char) ((Character.isUpperCase(c) ? 'A' : 'a') + rest % 26);
                rest /= 26;
            }
        }
        return rest == 0 ? new String(shape) : new String(shape) + "-" + rest;
    }
}
