package org.minigun.protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.Chronology;
import java.time.temporal.ChronoField;

/**
 * The values of {@code java.time}.
 */
final class Times {

    private Times() {
    }

    static void write(int tag, Object value, ItemWriter out) throws CodecException {
        out.writeByte(tag);
        switch (tag) {
            case Tags.INSTANT -> {
                Instant instant = (Instant) value;
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            }
            case Tags.LOCAL_DATE -> writeDate((LocalDate) value, out);
            case Tags.LOCAL_TIME -> out.writeLong(((LocalTime) value).toNanoOfDay());
            case Tags.LOCAL_DATE_TIME -> writeDateTime((LocalDateTime) value, out);
            case Tags.ZONED_DATE_TIME -> {
                ZonedDateTime time = (ZonedDateTime) value;
                writeDateTime(time.toLocalDateTime(), out);
                out.writeInt(time.getOffset().getTotalSeconds());
                out.writeString(time.getZone().getId());
            }
            case Tags.OFFSET_DATE_TIME -> {
                OffsetDateTime time = (OffsetDateTime) value;
                writeDateTime(time.toLocalDateTime(), out);
                out.writeInt(time.getOffset().getTotalSeconds());
            }
            case Tags.OFFSET_TIME -> {
                OffsetTime time = (OffsetTime) value;
                out.writeLong(time.toLocalTime().toNanoOfDay());
                out.writeInt(time.getOffset().getTotalSeconds());
            }
            case Tags.DURATION -> {
                Duration duration = (Duration) value;
                out.writeLong(duration.getSeconds());
                out.writeInt(duration.getNano());
            }
            case Tags.PERIOD -> {
                Period period = (Period) value;
                out.writeInt(period.getYears());
                out.writeInt(period.getMonths());
                out.writeInt(period.getDays());
            }
            case Tags.YEAR -> out.writeInt(((Year) value).getValue());
            case Tags.YEAR_MONTH -> {
                out.writeInt(((YearMonth) value).getYear());
                out.writeByte(((YearMonth) value).getMonthValue());
            }
            case Tags.MONTH_DAY -> {
                out.writeByte(((MonthDay) value).getMonthValue());
                out.writeByte(((MonthDay) value).getDayOfMonth());
            }
            case Tags.ZONE_OFFSET -> out.writeInt(((ZoneOffset) value).getTotalSeconds());
            case Tags.ZONE_REGION -> out.writeString(((ZoneId) value).getId());
            default -> {
                ChronoLocalDate date = (ChronoLocalDate) value;
                out.writeString(date.getChronology().getId());
                out.writeLong(date.toEpochDay());
            }
        }
    }

    static Object read(int tag, ItemReader in) throws CodecException {
        switch (tag) {
            case Tags.INSTANT:
                return Instant.ofEpochSecond(in.readLong(), nanos(in));
            case Tags.LOCAL_DATE:
                return readDate(in);
            case Tags.LOCAL_TIME:
                return LocalTime.ofNanoOfDay(in.readLong());
            case Tags.LOCAL_DATE_TIME:
                return readDateTime(in);
            case Tags.ZONED_DATE_TIME:
                return readZoned(in);
            case Tags.OFFSET_DATE_TIME:
                return OffsetDateTime.of(readDateTime(in), ZoneOffset.ofTotalSeconds(in.readInt()));
            case Tags.OFFSET_TIME:
                return OffsetTime.of(LocalTime.ofNanoOfDay(in.readLong()), ZoneOffset.ofTotalSeconds(in.readInt()));
            case Tags.DURATION:
                return Duration.ofSeconds(in.readLong(), nanos(in));
            case Tags.PERIOD:
                return Period.of(in.readInt(), in.readInt(), in.readInt());
            case Tags.YEAR:
                return Year.of(in.readInt());
            case Tags.YEAR_MONTH:
                return YearMonth.of(in.readInt(), in.readByte());
            case Tags.MONTH_DAY:
                return MonthDay.of(in.readByte(), in.readByte());
            case Tags.ZONE_OFFSET:
                return ZoneOffset.ofTotalSeconds(in.readInt());
            case Tags.ZONE_REGION:
                return ZoneId.of(in.readString());
            default:
                return readOther(in);
        }
    }

    private static void writeDate(LocalDate date, ItemWriter out) throws CodecException {
        out.writeInt(date.getYear());
        out.writeByte(date.getMonthValue());
        out.writeByte(date.getDayOfMonth());
    }

    private static LocalDate readDate(ItemReader in) throws CodecException {
        return LocalDate.of(in.readInt(), in.readByte(), in.readByte());
    }

    private static void writeDateTime(LocalDateTime time, ItemWriter out) throws CodecException {
        writeDate(time.toLocalDate(), out);
        out.writeLong(time.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime readDateTime(ItemReader in) throws CodecException {
        return LocalDateTime.of(readDate(in), LocalTime.ofNanoOfDay(in.readLong()));
    }

    private static ZonedDateTime readZoned(ItemReader in) throws CodecException {
        LocalDateTime time = readDateTime(in);
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(in.readInt());
        ZoneId zone = ZoneId.of(in.readString());
        return ZonedDateTime.ofInstant(time, offset, zone);
    }

    private static Object readOther(ItemReader in) throws CodecException {
        Chronology chronology = Chronology.of(in.readString());
        long day = ChronoField.EPOCH_DAY.checkValidValue(in.readLong());
        return chronology.dateEpochDay(day);
    }

    private static int nanos(ItemReader in) throws CodecException {
        int nanos = in.readInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw new CodecException("has " + nanos + " nanoseconds in a second");
        }
        return nanos;
    }

}
