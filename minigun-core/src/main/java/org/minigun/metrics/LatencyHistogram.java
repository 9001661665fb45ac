package org.minigun.metrics;

import java.time.Duration;
import java.util.Optional;

import org.HdrHistogram.Histogram;

/**
 * The latencies of a stage at one moment, of which any percentile can be asked and which
 * can be added up over runs. Immutable.
 */
public final class LatencyHistogram {

    /** The histogram of no items. */
    public static final LatencyHistogram NONE = new LatencyHistogram(new Histogram(2), 0);

    private final Histogram histogram;

    private final long totalNanos;

    LatencyHistogram(Histogram histogram, long totalNanos) {
        this.histogram = histogram;
        this.totalNanos = totalNanos;
    }

    /**
     * Returns how many items the latencies stand for.
     * @return the number
     */
    public long count() {
        return this.histogram.getTotalCount();
    }

    /**
     * Returns how many items took at most a time.
     * @param latency the time
     * @return the number, right to two significant digits of the time; it grows with the
     * time
     */
    public long countUpTo(Duration latency) {
        return (count() == 0) ? 0 : this.histogram.getCountBetweenValues(0, latency.toNanos());
    }

    /**
     * Returns a percentile.
     * @param percentile from 0 to 100
     * @return the time that so many of 100 items took at most, or empty if there are none
     */
    public Optional<Duration> percentile(double percentile) {
        return (count() == 0) ? Optional.empty()
                : Optional.of(Duration.ofNanos(this.histogram.getValueAtPercentile(percentile)));
    }

    /**
     * Adds the latencies of another run.
     * @param other the other histogram
     * @return the sum
     */
    public LatencyHistogram plus(LatencyHistogram other) {
        if (other.count() == 0) {
            return this;
        }
        if (count() == 0) {
            return other;
        }
        Histogram sum = this.histogram.copy();
        sum.setAutoResize(true);
        sum.add(other.histogram);
        return new LatencyHistogram(sum, this.totalNanos + other.totalNanos);
    }

    LatencySummary summary() {
        long count = count();
        if (count == 0) {
            return LatencySummary.NONE;
        }
        return new LatencySummary(count, Duration.ofNanos(this.totalNanos / count), at(50), at(90), at(95), at(99),
                Duration.ofNanos(this.histogram.getMaxValue()));
    }

    private Duration at(double percentile) {
        return Duration.ofNanos(this.histogram.getValueAtPercentile(percentile));
    }

}
