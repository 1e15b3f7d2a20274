package io.cloakroom.rules.engine.recognize;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.cloakroom.rules.engine.EntityType;
import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import io.cloakroom.rules.engine.recognize.Validator.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Phone numbers as Google's libphonenumber knows them: international ones anywhere, national ones of some regions where a word
 * nearby or their form speaks for them. International numbers need only be possible, since numbers reserved for fiction (such as
 * +1 202-555-0147) are not valid and yet are what people write.
 */
public final class PhoneRecognizer implements Recognizer {

    /** Where national numbers are looked for unless others are configured. */
    public static final List<String> REGIONS = List.of(
            "US", "GB", "DE", "FR", "IT", "ES", "KR", "CN", "JP", "TR", "NL", "BE", "CH", "AU", "TW", "BR", "PL");

    private static final int FEWEST_DIGITS = 7;
    private static final int FEWEST_NATIONAL_DIGITS = 9;
    private static final int MOST_TRIES = 8;
    private static final int BEFORE = 4;
    private static final int AFTER = 12;
    private static final int CONTEXT = 40;

    private final List<String> regions;
    private final KeywordIndex context;

    /**
     * @param regions ISO 3166-1 alpha-2 codes
     * @param contextWords words that speak for a phone number when they stand near
     */
    public PhoneRecognizer(List<String> regions, List<String> contextWords) {
        this.regions = List.copyOf(regions);
        this.context = new KeywordIndex(
                contextWords.stream().map(PackKeywords::fold).distinct().toList());
    }

    @Override
    public String id() {
        return "phone-number";
    }

    @Override
    public boolean isAskedAgain() {
        return true;
    }

    @Override
    public List<Finding> recognize(Text text) {
        List<Finding> findings = new ArrayList<>();
        DigitStretches stretches = new DigitStretches(text.normalized());
        for (int i = 0; i < stretches.count(); i++) {
            if (stretches.digits(i) >= FEWEST_DIGITS) {
                recognize(text, stretches.start(i), stretches.end(i), findings);
            }
        }
        return findings;
    }

    private void recognize(Text text, int start, int end, List<Finding> out) {
        String all = text.normalized();
        int from = Math.max(0, start - BEFORE);
        int to = Math.min(all.length(), end + AFTER);
        String part = all.substring(from, to);
        boolean spokenFor = spokenFor(all, start, end);
        int before = out.size();
        if (part.indexOf('+') >= 0) {
            for (PhoneNumberMatch match : util().findNumbers(part, "ZZ", Leniency.POSSIBLE, MOST_TRIES)) {
                boolean valid = util().isValidNumber(match.number());
                double confidence = valid ? 0.95 : spokenFor ? 0.9 : 0.75;
                add(text, from + match.start(), from + match.end(), confidence, valid ? "valid" : "possible", out);
            }
        }
        if (out.size() == before
                && (spokenFor || startsWithTrunkPrefix(all, start, end))
                && canBeNational(all, start, end)) {
            addNational(text, part, from, spokenFor, out);
        }
    }

    private void addNational(Text text, String part, int from, boolean spokenFor, List<Finding> out) {
        int before = out.size();
        for (int i = 0; i < regions.size() && out.size() == before; i++) {
            String region = regions.get(i);
            for (PhoneNumberMatch match : util().findNumbers(part, region, Leniency.VALID, MOST_TRIES)) {
                if (spokenFor || isWrittenAsUsual(match)) {
                    double confidence = spokenFor ? 0.85 : 0.6;
                    add(text, from + match.start(), from + match.end(), confidence, "valid in " + region, out);
                }
            }
        }
    }

    private void add(Text text, int start, int matchEnd, double confidence, String how, List<Finding> out) {
        String all = text.normalized();
        int end = matchEnd;
        while (end > start && !Character.isDigit(all.charAt(end - 1))) {
            end--; // the library takes a bracket that closes around the number for part of it
        }
        boolean joined = (start > 0 && Words.isAsciiWord(all.charAt(start - 1)))
                || (end < all.length() && Words.isAsciiWord(all.charAt(end)));
        if (!joined) {
            out.add(new Finding(
                    EntityType.PHONE, null, text.toOriginal(start, end), confidence, id(), how + " phone number"));
        }
    }

    /** Whether the digits are grouped as the region groups them, unlike those of some other number. */
    private static boolean isWrittenAsUsual(PhoneNumberMatch match) {
        String usual = groups(util().format(match.number(), PhoneNumberFormat.NATIONAL));
        return usual.length() > FEWEST_NATIONAL_DIGITS
                && usual.indexOf(' ') > 0
                && groups(match.rawString()).equals(usual)
                && !looksLikePostcode(match.rawString());
    }

    /** The groups of digits, with a space between them. */
    private static String groups(String number) {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '0' && c <= '9') {
                groups.append(c);
            } else if (!groups.isEmpty() && groups.charAt(groups.length() - 1) != ' ') {
                groups.append(' ');
            }
        }
        return groups.toString().strip();
    }

    /** Five digits, a dash and four: a ZIP+4 code of the United States, more often than a number of Japan. */
    private static boolean looksLikePostcode(String raw) {
        return raw.length() == 10 && raw.indexOf('-') == 5 && raw.lastIndexOf('-') == 5;
    }

    /** A zero that begins the number: not the fraction of a decimal, and no date. */
    private static boolean startsWithTrunkPrefix(String text, int start, int end) {
        return end - start > FEWEST_NATIONAL_DIGITS
                && text.charAt(start) == '0'
                && text.charAt(start + 1) != '.'
                && text.charAt(start + 1) != ',';
    }

    /** Whether it is worth asking the library, which is slow, region by region. */
    private static boolean canBeNational(String text, int start, int end) {
        return PhoneShape.check(text.substring(start, end)) != Verdict.IMPOSSIBLE;
    }

    private boolean spokenFor(String text, int start, int end) {
        int from = Math.max(0, start - CONTEXT);
        int to = Math.min(text.length(), end + CONTEXT / 2);
        boolean[] found = new boolean[1];
        context.scan(text.subSequence(from, to), (word, at, after) -> {
            found[0] |= Words.isWhole(text, from + at, from + after);
        });
        return found[0];
    }

    private static PhoneNumberUtil util() {
        return PhoneNumberUtil.getInstance();
    }
}
