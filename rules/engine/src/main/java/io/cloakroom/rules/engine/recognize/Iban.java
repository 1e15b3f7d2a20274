package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers, ISO 13616; lengths as in the SWIFT IBAN Registry, release 99. */
final class Iban {

    private static final Map<String, Integer> LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 "
                    + "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 "
                    + "KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 "
                    + "OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 "
                    + "TN24 TR26 UA29 VA22 VG24 XK20 YE30 "
                    // Not in the registry, but in use: the "partial" list that banks publish.
                    + "AO25 BF28 BJ28 CF27 CG27 CI28 CM27 CV25 DZ26 GA27 GQ27 GW25 IR26 KM27 MA28 MG27 ML28 MZ25 NE28 SN28 "
                    + "TD27 TG28");

    private Iban() {}

    private static Map<String, Integer> lengths(String table) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String entry : table.split(" ", -1)) {
            lengths.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
        }
        return lengths;
    }

    static Verdict check(String value) {
        StringBuilder compact = new StringBuilder(value.length());
        value.toUpperCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> compact.append((char) c));
        if (compact.length() < 5) {
            return Verdict.IMPOSSIBLE;
        }
        Integer length = LENGTHS.get(compact.substring(0, 2));
        if (length == null || length != compact.length()) {
            return Verdict.IMPOSSIBLE;
        }
        return remainder97(compact.substring(4) + compact.substring(0, 4)) == 1 ? Verdict.PROVEN : Verdict.IMPOSSIBLE;
    }

    private static int remainder97(String rearranged) {
        int remainder = 0;
        for (int i = 0; i < rearranged.length(); i++) {
            int value = Character.digit(rearranged.charAt(i), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }
}
