package org.minigun.execution;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the processes of a pool. Counts and CPU time only grow.
 *
 * @param processes processes that there are
 * @param healthy whether starts do not keep failing
 * @param startFailure how the last start has failed, or {@code null} if it has not
 * @param starts processes that have started
 * @param failedStarts starts that have failed, workers included that were of no use
 * @param restarts workers that were lost or replaced, by the cause: how they have died
 * ({@code signal}, {@code out-of-heap}), or for what they were replaced
 * ({@code max-items}, {@code max-age}, {@code max-memory}, or {@code asked} by somebody)
 * @param memoryBytes resident memory of all processes; 0 where it is not known
 * @param cpu CPU time of all processes, of those that have ended as it was half a second
 * before at most; zero where it is not known
 * @param oldest the age of the oldest process; zero if there is none
 */
public record WorkerStatistics(int processes, boolean healthy, @Nullable String startFailure, long starts,
        long failedStarts, Map<String, Long> restarts, long memoryBytes, Duration cpu, Duration oldest) {

    /**
     * Makes statistics.
     */
    public WorkerStatistics {
        restarts = Map.copyOf(restarts);
    }

    WorkerStatistics plus(WorkerStatistics other) {
        Map<String, Long> both = new TreeMap<>(this.restarts);
        other.restarts.forEach((cause, count) -> both.merge(cause, count, Long::sum));
        return new WorkerStatistics(this.processes + other.processes, this.healthy && other.healthy,
                (this.startFailure != null) ? this.startFailure : other.startFailure, this.starts + other.starts,
                this.failedStarts + other.failedStarts, both, this.memoryBytes + other.memoryBytes,
                this.cpu.plus(other.cpu), (this.oldest.compareTo(other.oldest) > 0) ? this.oldest : other.oldest);
    }

}
