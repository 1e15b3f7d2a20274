package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChineseNamesTest {

    private static final Recognizer NAMES = ChineseNames.load();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            请帮我给客户张伟写一封邮件       | 张伟
            姓名：李小龙，电话是保密的       | 李小龙
            我叫王芳，在公司上班             | 王芳
            王建国先生昨天来过               | 王建国
            欧阳娜娜女士的订单               | 欧阳娜娜
            联系人: 陈静                     | 陈静
            患者刘洋的病历                   | 刘洋
            请通知赵敏，会议改期             | 赵敏
            員工陳大文已經離職               | 陳大文
            """)
    void findsPeople(String text, String expected) {
        assertThat(found(text)).containsExactly(expected.split(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "请写一个关于黄金价格的总结",
                "高级经理需要什么方法",
                "给我一个方案",
                "石油和金融行业的程序员",
                "马上联系客户",
                "用户的姓名和电话",
                "请把这段话翻译成英文",
            })
    void leavesOtherWordsAlone(String text) {
        assertThat(found(text)).isEmpty();
    }

    private static List<String> found(String text) {
        return NAMES.recognize(new Text(text, text, null, "zh")).stream()
                .map(Finding::span)
                .map(span -> span.of(text))
                .toList();
    }
}
