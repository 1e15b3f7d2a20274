package io.cloakroom.proxy.app.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final Times TIMES = new Times(ZoneId.of("Asia/Seoul"), Instant.parse("2026-03-01T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "1591367999.305988,               2020-06-05T14:39:59.305988Z",
        "987654321,                       2001-04-19T04:25:21Z",
        "1683147305,                      2023-05-03T20:55:05Z",
        "1683147305123,                   2023-05-03T20:55:05.123Z",
        "1683147305000000000,             2023-05-03T20:55:05Z",
        "10/Oct/2000:13:55:36 -0700,      2000-10-10T20:55:36Z",
        "2023-05-02T22:49:53Z,            2023-05-02T22:49:53Z",
        "2016-01-09T14:31:26.000000-0700, 2016-01-09T21:31:26Z",
        "2015-01-16 17:48:41,             2015-01-16T08:48:41Z",
        "2026-01-10 08:00,                2026-01-09T23:00:00Z",
        "02-May-2023 13:33:40.299,        2023-05-02T04:33:40.299Z",
        "Mon Oct 16 22:55:48 2023,        2023-10-16T13:55:48Z",
        "Feb  5 09:00:00,                 2026-02-05T00:00:00Z",
        "Dec 15 20:51:59,                 2025-12-15T11:51:59Z",
        "Feb 25 11:09:43.651,             2026-02-25T02:09:43.651Z"
    })
    void readsTheFormsThatLogsHave(String written, Instant expected) {
        assertThat(TIMES.read(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "yesterday", "12345", "20230503205505", "2023-13-01T00:00:00Z"})
    void whatIsNoTimeIsNone(String written) {
        assertThat(TIMES.read(written)).isNull();
    }
}
