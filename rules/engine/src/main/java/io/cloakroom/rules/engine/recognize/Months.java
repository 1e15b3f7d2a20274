package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of months and their abbreviations in the languages of Europe and Turkish, in the cases in which dates have them (Unicode CLDR
 * 47). A pattern that listed them would be tried a hundred ways at every number.
 */
final class Months {

    private static final Set<String> NAMES = Set.copyOf(List.of(String.join(
                    " ",
                    "january february march april may june july august september october november december",
                    "jan feb mar apr jun jul aug sept sep oct nov dec",
                    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre",
                    "januar jänner februar märz mai juni juli oktober dezember",
                    "janvier février mars avril juin juillet août septembre octobre novembre décembre",
                    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre",
                    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro",
                    "januari februari maart mei maj augustus augusti",
                    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
                    "ledna února března dubna května června července srpna září října listopadu prosince",
                    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
                    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
            .split(" ", -1)));

    private Months() {}

    /** One of the words is a month. */
    static Verdict check(String value) {
        int start = -1;
        for (int i = 0; i <= value.length(); i++) {
            boolean letter = i < value.length() && Character.isLetter(value.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                if (NAMES.contains(value.substring(start, i).toLowerCase(Locale.ROOT))) {
                    return Verdict.PLAUSIBLE;
                }
                start = -1;
            }
        }
        return Verdict.IMPOSSIBLE;
    }
}
