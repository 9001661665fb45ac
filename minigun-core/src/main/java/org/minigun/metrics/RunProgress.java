package org.minigun.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is, counted in the items of its producers.
 *
 * @param emitted items that all producers have emitted
 * @param settled those of them that the stages behind the producers have finished with,
 * well or badly
 * @param expected items that all producers will emit as they have told by
 * {@code Output.expect}, or -1 if one of them has told nothing
 */
public record RunProgress(long emitted, long settled, long expected) {

    /**
     * Returns the share of the run that is done.
     * @return from 0 to 1, or empty if a producer has not told its total
     */
    public OptionalDouble share() {
        if (this.expected < 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble
            .of((this.expected == 0) ? 1 : Math.min(1, Math.max(0, (double) this.settled / this.expected)));
    }

    /**
     * Estimates how long the run still takes, if it goes on as fast as it did.
     * @param runtime how long it has gone on
     * @return the time, or empty if a producer has not told its total or nothing is done
     * yet
     */
    public Optional<Duration> remaining(Duration runtime) {
        if (this.expected < 0 || this.settled <= 0) {
            return Optional.empty();
        }
        double left = Math.max(0, this.expected - this.settled) / (double) this.settled;
        return Optional.of(Duration.ofNanos((long) Math.min(Long.MAX_VALUE, runtime.toNanos() * left)));
    }

}
