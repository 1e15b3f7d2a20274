package io.cloakroom.rules.wire.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloakroom.rules.wire.LensException;
import io.cloakroom.rules.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecesTest {

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/f                               | content-range: bytes 0-3/4                | whole",
                "/f                               | Content-Range: bytes 0-3/8                | piece",
                "/f                               | Content-Range: bytes 4-7/8                | piece",
                "/f                               | Content-Range: bytes 0-3/*                | piece",
                "/f                               | Content-Range: pages 1/2                  | piece",
                "/f                               | Upload-Offset: 0                          | piece",
                "/f                               | Upload-Offset: 0; Upload-Complete: ?1     | whole",
                "/f                               | Upload-Offset: 9; Upload-Complete: ?1     | piece",
                "/f                               | X-Goog-Upload-Command: upload, finalize; X-Goog-Upload-Offset: 0 | whole",
                "/f                               | X-Goog-Upload-Command: upload, finalize; X-Goog-Upload-Offset: 8 | piece",
                "/f                               | X-Goog-Upload-Command: upload; X-Goog-Upload-Offset: 0 | piece",
                "/f                               | X-Goog-Upload-Command: start              | whole",
                "/f?partNumber=1&uploadId=x       | A: b                                      | piece",
                "/f?uploadId=x&partNumber=2       | A: b                                      | piece",
                "/f?comp=block&blockid=AA         | A: b                                      | piece",
                "/f?comp=blocklist                | A: b                                      | whole",
                "/f?uploadid=x&part_number=1&phase=transfer | A: b                            | piece",
                "/f?uploadid=x&phase=finish       | A: b                                      | whole",
                "/f?PartNumber=1&Upload%5FID=x    | A: b                                      | piece",
                "/f?resumableChunkNumber=1&resumableTotalChunks=3 | A: b                      | piece",
                "/f?resumableChunkNumber=1&resumableTotalChunks=1 | A: b                      | whole",
                "/f?qqtotalparts=3                | A: b                                      | piece",
                "/f?chunk=0&chunks=3              | A: b                                      | piece",
                "/search?chunks=3                 | A: b                                      | whole",
                "/f                               | Tus-Resumable: 1.0.0; Upload-Length: 9    | piece",
                "/f                               | Tus-Resumable: 1.0.0; Upload-Length: 4    | whole",
                "/f                               | Upload-Length: many                       | piece",
                "/f                               | Upload-Defer-Length: 1                    | piece",
                "/f                               | Upload-Complete: ?0                       | piece",
                "/f                               | Upload-Complete: ?1                       | whole",
                "/f?sig=x                         | x-ms-blob-type: BlockBlob                 | whole",
            })
    void oneRequestIsAWholeFileOrAPiece(String target, String headers, String expected) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String header : headers.split("; ", -1)) {
            named.put(header.replaceFirst(":.*", ""), header.replaceFirst("[^:]*: ", ""));
        }
        assertThat(kind(new Payload(target, "", "text".getBytes(StandardCharsets.UTF_8)), named))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "dztotalchunkcount, 3, piece",
        "dztotalchunkcount, 1, whole",
        "resumableTotalChunks, 2, piece",
        "flowTotalChunks, 2, piece",
        "totalChunks, 2, piece",
        "chunks, 12, piece",
        "qqtotalparts, 2, piece",
        "chunks, some text, whole",
        "name, 2, whole"
    })
    void formsCountPieces(String field, String value, String expected) {
        String form = "--b\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ntext\r\n--b--\r\n";
        Payload payload = new Payload("/f", "multipart/form-data; boundary=b", form.getBytes(StandardCharsets.UTF_8));
        assertThat(kind(payload, Map.of())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "api.openai.com, /v1/uploads/upload_1/parts, piece",
        "api.openai.com, /v1/uploads, whole",
        "api.openai.com, /v1/uploads/upload_1/complete, whole",
        "api.openai.com, /v1/files, whole",
        "x.openai.azure.com, /openai/v1/uploads/upload_1/parts, piece",
        "x.openai.azure.com, /openai/uploads/upload_1/parts?api-version=1, piece"
    })
    void descriptorsNamePieces(String host, String target, String expected) {
        Site site = Objects.requireNonNull(SiteCatalogue.shipped().site(host));
        Payload payload = new Payload(target, "", "text".getBytes(StandardCharsets.UTF_8));
        assertThat(kind(site.request("POST", target), payload, Map.of())).isEqualTo(expected);
    }

    private static String kind(Payload payload, Map<String, String> headers) {
        return kind(null, payload, headers);
    }

    private static String kind(@Nullable RequestRule rule, Payload payload, Map<String, String> headers) {
        Throwable refused = catchThrowable(() -> Pieces.refuse(rule, payload, headers.entrySet()));
        if (refused == null) {
            return "whole";
        }
        assertThat(refused).isInstanceOf(LensException.class).hasMessageContaining("in pieces");
        return "piece";
    }
}
