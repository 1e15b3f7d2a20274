package io.cloakroom.rules.engine.recognize;

import io.cloakroom.rules.engine.Analyzer;
import io.cloakroom.rules.engine.Recognizer;
import java.util.ArrayList;
import java.util.List;

/** Puts recognizers together. */
public final class Recognizers {

    /** How much the cache of an analyzer holds that sees conversations grow, in bytes. */
    public static final long CACHE_WEIGHT = 16L << 20;

    /** The pack whose context words say that a phone number is near. */
    private static final String PHONE_PACK = "phone-labelled";

    private Recognizers() {}

    /**
     * Rule packs, phone numbers and what is given, behind one analyzer.
     *
     * @param others further recognizers, such as those of names
     * @param cacheWeight about how many bytes of findings the analyzer remembers; {@link #CACHE_WEIGHT} where texts come again, 0
     *     where each is read once
     */
    public static Analyzer standard(RulePacks packs, List<? extends Recognizer> others, long cacheWeight) {
        List<Recognizer> all = new ArrayList<>();
        all.add(new PackRecognizer(packs.stable()));
        all.add(new PhoneRecognizer(PhoneRecognizer.REGIONS, phoneWords(packs)));
        all.addAll(others);
        String version = packs.version() + "+"
                + String.join("+", others.stream().map(Recognizer::id).toList());
        List<Recognizer> heard = all.stream()
                .map(r -> packs.allowed().over(r, packs.dictionaries()))
                .toList();
        return new Analyzer(heard, version, cacheWeight);
    }

    private static List<String> phoneWords(RulePacks packs) {
        return packs.stable().stream()
                .filter(p -> p.id().equals(PHONE_PACK))
                .flatMap(p -> p.context().raise().words().stream())
                .toList();
    }
}
