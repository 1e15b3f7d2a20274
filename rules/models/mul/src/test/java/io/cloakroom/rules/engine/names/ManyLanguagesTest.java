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
            Ayer pagué al señor Juan Pérez 300 euros por la reparación.         | PERSON Juan Pérez
            Nombre: Lucía. Apellidos: Ortega Marín.                             | PERSON Lucía; PERSON Ortega Marín
            La paciente Carmen de la Cruz vive en Zaragoza desde hace años.     | PERSON Carmen de la Cruz; LOCATION Zaragoza
            Bonjour Madame Lefèvre, je vous remercie de votre message.          | PERSON Lefèvre
            L'appartement de Camille se trouve à Bordeaux.                      | PERSON Camille; LOCATION Bordeaux
            Geachte mevrouw Van den Berg, hartelijk dank voor uw bericht.       | PERSON Van den Berg
            Mijn naam is Sanne de Vries en ik woon in Utrecht.                  | PERSON Sanne de Vries; LOCATION Utrecht
            김철수 부장님께 메일을 써 주세요.                                    | PERSON 김철수
            박영희씨와 회의했습니다.                                             | PERSON 박영희
            담당자: 남궁민수, 연락처 없음                                        | PERSON 남궁민수
            고객 이름은 홍길동입니다.                                            | PERSON 홍길동
            이름: 김민수                                                         | PERSON 김민수
            최수진 대리에게 전달해 주세요                                        | PERSON 최수진
            환자명 오세훈                                                        | PERSON 오세훈
            강민호 과장과 윤서연 사원이 참석                                     | PERSON 강민호; PERSON 윤서연
            안녕하세요, 저는 한지민이라고 합니다.                                | PERSON 한지민
            Meu nome é João da Silva Pereira e moro em Porto Alegre.            | PERSON João da Silva Pereira; LOCATION Porto Alegre
            이번 프로젝트는 정현우가 맡았다.                                     | PERSON 정현우
            山田太郎様 いつもお世話になっております。                            | PERSON 山田太郎
            私の名前は鈴木花子です。大阪に住んでいます。                         | PERSON 鈴木花子; LOCATION 大阪
            田中さんは来月東京へ出張します。                                     | PERSON 田中; LOCATION 東京
            请帮我给客户张伟写一封邮件                                           | PERSON 张伟
            姓名：李小龙，电话是保密的                                           | PERSON 李小龙
            我叫王芳，在公司上班                                                 | PERSON 王芳
            王建国先生昨天来过                                                   | PERSON 王建国
            欧阳娜娜女士的订单                                                   | PERSON 欧阳娜娜
            员工陈大文住在成都                                                   | PERSON 陈大文; LOCATION 成都
            員工陳大文已經離職                                                   | PERSON 陳大文
            어제 이지은이 서울에 왔다.                                           | PERSON 이지은; LOCATION 서울
            Mi chiamo Chiara Esposito e abito a Napoli.                         | PERSON Chiara Esposito; LOCATION Napoli
            Gentile dottor Ferrari, la ringrazio per la sua risposta.           | PERSON Ferrari
            Dzień dobry, nazywam się Krzysztof Wiśniewski, zamówienie 4417.    | PERSON Krzysztof Wiśniewski
            Merhaba, benim adım Ayşe Demir ve Ankara'da yaşıyorum.              | PERSON Ayşe Demir; LOCATION Ankara
            Jag heter Astrid Lindqvist och bor i Göteborg.                      | PERSON Astrid Lindqvist; LOCATION Göteborg
            Меня зовут Андрей Кузнецов, живу в Новосибирске.                    | PERSON Андрей Кузнецов; LOCATION Новосибирске
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
                "Pouvez-vous résumer ce texte en trois points ?",
                "Kunt u deze tekst samenvatten in drie punten?",
                "이유가 무엇인지 정도로만 알려줘",
                "이용자가 신청서를 작성한다",
                "고객의 전화는 오전에만 받습니다",
                "이미지 파일을 첨부해 주세요",
                "장기적인 전략과 조직 문화",
                "지원자의 성명은 공개하지 않습니다",
                "현재 주소와 주민등록번호",
                "Pode resumir este texto em três pontos?",
                "会議は月曜日の3時からです。",
                "次の文章を3行で要約してください。",
                "请写一个关于黄金价格的总结",
                "高级经理需要什么方法",
                "石油和金融行业的程序员",
                "用户的姓名和电话",
                "请把这段话翻译成英文",
                "정보를 정리해서 이메일로 보내 주세요",
                "한국어로 번역해 주세요",
                "금요일까지 보고서를 제출",
                "Può riassumere questo testo in tre punti?",
                "Czy możesz streścić ten tekst w trzech punktach?",
                "Bu metni üç maddede özetler misin?",
                "Объясни разницу между стеком и очередью.",
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
