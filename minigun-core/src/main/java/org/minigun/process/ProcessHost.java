package org.minigun.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.minigun.BroadcastSource;
import org.minigun.Concurrency;
import org.minigun.Pipeline;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.code.PipelineForms;
import org.minigun.code.StageCodes;
import org.minigun.execution.HostedGroup;
import org.minigun.execution.HostedStage;
import org.minigun.execution.ItemCopier;
import org.minigun.execution.PoolStatistics;
import org.minigun.execution.StageHost;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;
import org.minigun.process.launch.LaunchOptions;
import org.minigun.process.launch.WorkerLauncher;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.WorkerProperties;

/**
 * Runs stages in worker processes: in pools of workers, or in a fresh one for each batch.
 * Starts nothing before it is asked for. Thread-safe.
 */
public final class ProcessHost implements StageHost {

    private final ClassLoader loader;

    private @Nullable WorkerLauncher launcher;

    private @Nullable WorkerPools pools;

    private final Map<String, BroadcastFiles> broadcasts = new ConcurrentHashMap<>();

    private final Map<String, Integer> groups = new ConcurrentHashMap<>();

    private boolean closed;

    /**
     * Makes a host for the classes of the context class loader.
     */
    public ProcessHost() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        this.loader = (context != null) ? context : ProcessHost.class.getClassLoader();
    }

    @Override
    public Set<Concurrency> concurrencies() {
        return Set.of(Concurrency.PROCESS, Concurrency.PROCESS_PER_BATCH);
    }

    @Override
    public void check(Pipeline pipeline, ExecutionPlan plan) {
        Map<String, Stage> stages = pipeline.stagesByPath();
        for (GroupPlan group : plan.groups()) {
            if (!concurrencies().contains(group.concurrency())) {
                continue;
            }
            if (group.pipeline() != null || group.stages().size() > 1) {
                checkTogether(pipeline, group, stages);
                continue;
            }
            String path = group.stages().get(0);
            StageCodes codes = new StageCodes(pipeline.name());
            codes.code(path, java.util.Objects.requireNonNull(stages.get(path)));
            codes.afterFork(pipeline.hooks());
        }
    }

    private static void checkTogether(Pipeline pipeline, GroupPlan group, Map<String, Stage> stages) {
        PipelineForms forms = new PipelineForms(new StageCodes(pipeline.name()), Map.of());
        List<String> sent = (group.pipeline() != null) ? List.of(group.pipeline()) : group.stages();
        for (String path : sent) {
            Stage stage = java.util.Objects.requireNonNull(stages.get(path));
            forms.stage(path, stage, stage.name(), Set.of());
        }
        forms.afterFork(pipeline.hooks());
    }

    @Override
    public ItemCopier copier(Stage stage, Settings settings) {
        return new CodecCopier(stage, settings, this.loader);
    }

    @Override
    public HostedGroup open(HostedStage stage) {
        boolean perBatch = stage.concurrency() == Concurrency.PROCESS_PER_BATCH;
        String named = stage.pool();
        PoolOptions options = PoolOptions.of((named != null) ? named : stage.run().task() + "/" + stage.path(),
                stage.poolSize(), stage.settings());
        LaunchOptions launch = launch(stage, perBatch);
        WorkerPool pool = (named != null)
                ? workerPools().shared(options, launch,
                        "Stage '" + stage.path() + "' of task '" + stage.run().task() + "'")
                : workerPools().pool(options, launch);
        StageSetup setup = new StageSetup(stage, pool, this.loader, perBatch,
                (name, source) -> broadcast(stage.run().id(), name, source));
        this.groups.merge(stage.run().id(), 1, Integer::sum);
        return new ProcessGroup(setup, () -> {
            pool.forget(stage.control());
            groupEnded(stage.run().id());
        });
    }

    /** The broadcast data of a run goes with the last of its groups. */
    private void groupEnded(String run) {
        boolean last = this.groups.computeIfPresent(run, (id, count) -> (count > 1) ? count - 1 : null) == null;
        BroadcastFiles files = last ? this.broadcasts.remove(run) : null;
        if (files != null) {
            files.close();
        }
    }

    private Path broadcast(String run, String name, BroadcastSource source) throws IOException {
        BroadcastFiles files = this.broadcasts.get(run);
        if (files == null) {
            synchronized (this) {
                files = this.broadcasts.get(run);
                if (files == null) {
                    files = new BroadcastFiles(launcher().dataDirectory());
                    this.broadcasts.put(run, files);
                }
            }
        }
        return files.file(name, source);
    }

    private static LaunchOptions launch(HostedStage stage, boolean perBatch) {
        Settings settings = stage.settings();
        Map<String, String> told = new TreeMap<>(WorkerLog.levels());
        if (perBatch && stage.group() == null && stage.pool() == null) {
            told.put(WorkerProperties.REHEARSAL, String.join(",", StageTypes.classes(stage.stage())));
        }
        String home = settings.get(Setting.JAVA_HOME);
        return new LaunchOptions((home != null) ? Path.of(home) : null, settings.get(Setting.WORKER_HEAP, 512L << 20),
                settings.get(Setting.JVM_OPTIONS, List.of()), settings.get(Setting.COMMAND_PREFIX, List.of()),
                settings.get(Setting.ENVIRONMENT, Map.of()), settings.get(Setting.ENVIRONMENT_NAMES), told,
                settings.get(Setting.START_TIMEOUT, Duration.ofSeconds(30)), settings.get(Setting.MAX_FRAME, 64 << 20),
                settings.get(Setting.MAX_DEPTH, DefaultItemCodec.DEFAULT_MAX_DEPTH), perBatch, 0,
                settings.get(Setting.CLASS_DATA_ARCHIVE, true));
    }

    private synchronized WorkerPools workerPools() {
        WorkerLauncher starting = launcher();
        WorkerPools known = this.pools;
        if (known == null) {
            known = new WorkerPools(starting);
            this.pools = known;
        }
        return known;
    }

    private synchronized WorkerLauncher launcher() {
        if (this.closed) {
            throw new IllegalStateException("The engine is closed");
        }
        WorkerLauncher known = this.launcher;
        if (known == null) {
            known = WorkerLauncher.create(this.loader, null);
            this.launcher = known;
        }
        return known;
    }

    /**
     * Returns what is known of the worker processes that there are.
     * @return the workers of all pools
     */
    public synchronized List<WorkerInfo> workers() {
        WorkerPools known = this.pools;
        return (known != null) ? known.workers() : List.of();
    }

    /**
     * Has a worker process replaced while its stage goes on: it finishes what it has, and
     * leaves once another one stands ready.
     * @param pid its process id
     * @return whether there is such a worker
     */
    public boolean recycle(long pid) {
        WorkerPools known;
        synchronized (this) {
            known = this.pools;
        }
        return known != null && known.all().stream().anyMatch((pool) -> pool.recycle(pid));
    }

    @Override
    public boolean resize(String pool, int size) {
        WorkerPools known;
        synchronized (this) {
            known = this.pools;
        }
        return known != null && known.resize(pool, size);
    }

    @Override
    public List<PoolStatistics> pools() {
        WorkerPools known;
        synchronized (this) {
            known = this.pools;
        }
        return (known != null) ? known.all().stream().map(WorkerPool::statistics).toList() : List.of();
    }

    @Override
    public void close() {
        WorkerPools ending;
        WorkerLauncher left;
        synchronized (this) {
            this.closed = true;
            ending = this.pools;
            left = this.launcher;
        }
        if (ending != null) {
            ending.close();
        }
        if (left != null) {
            left.close();
        }
        this.broadcasts.values().forEach(BroadcastFiles::close);
        this.broadcasts.clear();
    }

}
