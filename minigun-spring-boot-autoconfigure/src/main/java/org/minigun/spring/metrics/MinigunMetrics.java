package org.minigun.spring.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.execution.Engine;
import org.minigun.execution.PoolStatistics;
import org.minigun.graph.StageKind;
import org.minigun.metrics.RunStatistics;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;

/**
 * Binds the meters of {@link MinigunMeter} to registries: at once those of the tasks that
 * it is told of, and those of other pipelines when they first run. The meters read the
 * engine's own counters when they are read themselves; a run does nothing for them but to
 * begin and to end. Counters add up over all runs of a task, those included that go on.
 * Thread-safe.
 */
public final class MinigunMetrics implements MeterBinder, RunListener, AutoCloseable {

    private final Engine engine;

    private final LatencyOptions latencies;

    private final PoolCounts pools;

    private final Map<String, TaskCounts> tasks = new ConcurrentHashMap<>();

    // Guarded by this.

    private final List<MeterMaker> registries = new ArrayList<>();

    private final Map<String, Map<String, StageKind>> stages = new ConcurrentHashMap<>();

    private final Map<String, Boolean> poolNames = new ConcurrentHashMap<>();

    /** Tasks of which the pools are known. */
    private final Set<String> asked = new HashSet<>();

    private final Set<String> bound = new HashSet<>();

    /**
     * Makes the meters of an engine, to which it is to be added as a listener.
     * @param engine the engine
     * @param latencies what is told of latencies
     */
    public MinigunMetrics(Engine engine, LatencyOptions latencies) {
        this.engine = engine;
        this.latencies = latencies;
        this.pools = new PoolCounts(engine);
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        this.registries.add(new MeterMaker(registry));
        // Those that stages share are there before a stage uses them.
        this.engine.pools().forEach((pool) -> this.poolNames.putIfAbsent(pool.name(), pool.concurrency().leavesJvm()));
        bindNew();
    }

    /**
     * Makes the meters of a task known before its first run.
     * @param pipeline the task
     */
    public synchronized void add(Pipeline pipeline) {
        ExecutionPlan plan = this.engine.plan(pipeline);
        this.asked.add(pipeline.name());
        pipeline.graph().leaves().forEach((node) -> stage(pipeline.name(), node.path(), node.kind()));
        for (GroupPlan group : plan.groups()) {
            String shared = group.pool();
            this.poolNames.put((shared != null) ? shared : pipeline.name() + "/" + group.stages().get(0),
                    group.concurrency().leavesJvm());
        }
        bindNew();
    }

    @Override
    public void runStarted(Run run) {
        counts(run.task()).started(run);
        if (!this.stages.containsKey(run.task())) {
            synchronized (this) {
                stages(run.task(), run.statistics());
                bindNew();
            }
        }
    }

    @Override
    public void runEnded(Run run, RunResult result) {
        counts(run.task()).ended(run, result.statistics());
        synchronized (this) {
            stages(run.task(), result.statistics());
            if (this.asked.add(run.task())) {
                for (PoolStatistics pool : this.engine.pools()) {
                    this.poolNames.putIfAbsent(pool.name(), pool.concurrency().leavesJvm());
                }
            }
            bindNew();
            this.registries.forEach((registry) -> registry.timer(MinigunMeter.RUNS, run.task(), text(result.state()))
                .record(result.duration()));
        }
    }

    private void stages(String task, RunStatistics statistics) {
        statistics.stages()
            .stream()
            .filter((stage) -> stage.kind() != StageKind.PIPELINE)
            .forEach((stage) -> stage(task, stage.stage(), stage.kind()));
    }

    private TaskCounts counts(String task) {
        return this.tasks.computeIfAbsent(task, (name) -> new TaskCounts(this.latencies.isWanted()));
    }

    private void stage(String task, String path, StageKind kind) {
        this.stages.computeIfAbsent(task, (name) -> new ConcurrentHashMap<>()).put(path, kind);
    }

    /** Binds what is known and not bound to a registry yet. */
    private void bindNew() {
        for (int i = 0; i < this.registries.size(); i++) {
            MeterMaker registry = this.registries.get(i);
            String number = i + " ";
            this.stages.forEach((task, kinds) -> {
                TaskCounts counts = counts(task);
                if (this.bound.add(number + "task " + task)) {
                    bindTask(registry, task, counts);
                }
                StageMeters meters = new StageMeters(registry, task, counts, this.latencies);
                kinds.forEach((path, kind) -> {
                    if (this.bound.add(number + "stage " + task + " " + path)) {
                        meters.bind(path, kind);
                    }
                });
            });
            this.poolNames.forEach((pool, processes) -> {
                if (this.bound.add(number + "pool " + pool)) {
                    PoolMeters.bind(registry, pool, this.pools, processes);
                }
            });
        }
    }

    private static void bindTask(MeterMaker registry, String task, TaskCounts counts) {
        for (RunState state : RunState.values()) {
            if (state.isFinal()) {
                registry.timer(MinigunMeter.RUNS, task, text(state));
            }
        }
        registry.gauge(MinigunMeter.RUNS_ACTIVE, counts, TaskCounts::active, task);
        registry.gauge(MinigunMeter.RUNS_PROGRESS, counts, TaskCounts::progress, task);
    }

    private static String text(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Removes the meters from their registries, which may outlive the engine.
     */
    @Override
    public synchronized void close() {
        this.registries.forEach(MeterMaker::removeAll);
        this.registries.clear();
        this.bound.clear();
    }

}
