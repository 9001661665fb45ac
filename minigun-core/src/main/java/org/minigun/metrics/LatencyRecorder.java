package org.minigun.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The latencies of one stage of one run, in bounded memory. Thread-safe.
 * <p>
 * Two significant digits, from a nanosecond to an hour; grows as needed to about 30 kB.
 */
public final class LatencyRecorder {

    private static final long LONGEST = Duration.ofHours(1).toNanos();

    private final Histogram histogram = new ConcurrentHistogram(2);

    private final LongAdder total = new LongAdder();

    /**
     * Makes a recorder without latencies.
     */
    public LatencyRecorder() {
        this.histogram.setAutoResize(true);
    }

    /**
     * Records a latency.
     * @param nanos the latency in nanoseconds; over an hour counts as an hour
     * @param count how many items it stands for
     */
    public void record(long nanos, long count) {
        long bounded = Math.max(0, Math.min(nanos, LONGEST));
        this.histogram.recordValueWithCount(bounded, count);
        this.total.add(bounded * count);
    }

    /**
     * Sums up what was recorded until now.
     * @return the summary
     */
    public LatencySummary summary() {
        return histogram().summary();
    }

    /**
     * Copies what was recorded until now.
     * @return the copy
     */
    public LatencyHistogram histogram() {
        // Not all of it is of one instant: a copy holds at least what it counts.
        long nanos = this.total.sum();
        return new LatencyHistogram(this.histogram.copy(), nanos);
    }

}
