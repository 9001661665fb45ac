package org.minigun.metrics;

import java.time.Duration;

/**
 * Latencies of a stage: the time that its code took for an item, without what it waited
 * for its targets.
 * <p>
 * Every item is measured while items are slow; of fast items (under about 10
 * microseconds) a regular sample is, since reading the clock would cost more than the
 * item. Values are kept to two significant digits.
 *
 * @param count how many items the latencies stand for
 * @param mean the mean
 * @param p50 half of the items took at most this
 * @param p90 nine of ten took at most this
 * @param p95 95 of 100 took at most this
 * @param p99 99 of 100 took at most this
 * @param max the longest that was measured
 */
public record LatencySummary(long count, Duration mean, Duration p50, Duration p90, Duration p95, Duration p99,
        Duration max) {

    /**
     * The summary of no items.
     */
    public static final LatencySummary NONE = new LatencySummary(0, Duration.ZERO, Duration.ZERO, Duration.ZERO,
            Duration.ZERO, Duration.ZERO, Duration.ZERO);

}
