package org.minigun.metrics;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

import org.minigun.graph.StageKind;

/**
 * The stage that limits a run, found by how busy stages are and who waits for whom:
 * <ol>
 * <li>the stage that is busiest, if its contexts are busy for most of the time;</li>
 * <li>else the last stage whose sources wait for room in its channel: it is held up by
 * something that does not count as its work, such as a shared pool;</li>
 * <li>else a producer, if every stage behind a channel waits for items most of the
 * time;</li>
 * <li>else the stage that is busiest.</li>
 * </ol>
 *
 * @param stage the path of the stage
 * @param reason what tells that it is the one, as half a sentence
 */
public record Bottleneck(String stage, String reason) {

    private static final double MOST = 0.7;

    private static final double HALF = 0.5;

    private static final double MUCH = 0.2;

    /**
     * Finds the bottleneck.
     * @param statistics the counts of a run
     * @return the bottleneck, or empty if nothing was measured
     */
    public static Optional<Bottleneck> of(RunStatistics statistics) {
        Duration runtime = statistics.runtime();
        Optional<StageStatistics> busiest = statistics.stages()
            .stream()
            .filter((stage) -> isWorking(stage) && !stage.busy().isZero())
            .max(Comparator.comparingDouble((stage) -> stage.busyShare(runtime)));
        if (busiest.isEmpty() || runtime.isZero()) {
            return busiest.map((stage) -> busy(stage, runtime));
        }
        if (busiest.get().busyShare(runtime) >= MOST) {
            return busiest.map((stage) -> busy(stage, runtime));
        }
        Optional<StageStatistics> awaited = last(statistics.stages(),
                (stage) -> isWorking(stage) && share(stage.blocked(), runtime) >= MUCH);
        if (awaited.isPresent()) {
            return awaited.map((stage) -> new Bottleneck(stage.stage(),
                    "its sources waited for it for " + text(stage.blocked()) + " in all"));
        }
        return producer(statistics, busiest.get()).or(() -> busiest.map((stage) -> busy(stage, runtime)));
    }

    private static Optional<Bottleneck> producer(RunStatistics statistics, StageStatistics busiest) {
        Duration runtime = statistics.runtime();
        List<StageStatistics> fed = statistics.stages().stream().filter((stage) -> stage.capacity() > 0).toList();
        boolean allStarve = !fed.isEmpty()
                && fed.stream().allMatch((stage) -> share(stage.starved(), runtime) >= HALF * idle(stage));
        if (!allStarve || busiest.busyShare(runtime) >= HALF) {
            return Optional.empty();
        }
        return statistics.stages()
            .stream()
            .filter((stage) -> stage.kind() == StageKind.PRODUCER)
            .max(Comparator.comparingLong(StageStatistics::emitted))
            .map((stage) -> new Bottleneck(stage.stage(), "all others wait for its items most of the time"));
    }

    private static Bottleneck busy(StageStatistics stage, Duration runtime) {
        return new Bottleneck(stage.stage(), "its contexts are busy for "
                + Math.round(Math.min(1, stage.busyShare(runtime)) * 100) + " % of the time");
    }

    private static boolean isWorking(StageStatistics stage) {
        return stage.kind() != StageKind.PRODUCER && stage.kind() != StageKind.PIPELINE;
    }

    private static Optional<StageStatistics> last(List<StageStatistics> stages, Predicate<StageStatistics> condition) {
        return stages.stream().filter(condition).reduce((first, second) -> second);
    }

    /** Of a pool only a half, for it may have grown late. */
    private static double idle(StageStatistics stage) {
        return Math.max(1, stage.contexts() / 2.0);
    }

    private static double share(Duration time, Duration runtime) {
        return time.toNanos() / (double) runtime.toNanos();
    }

    private static String text(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }

}
