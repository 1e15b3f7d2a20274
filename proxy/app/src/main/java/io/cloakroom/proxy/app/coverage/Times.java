package io.cloakroom.proxy.app.coverage;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as the lines of one file write them. */
final class Times {

    /** Seconds since 1970, or thousandths, millionths or billionths of them. */
    private static final Pattern NUMBER = Pattern.compile("\\d{9,10}(?:\\.\\d{1,9})?|\\d{13}|\\d{16}|\\d{19}");

    private static final int DIGITS_OF_SECONDS = 10;
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final ZoneId zone;
    private final Instant written;
    private final DateTimeFormatter syslog;
    private final List<DateTimeFormatter> formatters;

    /**
     * @param zone of times that name none
     * @param written when the file was last written: a time without a year is the last such one before
     */
    Times(ZoneId zone, Instant written) {
        this.zone = zone;
        this.written = written;
        // RFC 3164, section 4.1.2: no year.
        this.syslog = english("MMM d HH:mm:ss[.SSS]")
                .parseDefaulting(ChronoField.YEAR_OF_ERA, written.atZone(zone).getYear())
                .toFormatter(Locale.ENGLISH);
        this.formatters = List.of(
                iso(),
                english("d/MMM/yyyy:HH:mm:ss Z").toFormatter(Locale.ENGLISH),
                english("d-MMM-yyyy HH:mm:ss[.SSS]").toFormatter(Locale.ENGLISH),
                english("EEE MMM d HH:mm:ss yyyy").toFormatter(Locale.ENGLISH),
                syslog);
    }

    private static DateTimeFormatterBuilder english(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
    }

    /** ISO 8601, also with a space between date and time, and without a zone. */
    private static DateTimeFormatter iso() {
        return new DateTimeFormatterBuilder()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendPattern("['T'][ ]")
                .append(DateTimeFormatter.ISO_LOCAL_TIME)
                .appendPattern("[ ][XXX][XX][X]")
                .toFormatter(Locale.ROOT);
    }

    /** Null when it is not a time in any form that is known. */
    @Nullable
    Instant read(String text) {
        if (NUMBER.matcher(text).matches()) {
            return sinceEpoch(text);
        }
        String time = text.strip().replaceAll(" +", " ");
        for (DateTimeFormatter formatter : formatters) {
            try {
                return instant(
                        formatter.parseBest(time, ZonedDateTime::from, LocalDateTime::from), formatter == syslog);
            } catch (DateTimeException e) {
                // Another form, then.
            }
        }
        return null;
    }

    private static Instant sinceEpoch(String number) {
        int whole = number.indexOf('.') < 0 ? number.length() : number.indexOf('.');
        String digits = (whole < DIGITS_OF_SECONDS ? "0" : "") + number.replace(".", "");
        String fraction = (digits.substring(DIGITS_OF_SECONDS) + "000000000").substring(0, 9);
        return Instant.ofEpochSecond(Long.parseLong(digits.substring(0, DIGITS_OF_SECONDS)), Long.parseLong(fraction));
    }

    private Instant instant(TemporalAccessor parsed, boolean withoutYear) {
        if (parsed instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        ZonedDateTime time = LocalDateTime.from(parsed).atZone(zone);
        boolean later = withoutYear && time.toInstant().isAfter(written.plus(CLOCKS_DIFFER));
        return (later ? time.minusYears(1) : time).toInstant();
    }
}
