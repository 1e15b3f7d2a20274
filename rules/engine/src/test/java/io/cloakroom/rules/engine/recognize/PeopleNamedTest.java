package io.cloakroom.rules.engine.recognize;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.rules.engine.Finding;
import io.cloakroom.rules.engine.Normalizer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleNamedTest {

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Marta Kowalczyk   | Kowalczyk wants a refund, says Marta.       | Kowalczyk; Marta
            Marta Kowalczyk   | ask marta kowalczyk again                   | marta kowalczyk
            Marta Kowalczyk   | KOWALCZYK: no                               | KOWALCZYK
            Marta Kowalczyk   | the kowalczyk case                          | -
            Marta Kowalczyk   | Kowalczykowa is somebody else               | -
            Donald van der Berg | Mr. Berg, of the firm van der Valk        | Berg
            Maria San Quirico | Quirico flew to San Francisco.              | Quirico
            Nadia Young       | I told Young so. Young people disagree.     | Young
            Jean-Luc Moreau   | Luc and Moreau left                         | Luc; Moreau
            Al Li             | Li and Al                                   | -
            Marta             | Marta, not marta                            | Marta
            김민수            | 어제 김민수는 왔다                          | 김민수
            """)
    void findsTheWholeNameAndItsParts(String name, String text, String found) {
        assertThat(PeopleNamed.of(List.of(name)).recognize(Normalizer.normalize(text, null)).stream()
                        .map(Finding::span)
                        .sorted()
                        .map(span -> span.of(text))
                        .distinct()
                        .filter(mention -> !isInsideAnother(mention, found))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(found == null ? "" : found);
    }

    /** A whole name holds its parts, which are found as well. */
    private static boolean isInsideAnother(String mention, String found) {
        return found != null && !List.of(found.split("; ")).contains(mention) && found.contains(mention);
    }
}
