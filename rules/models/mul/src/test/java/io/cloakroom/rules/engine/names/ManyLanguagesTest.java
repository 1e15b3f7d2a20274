package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManyLanguagesTest {

    private static List<Recognizer> names;

    @BeforeAll
    static void load() {
        names = Names.load();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            de | Sehr geehrter Herr Krämer, vielen Dank für Ihre Nachricht.
            es | Estimada señora, le escribo para confirmar la reunión del lunes.
            fr | Bonjour, pouvez-vous me rappeler demain matin pour la facture ?
            nl | Kunt u mij morgen terugbellen over de factuur van vorige week?
            pt | Você pode me ligar amanhã sobre a fatura da semana passada?
            it | Può richiamarmi domani mattina per la fattura della settimana scorsa?
            pl | Czy może pan oddzwonić jutro w sprawie faktury z zeszłego tygodnia?
            en | Could you call me back tomorrow about last week's invoice?
            en | private final Map<String, Integer> cache = new HashMap<>();
            en | ok
            ru | Перезвоните мне завтра по поводу счета.
            """)
    void tellsLanguages(String language, String text) {
        Tokens tokens = NameTokenizer.tokenize(text);
        assertThat(new LineLanguages(Languages.load(), tokens, null).of(0, tokens.count()))
                .isEqualTo(language);
    }

    @Test
    void aLineMayBeInAnotherLanguageThanTheText() {
        Tokens tokens = NameTokenizer.tokenize("""
                Please translate the following letter and tell me what they want from us, I don't understand a word:
                Wir haben Ihre Unterlagen erhalten und melden uns in den nächsten Tagen bei Ihnen.""");
        LineLanguages lines = new LineLanguages(Languages.load(), tokens, null);
        int second = 1;
        while (!tokens.startsLine(second)) {
            second++;
        }
        assertThat(lines.of(0, second)).isEqualTo("en");
        assertThat(lines.of(second, tokens.count())).isEqualTo("de");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Sehr geehrter Herr Krämer, vielen Dank für Ihre Nachricht.         | PERSON Krämer
            Bitte leiten Sie das an Annegret Kowalski in Bochum weiter.         | PERSON Annegret Kowalski; LOCATION Bochum
            Unsere Kundin Jana von der Heide wohnt in der Nähe von Leipzig.     | PERSON Jana von der Heide; LOCATION Leipzig
            Nombre: Lucía. Apellidos: Ortega Marín.                             | PERSON Lucía; PERSON Ortega Marín
            La paciente Carmen de la Cruz vive en Zaragoza desde hace años.     | PERSON Carmen de la Cruz; LOCATION Zaragoza
            김철수 부장님께 메일을 써 주세요.                                    | PERSON 김철수
            박영희씨와 회의했습니다.                                             | PERSON 박영희
            담당자: 남궁민수, 연락처 없음                                        | PERSON 남궁민수
            어제 이지은이 서울에 왔다.                                           | PERSON 이지은; LOCATION 서울
            """)
    void findsNames(String text, String expected) {
        assertThat(found(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Die Kündigungsfrist beträgt drei Monate zum Quartalsende.",
                "Die deutsche Wirtschaft wächst, der Umsatz der Unternehmen auch.",
                "Resume el siguiente texto en tres puntos y tradúcelo al inglés.",
                "정보를 정리해서 이메일로 보내 주세요",
                "한국어로 번역해 주세요",
                "금요일까지 보고서를 제출",
            })
    void leavesOtherTextAlone(String text) {
        assertThat(found(text)).isEmpty();
    }

    @Test
    void findingsNameTheModel() {
        assertThat(findings("Bitte leiten Sie das an Annegret Kowalski in Bochum weiter."))
                .extracting(Finding::recognizer)
                .containsOnly("names-de");
    }

    private static String found(String text) {
        return findings(text).stream()
                .map(finding -> finding.type() + " " + finding.span().of(text))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static List<Finding> findings(String text) {
        return names.stream()
                .flatMap(recognizer -> recognizer.recognize(new Text(text, text, null, null)).stream())
                .sorted(Comparator.comparing(Finding::span))
                .toList();
    }
}
