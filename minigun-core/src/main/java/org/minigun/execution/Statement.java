package org.minigun.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.minigun.Ledger;
import org.minigun.Setting;
import org.minigun.graph.Routing;
import org.minigun.graph.StageKind;
import org.minigun.metrics.RunProgress;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageCounters;
import org.minigun.metrics.StageStatistics;
import org.minigun.plan.EdgePlan;

/**
 * Sums up the counts of a run: live as statistics, at the end as its ledger.
 */
final class Statement {

    private final RunLayout layout;

    private final Map<String, List<EdgeCounts>> edges = new LinkedHashMap<>();

    private volatile @Nullable Closed closed;

    Statement(RunLayout layout) {
        this.layout = layout;
        layout.plan().edges().forEach((edge) -> this.edges.put(key(edge.from(), edge.to()), new ArrayList<>()));
    }

    synchronized void edge(String from, String to, LongSupplier routed, LongSupplier received) {
        List<EdgeCounts> counts = this.edges.get(key(from, to));
        if (counts == null) {
            throw new IllegalStateException("The plan has no edge " + key(from, to));
        }
        counts.add(new EdgeCounts(routed, received));
    }

    /** Fixes all counts as they are now. */
    void close() {
        this.closed = new Closed(statistics(Duration.ZERO).stages(), ledger());
    }

    RunStatistics statistics(Duration runtime) {
        Closed fixed = this.closed;
        if (fixed != null) {
            return new RunStatistics(fixed.stages(), runtime, progress(fixed.stages()));
        }
        List<StageStatistics> stages = new ArrayList<>();
        this.layout.stages().forEach((stage) -> stages.add(statistics(stage)));
        return new RunStatistics(List.copyOf(stages), runtime, progress(stages));
    }

    private StageStatistics statistics(StageRun stage) {
        String path = stage.path();
        boolean nested = !stage.node().isLeaf();
        GroupRun group = this.layout.groupOrNone(path);
        boolean fed = group != null && group.hasChannel(stage.node());
        // What is finished is read before what was received, so that nothing seems to be
        // finished that was not received.
        long done = stage.sum(StageCounters::doneCount);
        long failed = stage.sum(StageCounters::failedCount);
        long skipped = stage.sum(StageCounters::skippedCount);
        long deadLettered = stage.sum(StageCounters::deadLetteredCount);
        long unfinished = stage.sum(StageCounters::unfinishedCount) + stage.stuckCount();
        long begun = stage.sum(StageCounters::receivedCount);
        // A sender counts an item after it has sent it, so the receiver may be ahead.
        long received = fed ? Math.max(begun, receivedBy(path)) : begun;
        return new StageStatistics(path, stage.node().kind(), !nested && this.layout.edgesFrom(path) == 0,
                (group != null) ? group.contexts() : 0, received, done, stage.sum(StageCounters::emittedCount), failed,
                skipped, deadLettered, unfinished, stage.sum(StageCounters::failedAttemptCount),
                stage.sum(StageCounters::retriedCount), stage.expected(),
                (group != null && fed) ? group.queueDepth() : 0, (group != null && fed) ? group.capacity() : 0,
                (group != null && fed) ? group.blocked() : Duration.ZERO,
                (group != null && fed) ? group.starved() : Duration.ZERO,
                Duration.ofNanos(stage.sum(StageCounters::busyNanos)), stage.latency().summary());
    }

    /**
     * What producers have emitted, less what the stages right behind them have not
     * finished: of several stages that all get each item the slowest counts.
     */
    private RunProgress progress(List<StageStatistics> stages) {
        Map<String, StageStatistics> known = new HashMap<>();
        stages.forEach((stage) -> known.put(stage.stage(), stage));
        long emitted = 0;
        long expected = 0;
        long unsettled = 0;
        Set<String> counted = new HashSet<>();
        for (StageRun stage : this.layout.stages()) {
            StageStatistics producer = known.get(stage.path());
            if (producer == null || producer.kind() != StageKind.PRODUCER) {
                continue;
            }
            emitted += producer.emitted();
            expected = (expected < 0 || producer.expected() < 0) ? -1 : expected + producer.expected();
            LongStream behind = this.layout.plan()
                .edges()
                .stream()
                .filter((edge) -> edge.from().equals(stage.path()) && counted.add(edge.to()))
                .mapToLong((edge) -> Objects.requireNonNull(known.get(edge.to())).inFlight());
            boolean toAll = stage.settings().get(Setting.ROUTING, Routing.BROADCAST) == Routing.BROADCAST;
            unsettled += toAll ? behind.max().orElse(0) : behind.sum();
        }
        return new RunProgress(emitted, Math.max(0, emitted - unsettled), expected);
    }

    private synchronized long receivedBy(String path) {
        long sum = 0;
        for (EdgePlan edge : this.layout.plan().edges()) {
            if (edge.to().equals(path)) {
                sum += sum(edge, false);
            }
        }
        return sum;
    }

    synchronized Ledger ledger() {
        Closed fixed = this.closed;
        if (fixed != null) {
            return fixed.ledger();
        }
        List<Ledger.StageEntry> stages = new ArrayList<>();
        for (StageRun stage : this.layout.stages()) {
            // Counted where items were begun or found left over, not where they were
            // sent: so
            // that the ledger compares two independent counts.
            long received = (stage.node().kind() == StageKind.PRODUCER) ? 0
                    : stage.sum(StageCounters::receivedCount) + stage.leftOverCount();
            stages.add(new Ledger.StageEntry(stage.path(), received, stage.sum(StageCounters::doneCount),
                    stage.sum(StageCounters::failedCount), stage.sum(StageCounters::skippedCount),
                    stage.sum(StageCounters::deadLetteredCount),
                    stage.sum(StageCounters::unfinishedCount) + stage.stuckCount()));
        }
        List<Ledger.EdgeEntry> crossed = this.layout.plan()
            .edges()
            .stream()
            .map((edge) -> new Ledger.EdgeEntry(edge.from(), edge.to(), sum(edge, true), sum(edge, false)))
            .toList();
        return new Ledger(List.copyOf(stages), crossed);
    }

    private long sum(EdgePlan edge, boolean routed) {
        return this.edges.getOrDefault(key(edge.from(), edge.to()), List.of())
            .stream()
            .mapToLong((counts) -> (routed ? counts.routed() : counts.received()).getAsLong())
            .sum();
    }

    private static String key(String from, String to) {
        return from + " -> " + to;
    }

    /** The counts of a run that was cut off. */
    private record Closed(List<StageStatistics> stages, Ledger ledger) {
    }

    /** The counts of an edge out of one context. */
    private record EdgeCounts(LongSupplier routed, LongSupplier received) {
    }

}
