package io.cloakroom.rules.engine.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Recognizer;
import io.cloakroom.rules.engine.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the place of a name tells: its field or column, the words beside it. Lines are separated by a slash. */
class NamesInPlaceTest {

    private static final List<Recognizer> NAMES = Names.load();

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            {"patient": "Myfanwy Treharne", "ward": 7}                   # PERSON Myfanwy Treharne
            surname = "Obuya"                                            # PERSON Obuya
            {"eigenaar":"Hidde Wassenaar","tel":"0488-555013"}           # PERSON Hidde Wassenaar
            姓名: 聂小倩                                                  # PERSON 聂小倩
            id,firstname,lastname~1,Bogna,Kowalewska~2,Altagracia,Tindall # PERSON Bogna; PERSON Kowalewska; PERSON Altagracia; PERSON Tindall
            name: Build                                                  # ``
            customer: see attachment                                     # ``
            Patient: Myfanwy Treharne Obuya, ward 7                      # PERSON Myfanwy Treharne Obuya
            {"tenant": "Sheikh Qotaiba Ada Wren"}                        # PERSON Sheikh Qotaiba Ada Wren
            """)
    void fieldsSayWhoseTheyAre(String text, String expected) {
        assertThat(found(text.replace('~', '\n'))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            The parcel went to 27 rue Joseph Vernet last night.          # PERSON
            Please send it to 12 Elisabeth Morgan Road by Friday.        # PERSON
            NHS no 943 476 5919                                          # ORGANIZATION
            The Ukrainian president spoke about the Malaysian plane.     # LOCATION
            We hired Owens, Duran and Oneal for the audit.               # PERSON
            """)
    void whatStandsBesideRefuses(String text, String type) {
        assertThat(found(text)).doesNotContain(type + " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            We booked it via Anna Kowalska 3 weeks ago.                  # PERSON Anna Kowalska
            In place of Marta Kowalczyk, 42, we hired her brother.       # PERSON Marta Kowalczyk
            My favourite character of all is Della Street, he said.      # PERSON Della Street
            She showed Maria Gomez street by street where they live.     # PERSON Maria Gomez
            Please tell Kowalski, Nowak and Lis that the office is shut. # PERSON Kowalski; PERSON Nowak; PERSON Lis
            Escalation: Marta Kowalczyk -> Jan Nowak (CTO)               # PERSON Marta Kowalczyk; PERSON Jan Nowak
            Marta Kowalczyk => Jan Nowak => Anna Lindqvist (on leave)    # PERSON Marta Kowalczyk; PERSON Jan Nowak; PERSON Anna Lindqvist
            They live near the rue~Marta Kowalczyk~12 people came.       # PERSON Marta Kowalczyk
            """)
    void peopleStayPeople(String text, String expected) {
        assertThat(found(text.replace('~', '\n'))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
            list.forEach(martaKowalczyk -> Jan.Nowak());                 # ``
            names.add("Marta Kowalczyk"); names.add(new Jan());          # PERSON Marta Kowalczyk
            if (Anna != Jan && Olga != Anna) // asked by Marta Kowalczyk # PERSON Marta Kowalczyk
            <td></td><td class="x" />Marta Kowalczyk</td>                # PERSON Marta Kowalczyk
            """)
    void codeHoldsNamesInLiteralsCommentsAndBetweenTags(String text, String expected) {
        assertThat(found(text)).isEqualTo(expected);
    }

    private static String found(String text) {
        return NAMES.stream()
                .flatMap(names -> names.recognize(new Text(text, text, null, null)).stream())
                .map(finding -> finding.type() + " " + finding.span().of(text))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
