package io.cloakroom.rules.wire.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv                  | attachment                             | text/plain",
                "text/csv; charset=utf-8   | attachment; filename=\"a.csv\"        | text/plain; charset=utf-8",
                "text/csv                  | inline                                 | text/csv",
                "text/csv                  | ''                                     | text/csv",
                "text/markdown             | Attachment; filename=a.md              | text/plain",
                "application/octet-stream  | attachment; filename=\"notes.txt\"    | text/plain",
                "application/octet-stream  | attachment; filename*=UTF-8''a%20b.py  | text/plain",
                "application/octet-stream  | attachment; filename=a.json            | application/json",
                "application/json          | attachment; filename=a.json            | application/json",
                "text/x-python             | attachment; filename=a.py              | text/plain",
                "text/html                 | attachment; filename=a.html            | text/html",
                "application/octet-stream  | attachment; filename=a.html            | application/octet-stream",
                "image/svg+xml             | attachment; filename=a.svg             | image/svg+xml",
                "text/javascript           | attachment; filename=a.js              | text/javascript",
                "application/octet-stream  | attachment; filename=a.docx            | application/octet-stream",
                "application/pdf           | attachment; filename=a.pdf             | application/pdf",
            })
    void aFileThatIsTextIsReadAsText(String contentType, String disposition, String read) {
        assertThat(Downloads.contentType(contentType, disposition)).isEqualTo(read);
    }
}
