package org.minigun.spring.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.execution.WorkerStatistics;

/**
 * The pools of an engine, asked once for all meters of a scrape. Thread-safe.
 */
final class PoolCounts {

    private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

    private final Engine engine;

    // Guarded by this.

    private Map<String, PoolStatistics> known = Map.of();

    private long takenNanos = System.nanoTime() - FRESH_NANOS;

    PoolCounts(Engine engine) {
        this.engine = engine;
    }

    double pool(String name, ToDoubleFunction<PoolStatistics> value) {
        PoolStatistics pool = pools().get(name);
        return (pool != null) ? value.applyAsDouble(pool) : 0;
    }

    double workers(String name, ToDoubleFunction<WorkerStatistics> value) {
        return pool(name, (pool) -> {
            WorkerStatistics workers = pool.workers();
            return (workers != null) ? value.applyAsDouble(workers) : 0;
        });
    }

    private synchronized Map<String, PoolStatistics> pools() {
        long now = System.nanoTime();
        if (now - this.takenNanos >= FRESH_NANOS) {
            Map<String, PoolStatistics> taken = new HashMap<>();
            this.engine.pools().forEach((pool) -> taken.put(pool.name(), pool));
            this.known = taken;
            this.takenNanos = now;
        }
        return this.known;
    }

}
