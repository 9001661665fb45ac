package org.minigun.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.minigun.RunFailure;
import org.minigun.UnfinishedItem;
import org.minigun.metrics.StageCounters;
import org.minigun.plan.EdgePlan;

/**
 * Stages that a host runs together, as one context sees them: items go to its session,
 * and commits come back, by which the stages are accounted as if they ran here.
 * <p>
 * What leaves them is counted at the edge of the first stage that leaves the same way.
 */
final class EnclosedLink extends HostedLink {

    private final RunFiles run;

    private final Map<String, StageRun> stages = new HashMap<>();

    private final Map<String, StageCounters> counts = new HashMap<>();

    private final Map<String, StageCounters> aside = new ConcurrentHashMap<>();

    private final Map<String, AtomicLong> edges = new ConcurrentHashMap<>();

    /** Items that were cut off in a worker, by the paths of their stages. */
    private final Map<String, List<Object>> unfinished = new ConcurrentHashMap<>();

    private final List<Receiver> exits;

    /** Stages that every item enters besides the first one. */
    private final List<StageRun> beside;

    /** Whether all that leaves them is their own, so that the run may hold it. */
    private final boolean sourcesOnly;

    EnclosedLink(RunFiles run, RunLayout layout, List<StageRun> stages, StageCounters headCounters,
            List<StageRun> beside, List<Receiver> exits) {
        super(run, stages.get(0), headCounters, new Nowhere(), exits, null);
        this.run = run;
        this.exits = exits;
        for (StageRun each : stages) {
            this.stages.put(each.path(), each);
            this.counts.put(each.path(), (each == this.stage) ? headCounters : each.newCounters());
        }
        this.beside = beside;
        this.sourcesOnly = layout.boundariesInto(stages.get(0).path()).isEmpty();
        for (EdgePlan edge : layout.plan().edges()) {
            if (edge.direct() && this.stages.containsKey(edge.from()) && this.stages.containsKey(edge.to())) {
                AtomicLong crossed = new AtomicLong();
                this.edges.put(edge.from() + " -> " + edge.to(), crossed);
                run.edge(edge.from(), edge.to(), crossed::get, crossed::get);
            }
        }
    }

    /** The stages count what they have taken themselves, when they commit. */
    @Override
    void taken() {
    }

    @Override
    void leftOver(Object item) {
        super.leftOver(item);
        this.beside.forEach((each) -> each.leftOver(each.newCounters(), item));
    }

    /** An item that was taken and that no commit covers was begun by nobody. */
    @Override
    void abandoned(Object item) {
        this.stage.leftOver(aside(this.stage), item);
        this.beside.forEach((each) -> each.leftOver(aside(each), item));
    }

    /** Counts of what no commit speaks of. */
    private StageCounters aside(StageRun one) {
        return this.aside.computeIfAbsent(one.path(), (path) -> one.newCounters());
    }

    /** What the stages had received in a worker and have not settled ended with it. */
    @Override
    void cutOff() {
        this.counts.forEach((path, count) -> {
            long missing = missing(count);
            count.unfinished(missing);
            List<Object> known = this.unfinished.getOrDefault(path, List.of());
            for (int i = 0; i < missing; i++) {
                this.run.unfinished(path, (i < known.size()) ? known.get(i) : null);
            }
        });
    }

    private static long missing(StageCounters count) {
        return count.receivedCount() - count.doneCount() - count.failedCount() - count.skippedCount()
                - count.deadLetteredCount() - count.unfinishedCount();
    }

    @Override
    public void lostInside(Throwable cause) {
        this.counts.forEach((path, count) -> {
            int missing = (int) missing(count);
            if (missing > 0) {
                stage(path).giveUp(count, missing + " items that '" + path + "' held in a worker", missing, 1, cause);
            }
        });
    }

    private StageRun stage(String path) {
        return Objects.requireNonNull(this.stages.get(path), path);
    }

    private StageCounters counts(StageRun one) {
        return Objects.requireNonNull(this.counts.get(one.path()));
    }

    @Override
    public void emitted(@Nullable Object item, long number, Object result, int target) {
        throw new IllegalStateException("Stages that run together tell by commits");
    }

    @Override
    public void lost(Object item, long number, int attempts, Throwable cause) {
        this.counters.received();
        super.lost(item, number, attempts, cause);
        for (StageRun each : this.beside) {
            if (this.stage.isAborted()) {
                each.leftOver(aside(each), item);
            }
            else {
                // The first stage tells of it.
                counts(each).add(1, 0, 0, 0, 1, 0, 0, 0, 0);
            }
        }
    }

    @Override
    public long failed(Object item, long number, int attempts, Throwable thrown, long busyNanos) {
        this.counters.received();
        return super.failed(item, number, attempts, thrown, busyNanos);
    }

    @Override
    public void committed(HostedCommit commit) throws Exception {
        for (HostedCommit.Left left : commit.outputs()) {
            if (this.sourcesOnly) {
                this.run.control().awaitRelease();
            }
            this.exits.get(left.exit() - 1).accept(left.item());
        }
        commit.failures().forEach(this::failed);
        for (UnfinishedItem each : commit.unfinished()) {
            this.unfinished.computeIfAbsent(each.stage(), (path) -> new ArrayList<>())
                .add(Objects.requireNonNull(each.item()));
        }
        commit.stages()
            .forEach((count) -> Objects.requireNonNull(this.counts.get(count.stage()), count.stage())
                .add(count.received(), count.done(), count.emitted(), count.failed(), count.skipped(),
                        count.deadLettered(), count.failedAttempts(), count.retried(), count.busyNanos()));
        for (HostedCommit.EdgeCount edge : commit.edges()) {
            AtomicLong crossed = this.edges.get(edge.from() + " -> " + edge.to());
            if (crossed != null) {
                crossed.addAndGet(edge.items());
            }
        }
    }

    private void failed(HostedCommit.Failure failure) {
        StageRun where = stage(failure.stage());
        switch (failure.action()) {
            case FAIL ->
                this.run.fail(new RunFailure(failure.stage(), failure.item(), failure.attempts(), failure.cause()));
            case SKIP -> where.toldSkipped(failure.item(), failure.cause());
            case DEAD_LETTER ->
                this.run.deadLetter(failure.stage(), failure.item(), failure.attempts(), failure.cause());
        }
    }

    @Override
    void finish() {
        this.exits.forEach(Receiver::end);
    }

    /** Stands where a stage that runs alone has its next one. */
    private static final class Nowhere extends Receiver {

        @Override
        void accept(Object item) {
            throw new IllegalStateException("Stages that run together have exits");
        }

        @Override
        void end() {
        }

    }

}
