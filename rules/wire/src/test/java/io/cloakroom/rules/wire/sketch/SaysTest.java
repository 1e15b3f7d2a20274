package io.cloakroom.rules.wire.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content     | Please write to Erika Mustermann today   | PROSE",
                "x           | 请帮我给客户张伟写一封邮件                  | PROSE",
                "id          | Please write to Erika Mustermann today   | PROSE",
                "x           | Erika Mustermann                         | TEXT",
                "x           | 김민수                                    | TEXT",
                "x           | erika@example.org                        | TEXT",
                "title       | Erika                                    | TEXT",
                "file_name   | kunden.csv                               | TEXT",
                "x           | Erika                                    | UNSURE",
                "x           | DE75512108001245126199                   | UNSURE",
                "x           | 4111111111111111                         | UNSURE",
                "x           | +49-221-5550147                          | UNSURE",
                "parentId    | m1                                       | OWN",
                "message_id  | 9                                        | OWN",
                "role        | user                                     | OWN",
                "modelName   | gpt-4o                                   | OWN",
                "x           | 5eed0000-0000-4000-8000-000000000041     | OWN",
                "title       | 5eed0000-0000-4000-8000-000000000041     | OWN",
                "x           | 2026-11-28T09:00:00.000Z                 | OWN",
                "x           | SCENARIO_K2D5                            | OWN",
                "x           | eyJhbGciOiJIUzI1NiJ9.example             | OWN",
                "content     | ''                                       | OWN",
            })
    void tellsTextFromIdentifiers(String field, String value, Says says) {
        assertThat(Says.of(field, value)).isEqualTo(says);
    }
}
