package org.minigun.spring.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.StageKind;
import org.minigun.spring.history.RunStatus;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * One run with its statistics, live while it goes on.
 *
 * @param id its id
 * @param task the name of its task
 * @param status where it is in its life
 * @param trigger what has started it
 * @param parameters what it was given
 * @param started when it began
 * @param durationMillis how long it took or goes on; {@code null} if that is not known
 * @param emitted items that its producers have emitted; {@code null} if not known
 * @param consumed items that its last stages have finished; {@code null} if not known
 * @param throughput items that its last stages have finished in a second; {@code null} if
 * not known
 * @param progress how far it is; {@code null} if not known
 * @param bottleneck the stage that limits it, or {@code null} if not known
 * @param failures how many failures it had
 * @param failure what has failed it, or {@code null}
 * @param stages the counts of its stages, in order of declaration; empty if not known
 */
public record RunDescriptor(String id, String task, RunStatus status, String trigger, Map<String, String> parameters,
        Instant started, @Nullable Double durationMillis, @Nullable Long emitted, @Nullable Long consumed,
        @Nullable Double throughput, @Nullable ProgressDescriptor progress, @Nullable BottleneckDescriptor bottleneck,
        long failures, @Nullable String failure,
        List<StageStatisticsDescriptor> stages) implements OperationResponseBody {

    /**
     * How far a run is, in items of its producers.
     *
     * @param settled items that the stages behind the producers have finished with
     * @param expected items that the producers will emit, or {@code null} if not told
     * @param share from 0 to 1, or {@code null} if not told
     * @param remainingMillis how long the run still takes at this rate, or {@code null}
     */
    public record ProgressDescriptor(long settled, @Nullable Long expected, @Nullable Double share,
            @Nullable Double remainingMillis) {
    }

    /**
     * The stage that limits a run.
     *
     * @param stage its path
     * @param reason what tells that it is the one
     */
    public record BottleneckDescriptor(String stage, String reason) {
    }

    /**
     * The counts of a stage.
     *
     * @param stage its path
     * @param kind its kind
     * @param last whether it has no targets
     * @param contexts how many contexts have served it
     * @param received items that arrived, those waiting included
     * @param done items that were finished
     * @param emitted items that were emitted
     * @param failed items that failed the run
     * @param skipped items that were skipped
     * @param deadLettered items that were given up on
     * @param unfinished items that were cut off
     * @param inFlight items that wait or are in work
     * @param failedAttempts attempts that threw
     * @param retried further attempts
     * @param throughput items that it has finished in a second, or emitted if it is a
     * producer
     * @param queueDepth items that wait in its channel
     * @param queueCapacity items that its channel holds; 0 if it has none
     * @param busyShare share of the time that its contexts were busy, from 0 to 1
     * @param busyMillis time that its code took, over all contexts
     * @param blockedMillis time that its sources have waited for room in its channel
     * @param starvedMillis time that its contexts have waited for items
     * @param latencyMillis latencies of its items, or {@code null} if none were measured
     */
    public record StageStatisticsDescriptor(String stage, StageKind kind, boolean last, int contexts, long received,
            long done, long emitted, long failed, long skipped, long deadLettered, long unfinished, long inFlight,
            long failedAttempts, long retried, double throughput, long queueDepth, long queueCapacity, double busyShare,
            double busyMillis, double blockedMillis, double starvedMillis, @Nullable LatencyDescriptor latencyMillis) {
    }

    /**
     * Latencies in milliseconds.
     *
     * @param mean the mean
     * @param p50 half of the items took at most this
     * @param p90 nine of ten took at most this
     * @param p95 95 of 100 took at most this
     * @param p99 99 of 100 took at most this
     * @param max the longest
     */
    public record LatencyDescriptor(double mean, double p50, double p90, double p95, double p99, double max) {
    }

}
