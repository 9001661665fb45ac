package org.minigun.spring.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is told of latencies besides their number and sum.
 *
 * @param histogram whether counts of items by their latency are published, from which a
 * monitoring system works out percentiles over instances and times
 * @param percentiles percentiles that are worked out here, from 0 to 1; may be empty
 */
public record LatencyOptions(boolean histogram, List<Double> percentiles) {

    /**
     * The default: no histogram; the median and the 95th and 99th of 100.
     */
    public static final LatencyOptions DEFAULT = new LatencyOptions(false, List.of(0.5, 0.95, 0.99));

    private static final int[] STEPS = { 1, 2, 5 };

    /**
     * Checks the percentiles.
     * @throws IllegalArgumentException if one is not from 0 to 1
     */
    public LatencyOptions {
        percentiles = List.copyOf(percentiles);
        for (double percentile : percentiles) {
            if (!(percentile >= 0 && percentile <= 1)) {
                throw new IllegalArgumentException(
                        "Invalid percentile (" + percentile + "): must be from 0 to 1, such as 0.99");
            }
        }
    }

    boolean isWanted() {
        return this.histogram || !this.percentiles.isEmpty();
    }

    /** From 1 us to 100 s, three in each power of ten. */
    static List<Duration> buckets() {
        List<Duration> buckets = new ArrayList<>();
        for (long power = 1_000; power <= 10_000_000_000L; power *= 10) {
            for (int step : STEPS) {
                buckets.add(Duration.ofNanos(power * step));
            }
        }
        buckets.add(Duration.ofSeconds(100));
        return buckets;
    }

}
