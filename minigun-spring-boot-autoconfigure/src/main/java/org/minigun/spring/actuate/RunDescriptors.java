package org.minigun.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;
import org.minigun.graph.StageKind;
import org.minigun.metrics.Bottleneck;
import org.minigun.metrics.LatencySummary;
import org.minigun.metrics.RunProgress;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;
import org.minigun.spring.actuate.FailuresDescriptor.FailureDescriptor;
import org.minigun.spring.actuate.RunDescriptor.BottleneckDescriptor;
import org.minigun.spring.actuate.RunDescriptor.LatencyDescriptor;
import org.minigun.spring.actuate.RunDescriptor.ProgressDescriptor;
import org.minigun.spring.actuate.RunDescriptor.StageStatisticsDescriptor;
import org.minigun.spring.actuate.RunsDescriptor.RunSummaryDescriptor;
import org.minigun.spring.history.FailureRecord;
import org.minigun.spring.history.RunRecord;
import org.minigun.spring.history.RunStatus;

/**
 * Describes runs.
 */
final class RunDescriptors {

    private final Values values;

    RunDescriptors(Values values) {
        this.values = values;
    }

    RunSummaryDescriptor summary(RunRecord run) {
        RunStatistics counts = run.statistics();
        return new RunSummaryDescriptor(run.id(), run.task(), run.status(), run.trigger(), run.started(), duration(run),
                (counts != null) ? counts.emitted() : null, (counts != null) ? counts.consumed() : null,
                (counts != null) ? Millis.rounded(counts.throughput()) : null, progress(run), run.failures(),
                failure(run));
    }

    RunDescriptor run(RunRecord run, boolean shown) {
        RunStatistics counts = run.statistics();
        BottleneckDescriptor bottleneck = (counts != null)
                ? Bottleneck.of(counts).map((one) -> new BottleneckDescriptor(one.stage(), one.reason())).orElse(null)
                : null;
        return new RunDescriptor(run.id(), run.task(), run.status(), run.trigger(),
                this.values.of(run.parameters(), shown), run.started(), duration(run),
                (counts != null) ? counts.emitted() : null, (counts != null) ? counts.consumed() : null,
                (counts != null) ? Millis.rounded(counts.throughput()) : null, progress(run), bottleneck,
                run.failures(), failure(run), (counts != null)
                        ? counts.stages().stream().map((stage) -> stage(stage, counts.runtime())).toList() : List.of());
    }

    /** What has failed a run; nobody could tell it of one that was cut off. */
    private static @Nullable String failure(RunRecord run) {
        return (run.failure() == null && run.status() == RunStatus.INTERRUPTED)
                ? "Its application has ended in mid-run; what it had done is not known" : run.failure();
    }

    private static @Nullable Double duration(RunRecord run) {
        if (run.duration() == null && run.status() == RunStatus.INTERRUPTED) {
            return null;
        }
        Duration ended = run.duration();
        return Millis.of((ended != null) ? ended : Duration.between(run.started(), Instant.now()));
    }

    private static @Nullable ProgressDescriptor progress(RunRecord run) {
        RunStatistics counts = run.statistics();
        if (counts == null) {
            return null;
        }
        RunProgress progress = counts.progress();
        OptionalDouble share = progress.share();
        return new ProgressDescriptor(progress.settled(), (progress.expected() >= 0) ? progress.expected() : null,
                share.isPresent() ? Millis.rounded(share.getAsDouble()) : null,
                run.status().isFinal() ? null : progress.remaining(counts.runtime()).map(Millis::of).orElse(null));
    }

    private static StageStatisticsDescriptor stage(StageStatistics stage, Duration runtime) {
        long finished = (stage.kind() == StageKind.PRODUCER) ? stage.emitted() : stage.done();
        double seconds = runtime.toNanos() / 1e9;
        return new StageStatisticsDescriptor(stage.stage(), stage.kind(), stage.last(), stage.contexts(),
                stage.received(), stage.done(), stage.emitted(), stage.failed(), stage.skipped(), stage.deadLettered(),
                stage.unfinished(), stage.inFlight(), stage.failedAttempts(), stage.retried(),
                Millis.rounded((seconds > 0) ? finished / seconds : 0), stage.queueDepth(), stage.capacity(),
                Millis.rounded(Math.min(1, stage.busyShare(runtime))), Millis.of(stage.busy()),
                Millis.of(stage.blocked()), Millis.of(stage.starved()), latency(stage.latency()));
    }

    private static @Nullable LatencyDescriptor latency(LatencySummary latency) {
        return (latency.count() == 0) ? null
                : new LatencyDescriptor(Millis.of(latency.mean()), Millis.of(latency.p50()), Millis.of(latency.p90()),
                        Millis.of(latency.p95()), Millis.of(latency.p99()), Millis.of(latency.max()));
    }

    static FailureDescriptor failure(FailureRecord failure) {
        return new FailureDescriptor(failure.kind(), failure.where(), failure.item(),
                (failure.attempts() > 0) ? failure.attempts() : null, failure.time(), failure.exception(),
                failure.message(), failure.stackTrace());
    }

}
