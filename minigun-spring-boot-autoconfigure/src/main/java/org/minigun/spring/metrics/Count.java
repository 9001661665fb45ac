package org.minigun.spring.metrics;

import java.util.function.ToLongFunction;

import org.minigun.metrics.StageStatistics;

/**
 * The counts of a stage that only grow, and so can be added up over runs.
 */
enum Count {

    RECEIVED(StageStatistics::received),

    EMITTED(StageStatistics::emitted),

    DONE(StageStatistics::done),

    FAILED(StageStatistics::failed),

    SKIPPED(StageStatistics::skipped),

    DEAD_LETTERED(StageStatistics::deadLettered),

    UNFINISHED(StageStatistics::unfinished),

    FAILED_ATTEMPTS(StageStatistics::failedAttempts),

    RETRIED(StageStatistics::retried),

    BUSY_NANOS((stage) -> stage.busy().toNanos()),

    TIMED((stage) -> stage.latency().count()),

    BLOCKED_NANOS((stage) -> stage.blocked().toNanos()),

    STARVED_NANOS((stage) -> stage.starved().toNanos());

    private final ToLongFunction<StageStatistics> source;

    Count(ToLongFunction<StageStatistics> source) {
        this.source = source;
    }

    long of(StageStatistics stage) {
        return this.source.applyAsLong(stage);
    }

}
