package org.minigun.spring.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.minigun.Run;
import org.minigun.execution.RunLatencies;
import org.minigun.metrics.LatencyHistogram;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;

/**
 * The counts of one task over all its runs: the sums of those that have ended, of which
 * nothing else is kept, and what those have that go on. They only grow, since a run is
 * moved from one to the other under the lock. Thread-safe.
 */
final class TaskCounts {

    /** A scrape reads hundreds of meters; the runs are asked once for all of them. */
    private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

    private final boolean latencies;

    // Guarded by this.

    private final Map<String, StageSums> ended = new HashMap<>();

    private final Map<String, LatencyHistogram> last = new HashMap<>();

    private final Set<Run> live = new LinkedHashSet<>();

    private @Nullable Snapshot snapshot;

    TaskCounts(boolean latencies) {
        this.latencies = latencies;
    }

    synchronized void started(Run run) {
        this.live.add(run);
        this.snapshot = null;
    }

    synchronized void ended(Run run, RunStatistics statistics) {
        if (!this.live.remove(run)) {
            return;
        }
        this.snapshot = null;
        Map<String, LatencyHistogram> histograms = histograms(run);
        this.last.clear();
        this.last.putAll(histograms);
        for (StageStatistics stage : statistics.stages()) {
            this.ended.computeIfAbsent(stage.stage(), (path) -> new StageSums())
                .add(stage, histograms.getOrDefault(stage.stage(), LatencyHistogram.NONE));
        }
    }

    private Map<String, LatencyHistogram> histograms(Run run) {
        return this.latencies ? RunLatencies.of(run) : Map.of();
    }

    synchronized int active() {
        return this.live.size();
    }

    /** How much of the oldest run is done; not a number if that is not known. */
    synchronized double progress() {
        return this.live.stream()
            .findFirst()
            .map((run) -> run.statistics().progress().share().orElse(Double.NaN))
            .orElse(Double.NaN);
    }

    StageSums stage(String path) {
        return snapshot().sums().getOrDefault(path, StageSums.NONE);
    }

    /** The latencies of the runs that go on, or else of the last one. */
    LatencyHistogram recent(String path) {
        return snapshot().recent().getOrDefault(path, LatencyHistogram.NONE);
    }

    private synchronized Snapshot snapshot() {
        Snapshot known = this.snapshot;
        long now = System.nanoTime();
        if (known == null || now - known.takenNanos() >= FRESH_NANOS) {
            known = take(now);
            this.snapshot = known;
        }
        return known;
    }

    private Snapshot take(long now) {
        Map<String, StageSums> sums = new HashMap<>();
        this.ended.forEach((path, stage) -> sums.put(path, stage.copy()));
        Map<String, LatencyHistogram> recent = new HashMap<>();
        for (Run run : this.live) {
            RunStatistics statistics = run.statistics();
            Map<String, LatencyHistogram> histograms = histograms(run);
            for (StageStatistics stage : statistics.stages()) {
                LatencyHistogram histogram = histograms.getOrDefault(stage.stage(), LatencyHistogram.NONE);
                StageSums sum = sums.computeIfAbsent(stage.stage(), (path) -> new StageSums());
                sum.add(stage, histogram);
                sum.addLive(stage, statistics.runtime());
                recent.merge(stage.stage(), histogram, LatencyHistogram::plus);
            }
        }
        return new Snapshot(now, sums, this.live.isEmpty() ? Map.copyOf(this.last) : recent);
    }

    private record Snapshot(long takenNanos, Map<String, StageSums> sums, Map<String, LatencyHistogram> recent) {
    }

}
