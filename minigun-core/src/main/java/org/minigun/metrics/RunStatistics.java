package org.minigun.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.minigun.graph.StageKind;

/**
 * The counts of a run at one moment.
 *
 * @param stages the stages, nested ones included, in order of declaration
 * @param runtime how long the run has gone on
 * @param progress how far the run is
 */
public record RunStatistics(List<StageStatistics> stages, Duration runtime, RunProgress progress) {

    /**
     * Returns the counts of a stage.
     * @param path its path
     * @return the counts
     * @throws IllegalArgumentException if there is no such stage
     */
    public StageStatistics stage(String path) {
        return this.stages.stream()
            .filter((stage) -> stage.stage().equals(path))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No stage '" + path + "' in the statistics; there are "
                    + this.stages.stream().map(StageStatistics::stage).toList()));
    }

    /**
     * Returns how many items all producers have emitted.
     * @return the number
     */
    public long emitted() {
        return this.stages.stream()
            .filter((stage) -> stage.kind() == StageKind.PRODUCER)
            .mapToLong(StageStatistics::emitted)
            .sum();
    }

    /**
     * Returns how many items the last stages have finished.
     * @return the number
     */
    public long consumed() {
        return this.stages.stream()
            .filter((stage) -> stage.last() && stage.kind() != StageKind.PIPELINE)
            .mapToLong(StageStatistics::done)
            .sum();
    }

    /**
     * Returns how many items the last stages have finished in a second.
     * @return items per second; 0 if no time has passed
     */
    public double throughput() {
        return this.runtime.isZero() ? 0 : consumed() / (this.runtime.toNanos() / 1e9);
    }

    /**
     * Returns the stage that limits the run, as {@link Bottleneck} tells it.
     * @return the path of the stage, or empty if nothing was measured
     */
    public Optional<String> bottleneck() {
        return Bottleneck.of(this).map(Bottleneck::stage);
    }

}
