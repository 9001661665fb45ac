package org.minigun.spring.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.minigun.execution.PoolStatistics;
import org.minigun.execution.WorkerStatistics;
import org.minigun.process.DeathReason;

/**
 * Makes the meters of pools.
 */
final class PoolMeters {

    private static final double SECOND = 1e9;

    /** Known beforehand, so that a counter is there, with 0, before it first grows. */
    private static final List<String> CAUSES = Stream
        .concat(Arrays.stream(DeathReason.values())
            .filter((reason) -> reason != DeathReason.CANCELLED)
            .map((reason) -> reason.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                Stream.of("asked", "max-items", "max-age", "max-memory"))
        .toList();

    private PoolMeters() {
    }

    static void bind(MeterMaker registry, String pool, PoolCounts counts, boolean processes) {
        registry.gauge(MinigunMeter.POOL_SIZE, counts, (all) -> all.pool(pool, PoolStatistics::size), pool);
        registry.gauge(MinigunMeter.POOL_ACTIVE, counts, (all) -> all.pool(pool, PoolStatistics::active), pool);
        registry.gauge(MinigunMeter.POOL_IDLE, counts, (all) -> all.pool(pool, PoolStatistics::idle), pool);
        registry.gauge(MinigunMeter.POOL_WAITING, counts, (all) -> all.pool(pool, PoolStatistics::waiting), pool);
        if (processes) {
            bindWorkers(registry, pool, counts);
        }
    }

    private static void bindWorkers(MeterMaker registry, String pool, PoolCounts counts) {
        registry.gauge(MinigunMeter.WORKER_PROCESSES, counts, (all) -> all.workers(pool, WorkerStatistics::processes),
                pool);
        registry.counter(MinigunMeter.WORKER_STARTS, counts, (all) -> all.workers(pool, WorkerStatistics::starts),
                pool);
        registry.counter(MinigunMeter.WORKER_START_FAILURES, counts,
                (all) -> all.workers(pool, WorkerStatistics::failedStarts), pool);
        for (String cause : CAUSES) {
            registry.counter(MinigunMeter.WORKER_RESTARTS, counts,
                    (all) -> all.workers(pool, (workers) -> workers.restarts().getOrDefault(cause, 0L)), pool, cause);
        }
        registry.gauge(MinigunMeter.WORKER_MEMORY, counts, (all) -> all.workers(pool, WorkerStatistics::memoryBytes),
                pool);
        registry.counter(MinigunMeter.WORKER_CPU, counts,
                (all) -> all.workers(pool, (workers) -> workers.cpu().toNanos() / SECOND), pool);
        registry.gauge(MinigunMeter.WORKER_AGE, counts,
                (all) -> all.workers(pool, (workers) -> workers.oldest().toNanos() / SECOND), pool);
    }

}
