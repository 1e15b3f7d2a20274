package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTokenizerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Hi Marta, all well?          | Hi·Marta·,·all·well·?
            Marta's plan                 | Marta·'s·plan
            Sean O'Brien and D’Angelo    | Sean·O'Brien·and·D’Angelo
            we'll don't they've          | we·'ll·don·'t·they·'ve
            Al-Sayed, Anne-Marie         | Al·-·Sayed·,·Anne·-·Marie
            write to jo.k@example.org.   | write·to·jo.k@example.org·.
            see https://a.example/x?y=1, | see·https://a.example/x?y=1·,
            @jo_k likes #berlin          | @jo_k·likes·#berlin
            [PERSON_12] met [Jo]         | [PERSON_12]·met·[·Jo·]
            L'ONU, l'UE et d’Anna         | L·'·ONU·,·l·'·UE·et·d·’·Anna
            U.S. and J.R.R. Berg         | U.S.·and·J.R.R.·Berg
            it ended.Then Jo left        | it·ended·.·Then·Jo·left
            list.size() and user_name    | list.size·()·and·user_name
            1,250.00 on 2024-01-02       | 1,250.00·on·2024-01-02
            wait...what??                | wait·...·what·??
            Jürgen Müßig                 | Jürgen·Müßig
            고객 김철수님 Kim            | 고객·김철수님·Kim
            ok 😀😀 fine                 | ok·😀·😀·fine
            """)
    void cutsByCharacterClass(String text, String expected) {
        Tokens tokens = NameTokenizer.tokenize(text);
        assertThat(String.join("·", tokens.words(0, tokens.count())).replace("(·)", "()"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Marta, WORD", "O'Brien, WORD", "U.S., WORD", "1250, NUMBER", "B2B, MIXED", "example.org, DOTTED",
                "user_name, IDENTIFIER", "www.example.org, URL",
        "a@example.org, EMAIL", "@jo, HANDLE", "#berlin, HASHTAG", "[PERSON_1], PLACEHOLDER", "김철수, CJK", "張偉, CJK",
                "..., PUNCTUATION", "😀, PUNCTUATION"
    })
    void tellsKinds(String token, TokenKind kind) {
        Tokens tokens = NameTokenizer.tokenize(token);
        assertThat(tokens.count()).isEqualTo(1);
        assertThat(tokens.kind(0)).isEqualTo(kind);
        assertThat(Tokens.of(new String[] {token}).kind(0)).isEqualTo(kind);
    }

    @Property
    void tokensAndWhitespaceTileTheText(@ForAll @StringLength(max = 60) String text) {
        assertTiles(text);
    }

    @Property
    void tokensAndWhitespaceTileWrittenText(
            @ForAll
                    @StringLength(max = 60)
                    @CharRange(from = 'A', to = 'D')
                    @Chars({'a', '1', '.', '@', '#', '[', ']', '_', '\'', '-', ' ', '\n', ':', '/', 'é', '김', '張'})
                    String text) {
        assertTiles(text);
    }

    private static void assertTiles(String text) {
        Tokens tokens = NameTokenizer.tokenize(text);
        int at = 0;
        for (int i = 0; i < tokens.count(); i++) {
            assertThat(text.substring(at, tokens.starts()[i]).chars().allMatch(c -> Scripts.isSpace((char) c)))
                    .isTrue();
            assertThat(tokens.ends()[i]).isGreaterThan(tokens.starts()[i]);
            at = tokens.ends()[i];
        }
        assertThat(text.substring(at).chars().allMatch(c -> Scripts.isSpace((char) c)))
                .isTrue();
    }

    @Property
    void aTokenAloneHasTheKindItHadInTheText(
            @ForAll
                    @StringLength(max = 40)
                    @CharRange(from = 'A', to = 'D')
                    @Chars({'a', '1', '.', '@', '#', '[', ']', '_', '\'', ' ', '김'})
                    String text) {
        Tokens tokens = NameTokenizer.tokenize(text);
        Tokens again = Tokens.of(tokens.words(0, tokens.count()));
        assertThat(kinds(again)).isEqualTo(kinds(tokens));
    }

    private static List<TokenKind> kinds(Tokens tokens) {
        TokenKind[] kinds = new TokenKind[tokens.count()];
        Arrays.setAll(kinds, tokens::kind);
        return List.of(kinds);
    }
}
