package org.minigun.demo.report;

import java.time.Duration;
import java.util.Locale;

/**
 * Writes sizes and times as people read them.
 */
public final class Sizes {

    private static final String[] UNITS = { "B", "kB", "MB", "GB", "TB" };

    private Sizes() {
    }

    /**
     * Writes a number of bytes.
     * @param bytes the number
     * @return such as {@code 8.9 MB}; a kB is 1000 bytes
     */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return (unit == 0) ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /**
     * Writes a count.
     * @param count the count
     * @return such as {@code 1,167}
     */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * Writes a count of things.
     * @param count the count
     * @param thing what is counted, in the singular
     * @return such as {@code 1 jar} or {@code 1,167 jars}
     */
    public static String count(long count, String thing) {
        String things = thing.endsWith("s") ? thing + "es" : thing + "s";
        return count(count) + " " + ((count == 1) ? thing : things);
    }

    /**
     * Writes a time.
     * @param time the time
     * @return such as {@code 8.3 s} or {@code 2 min 5 s}
     */
    public static String time(Duration time) {
        return (time.toMinutes() > 0) ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

}
