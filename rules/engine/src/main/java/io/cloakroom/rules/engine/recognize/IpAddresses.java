package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;

/** IP addresses in their text forms: RFC 1123 section 2.1 for version 4, RFC 4291 section 2.2 for version 6. */
final class IpAddresses {

    private static final int GROUPS = 8;

    private IpAddresses() {}

    static Verdict check(String value) {
        int prefix = value.indexOf('/');
        String address = prefix < 0 ? value : value.substring(0, prefix);
        int zone = address.indexOf('%');
        address = zone < 0 ? address : address.substring(0, zone);
        return Verdict.provenIf(address.indexOf(':') < 0 ? isV4(address) : isV6(address));
    }

    private static boolean isV4(String address) {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean number =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!number || Integer.parseInt(part) > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isV6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == GROUPS;
        }
        if (address.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        int before = groups(address.substring(0, gap), false);
        int after = groups(address.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many 16-bit groups a part without {@code ::} stands for; -1 when it is malformed. */
    private static int groups(String part, boolean mayEndInV4) {
        if (part.isEmpty()) {
            return 0;
        }
        String[] groups = part.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            boolean hex = !groups[i].isEmpty()
                    && groups[i].length() <= 4
                    && groups[i].chars().allMatch(c -> Character.digit(c, 16) >= 0);
            if (hex) {
                count++;
            } else if (mayEndInV4 && i == groups.length - 1 && isV4(groups[i])) {
                count += 2;
            } else {
                return -1;
            }
        }
        return count;
    }
}
