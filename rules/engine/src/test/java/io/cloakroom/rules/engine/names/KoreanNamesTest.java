package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KoreanNamesTest {

    private static final Recognizer NAMES = KoreanNames.load();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            김철수                                  | 김철수
            김철수 부장님께 메일을 써 주세요.       | 김철수
            박영희 씨가 오늘 연차입니다.            | 박영희
            박영희씨와 회의했습니다.                | 박영희
            고객 이름은 홍길동입니다.               | 홍길동
            이름: 김민수                            | 김민수
            담당자: 남궁민수, 연락처 없음           | 남궁민수
            어제 이지은이 서울에 왔다.              | 이지은
            정현우는 이번 프로젝트를 맡았다.        | 정현우
            최수진 대리에게 전달해 주세요           | 최수진
            환자명 오세훈                           | 오세훈
            강민호 과장과 윤서연 사원이 참석        | 강민호, 윤서연
            안녕하세요, 저는 한지민이라고 합니다.   | 한지민
            허준 선생님 성함: 허준                  | 허준, 허준
            """)
    void findsPeople(String text, String expected) {
        assertThat(found(text)).containsExactly(expected.split(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "이유가 무엇인지 정도로만 알려줘",
                "정보를 정리해서 이메일로 보내 주세요",
                "이용자가 신청서를 작성한다",
                "고객의 전화는 오전에만 받습니다",
                "한국어로 번역해 주세요",
                "주인공 연기가 최고였다",
                "오늘 서울 강남에서 회의가 있습니다",
                "이미지 파일을 첨부해 주세요",
                "장기적인 전략과 조직 문화",
                "지원자의 성명은 공개하지 않습니다",
                "사용자 이름을 입력하세요",
                "현재 주소와 주민등록번호",
                "금요일까지 보고서를 제출",
                "안전한 비밀번호를 만드는 방법",
                "English only, nothing Korean",
            })
    void leavesOtherWordsAlone(String text) {
        assertThat(found(text)).isEmpty();
    }

    private static List<String> found(String text) {
        return NAMES.recognize(new Text(text, text, null, "ko")).stream()
                .map(Finding::span)
                .map(span -> span.of(text))
                .toList();
    }
}
