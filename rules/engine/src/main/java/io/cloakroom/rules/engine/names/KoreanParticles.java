package io.cloakroom.rules.engine.names;

import java.util.Set;

/** The endings that may follow a name in Korean, in the form that goes with its last sound. */
final class KoreanParticles {

    private static final Set<String> AFTER_ANY = Set.of(
            "", "의", "에게", "에게는", "에게도", "에게서", "한테", "한테는", "한테서", "께", "께서", "께서는", "도", "만", "만의", "처럼", "보다", "까지",
            "부터", "마저", "조차", "에", "에서", "하고", "같은", "역", "역의", "역을", "역할", "측", "들", "때문에", "입니다", "입니다만", "인데", "인지",
            "임", "밖에", "이란", "뿐");
    private static final Set<String> AFTER_CONSONANT = Set.of(
            "은", "이", "을", "과", "이랑", "으로", "이나", "이라는", "이라고", "이라고요", "이라", "이에요", "이예요", "이고", "이고요", "이며", "이다",
            "이었다", "이네", "이야", "아", "이여", "이가", "이는", "이를", "이의", "이도", "이란", "이면", "이었던", "이었습니다");
    private static final Set<String> AFTER_VOWEL = Set.of(
            "는", "가", "를", "와", "랑", "로", "나", "라는", "라고", "라고요", "라", "예요", "에요", "고", "고요", "며", "다", "였다", "네", "야",
            "여", "란", "면", "였던", "였습니다");

    private KoreanParticles() {}

    /**
     * Whether {@code rest} can be the end of a word after a name.
     *
     * @param consonant whether the name ends in a consonant
     */
    static boolean follows(String rest, boolean consonant) {
        return AFTER_ANY.contains(rest) || (consonant ? AFTER_CONSONANT : AFTER_VOWEL).contains(rest);
    }
}
