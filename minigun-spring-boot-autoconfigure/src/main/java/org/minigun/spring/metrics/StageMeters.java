package org.minigun.spring.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import org.minigun.graph.StageKind;

/**
 * Makes the meters of the stages of one task.
 */
final class StageMeters {

    private static final double SECOND = 1e9;

    private static final Map<String, Count> OUTCOMES = Map.of("done", Count.DONE, "failed", Count.FAILED, "skipped",
            Count.SKIPPED, "dead_lettered", Count.DEAD_LETTERED, "unfinished", Count.UNFINISHED);

    private final MeterMaker registry;

    private final String task;

    private final TaskCounts counts;

    private final LatencyOptions latencies;

    StageMeters(MeterMaker registry, String task, TaskCounts counts, LatencyOptions latencies) {
        this.registry = registry;
        this.task = task;
        this.counts = counts;
        this.latencies = latencies;
    }

    void bind(String path, StageKind kind) {
        if (kind != StageKind.CONSUMER) {
            counter(MinigunMeter.STAGE_EMITTED, Count.EMITTED, 1, path);
        }
        this.registry.gauge(MinigunMeter.STAGE_CONTEXTS, this.counts, (task) -> task.stage(path).contexts(), this.task,
                path);
        if (kind != StageKind.PRODUCER) {
            bindItems(path);
            bindLatency(path);
            bindChannel(path);
        }
    }

    private void bindItems(String path) {
        OUTCOMES.forEach((outcome, count) -> counter(MinigunMeter.STAGE_ITEMS, count, 1, path, outcome));
        counter(MinigunMeter.STAGE_RECEIVED, Count.RECEIVED, 1, path);
        counter(MinigunMeter.STAGE_FAILURES, Count.FAILED_ATTEMPTS, 1, path);
        counter(MinigunMeter.STAGE_RETRIES, Count.RETRIED, 1, path);
        counter(MinigunMeter.STAGE_BUSY, Count.BUSY_NANOS, SECOND, path);
        this.registry.gauge(MinigunMeter.STAGE_IN_FLIGHT, this.counts, (task) -> task.stage(path).inFlight(), this.task,
                path);
        this.registry.gauge(MinigunMeter.STAGE_BUSY_SHARE, this.counts, (task) -> task.stage(path).busyShare(),
                this.task, path);
    }

    private void bindLatency(String path) {
        this.registry.timer(MinigunMeter.STAGE_LATENCY, this.counts, (task) -> task.stage(path).count(Count.TIMED),
                (task) -> task.stage(path).count(Count.BUSY_NANOS), this.task, path);
        for (double percentile : this.latencies.percentiles()) {
            this.registry.gauge(MinigunMeter.STAGE_LATENCY_PERCENTILE, this.counts,
                    (task) -> task.recent(path)
                        .percentile(percentile * 100)
                        .map((latency) -> latency.toNanos() / SECOND)
                        .orElse(Double.NaN),
                    this.task, path, text(percentile));
        }
        if (this.latencies.histogram()) {
            for (Duration bucket : LatencyOptions.buckets()) {
                this.registry.counter(MinigunMeter.STAGE_LATENCY_BUCKET, this.counts,
                        (task) -> task.stage(path).latency().countUpTo(bucket), this.task, path,
                        text(bucket.toNanos() / SECOND));
            }
            this.registry.counter(MinigunMeter.STAGE_LATENCY_BUCKET, this.counts,
                    (task) -> task.stage(path).latency().count(), this.task, path, "+Inf");
        }
    }

    private void bindChannel(String path) {
        this.registry.gauge(MinigunMeter.CHANNEL_DEPTH, this.counts, (task) -> task.stage(path).depth(), this.task,
                path);
        this.registry.gauge(MinigunMeter.CHANNEL_CAPACITY, this.counts, (task) -> task.stage(path).capacity(),
                this.task, path);
        counter(MinigunMeter.CHANNEL_WAITING, Count.BLOCKED_NANOS, SECOND, path, "sender");
        counter(MinigunMeter.CHANNEL_WAITING, Count.STARVED_NANOS, SECOND, path, "receiver");
    }

    private void counter(MinigunMeter meter, Count count, double unit, String path, String... more) {
        String[] tags = new String[more.length + 2];
        tags[0] = this.task;
        tags[1] = path;
        System.arraycopy(more, 0, tags, 2, more.length);
        this.registry.counter(meter, this.counts, (task) -> task.stage(path).count(count) / unit, tags);
    }

    /** Such as 0.99 and 0.000001, without an exponent. */
    private static String text(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

}
