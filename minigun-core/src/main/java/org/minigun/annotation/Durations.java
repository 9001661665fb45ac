package org.minigun.annotation;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as they are written in an annotation: a whole number with its unit, or ISO-8601.
 */
final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("([+-]?\\d{1,18})\\s*(ns|us|ms|s|m|h|d)");

    private static final Map<String, ChronoUnit> UNITS = Map.of("ns", ChronoUnit.NANOS, "us", ChronoUnit.MICROS, "ms",
            ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d",
            ChronoUnit.DAYS);

    private Durations() {
    }

    /**
     * Reads a time.
     * @param text the time as written
     * @return the time
     * @throws IllegalArgumentException if it cannot be read; the message says what to
     * write
     */
    static Duration parse(String text) {
        String trimmed = text.trim();
        Matcher matcher = WRITTEN.matcher(trimmed.toLowerCase(Locale.ROOT));
        try {
            if (matcher.matches()) {
                return Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
            }
            return Duration.parse(trimmed);
        }
        catch (DateTimeParseException | ArithmeticException ex) {
            throw new IllegalArgumentException(
                    "a number with its unit (ns, us, ms, s, m, h or d), such as 50ms, 1s or 5m", ex);
        }
    }

}
