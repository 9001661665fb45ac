package org.minigun.spring.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.minigun.metrics.LatencyHistogram;
import org.minigun.metrics.StageStatistics;

/**
 * What one stage of a task has done in several runs. Not thread-safe; not changed any
 * more once others see it.
 */
final class StageSums {

    static final StageSums NONE = new StageSums();

    private final Map<Count, Long> counts = new EnumMap<>(Count.class);

    private LatencyHistogram latency = LatencyHistogram.NONE;

    private long inFlight;

    private long depth;

    private long capacity;

    private long contexts;

    private double busyNanos;

    private double availableNanos;

    StageSums copy() {
        StageSums copy = new StageSums();
        copy.counts.putAll(this.counts);
        copy.latency = this.latency;
        return copy;
    }

    void add(StageStatistics stage, LatencyHistogram more) {
        for (Count count : Count.values()) {
            this.counts.merge(count, count.of(stage), Long::sum);
        }
        this.latency = this.latency.plus(more);
    }

    /** Adds what is there now only, of a run that goes on. */
    void addLive(StageStatistics stage, Duration runtime) {
        this.inFlight += stage.inFlight();
        this.depth += stage.queueDepth();
        this.capacity += stage.capacity();
        this.contexts += stage.contexts();
        this.busyNanos += stage.busy().toNanos();
        this.availableNanos += (double) runtime.toNanos() * Math.max(1, stage.contexts());
    }

    long count(Count count) {
        return this.counts.getOrDefault(count, 0L);
    }

    LatencyHistogram latency() {
        return this.latency;
    }

    long inFlight() {
        return this.inFlight;
    }

    long depth() {
        return this.depth;
    }

    long capacity() {
        return this.capacity;
    }

    long contexts() {
        return this.contexts;
    }

    double busyShare() {
        return (this.availableNanos > 0) ? this.busyNanos / this.availableNanos : 0;
    }

}
