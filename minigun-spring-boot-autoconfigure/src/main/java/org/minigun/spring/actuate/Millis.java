package org.minigun.spring.actuate;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Durations as they are told: milliseconds with a fraction of three digits.
 */
final class Millis {

    private Millis() {
    }

    static double of(Duration duration) {
        return Math.round(duration.toNanos() / 1e3) / 1e3;
    }

    static @Nullable Double ofNullable(@Nullable Duration duration) {
        return (duration != null) ? of(duration) : null;
    }

    /** Another number, to three digits behind the point. */
    static double rounded(double number) {
        return Double.isFinite(number) ? Math.round(number * 1e3) / 1e3 : 0;
    }

}
