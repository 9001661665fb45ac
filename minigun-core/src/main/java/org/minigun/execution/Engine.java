package org.minigun.execution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.minigun.Concurrency;
import org.minigun.ContextCarrier;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunFailedException;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.graph.InvalidPipelineException;
import org.minigun.plan.ExecutionPlan;
import org.minigun.plan.GroupPlan;
import org.minigun.plan.NamedPool;

/**
 * Runs pipelines: many at once, each as often as wanted. Thread-safe. Has no thread of
 * its own: those of a run begin and end with it.
 */
public final class Engine implements AutoCloseable {

    private final Settings settings;

    /** Sizes of pools that were changed. */
    private final Map<String, Integer> sizes = new ConcurrentHashMap<>();

    /**
     * Pools of worker processes: named ones, and those of pipelines that were checked.
     */
    private final Map<String, PoolStatistics> declared = new ConcurrentHashMap<>();

    private final LateList<RunListener> listeners;

    private final LateList<ContextCarrier> carriers;

    private final ContextFactories factories;

    private final ContextBudget budget;

    private final Consumer<Thread> starter;

    private final Set<RunExecution> running = ConcurrentHashMap.newKeySet();

    private final String idPrefix = Long.toString(System.currentTimeMillis(), 36)
            + Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36), 36);

    private final AtomicLong runNumber = new AtomicLong();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Engine(Builder builder) {
        this.settings = builder.settings;
        this.listeners = new LateList<>(builder.listeners);
        this.carriers = new LateList<>(builder.carriers);
        List<ContextFactory> all = new ArrayList<>(
                List.of(InlineContext.factory(), ThreadContext.platform(), ThreadContext.virtual()));
        all.addAll(builder.contexts);
        this.factories = new ContextFactories(all, List.copyOf(builder.hosts), List.copyOf(builder.pools.values()));
        this.starter = builder.starter;
        builder.pools.forEach((name, pool) -> declare(name, pool.concurrency(), pool.size()));
        this.budget = new ContextBudget(this.settings.get(Setting.TOTAL_THREADS, Integer.MAX_VALUE));
    }

    /**
     * Makes an engine with the defaults.
     * @return the engine
     */
    public static Engine create() {
        return builder().build();
    }

    /**
     * Begins an engine.
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Plans a pipeline without running it.
     * @param pipeline the pipeline
     * @return the plan
     * @throws InvalidPipelineException if it cannot be placed as asked for; the message
     * names stage and remedy
     */
    public ExecutionPlan plan(Pipeline pipeline) {
        return ResizedPlan.of(ExecutionPlan.of(pipeline, this.settings, this.factories.pools()), this.sizes);
    }

    /**
     * Plans a pipeline as {@link #plan} does and refuses besides what could not be run
     * where its stages are placed, such as code that cannot be sent to a worker process.
     * Each start of a run does so too. Starts nothing, but the pools of worker processes
     * that its stages will have are among the {@link #pools() pools} from now on.
     * @param pipeline the pipeline
     * @return the plan
     * @throws InvalidPipelineException if it cannot be run as asked for; the message
     * names stage and remedy
     */
    public ExecutionPlan check(Pipeline pipeline) {
        ExecutionPlan plan = checked(pipeline);
        for (GroupPlan group : plan.groups()) {
            if (group.pool() == null) {
                declare(plan.pipeline() + "/" + group.stages().get(0), group.concurrency(), group.poolSize());
            }
        }
        return plan;
    }

    private void declare(String name, Concurrency concurrency, int size) {
        if (concurrency.leavesJvm()) {
            this.declared.put(name, PoolStatistics.unused(name, concurrency, size));
        }
    }

    private ExecutionPlan checked(Pipeline pipeline) {
        ExecutionPlan plan = plan(pipeline);
        this.factories.check(pipeline, plan);
        return plan;
    }

    /**
     * Starts a run and returns at once. With {@code default-context} INLINE the whole run
     * is carried out on the calling thread first.
     * @param pipeline the pipeline
     * @return the run
     * @throws InvalidPipelineException if it cannot be placed as asked for
     * @throws IllegalStateException if the engine is closed
     */
    public Run start(Pipeline pipeline) {
        return start(pipeline, Map.of());
    }

    /**
     * Starts a run as {@link #start(Pipeline)} does, and tells something of it.
     * @param pipeline the pipeline
     * @param attributes what {@link Run#attributes()} returns
     * @return the run
     * @throws InvalidPipelineException if it cannot be placed as asked for
     * @throws IllegalStateException if the engine is closed
     * @throws OutOfMemoryError if no thread can be started for it; nothing of it is left
     */
    public Run start(Pipeline pipeline, Map<String, String> attributes) {
        return start(pipeline, attributes, false);
    }

    /**
     * Starts a run as {@link #start(Pipeline, Map)} does, but returns at once in any
     * case: with {@code default-context} INLINE the run is carried out on one thread of
     * its own, in the same order.
     * @param pipeline the pipeline
     * @param attributes what {@link Run#attributes()} returns
     * @return the run
     * @throws InvalidPipelineException if it cannot be placed as asked for
     * @throws IllegalStateException if the engine is closed
     * @throws OutOfMemoryError if no thread can be started for it; nothing of it is left
     */
    public Run startApart(Pipeline pipeline, Map<String, String> attributes) {
        return start(pipeline, attributes, true);
    }

    private Run start(Pipeline pipeline, Map<String, String> attributes, boolean apart) {
        ExecutionPlan plan = checked(pipeline);
        if (this.closed.get()) {
            throw new IllegalStateException(
                    "The engine is closed: task '" + pipeline.name() + "' cannot be started any more");
        }
        Settings task = plan.stages().get(0).settings();
        RunExecution run = new RunExecution(this.idPrefix + "-" + this.runNumber.incrementAndGet(), pipeline, plan,
                Map.copyOf(attributes), this.listeners.all(), this.carriers.all(),
                task.get(Setting.KEPT_FAILURES, 1000), task.get(Setting.SHUTDOWN_TIMEOUT, Duration.ofSeconds(10)));
        ExecutionOrchestrator orchestrator = new ExecutionOrchestrator(run, this.factories, this.budget);
        this.running.add(run);
        Runnable work = () -> {
            try {
                orchestrator.execute();
            }
            finally {
                this.running.remove(run);
                run.announce();
            }
        };
        if (!apart && ExecutionOrchestrator.onCallingThread(run)) {
            work.run();
        }
        else {
            begin(run, Threads.platform("minigun-" + pipeline.name() + "-run", work));
        }
        return run;
    }

    /** A machine without room for a thread more is none on which nothing runs again. */
    private void begin(RunExecution run, Thread thread) {
        try {
            this.starter.accept(thread);
        }
        catch (Throwable ex) {
            this.running.remove(run);
            run.contexts().abandon();
            throw ex;
        }
    }

    /**
     * Runs a pipeline and waits for its end.
     * @param pipeline the pipeline
     * @return the result
     * @throws RunFailedException if the run has failed, with the exception of the user's
     * code as its cause
     * @throws InvalidPipelineException if it cannot be placed as asked for
     * @throws InterruptedException if the waiting thread is interrupted; the run was
     * cancelled
     */
    public RunResult run(Pipeline pipeline) throws InterruptedException {
        Run run = start(pipeline);
        try {
            return run.await().orElseThrow();
        }
        catch (InterruptedException ex) {
            run.cancel();
            throw ex;
        }
    }

    /**
     * Returns the runs that go on.
     * @return the runs
     */
    public List<Run> runs() {
        return this.running.stream().filter(Run::isRunning).map(Run.class::cast).toList();
    }

    /**
     * Tells how the pools of contexts and of worker processes are used.
     * @return the pools by name: those that are shared, those of the stages of runs that
     * go on, and those of worker processes that were used before, or that stages of
     * {@link #check checked} pipelines will use
     */
    public List<PoolStatistics> pools() {
        Map<String, PoolStatistics> result = new TreeMap<>();
        List<PoolStatistics> all = new ArrayList<>(this.factories.statistics());
        this.running.forEach((run) -> run.groups().forEach((group) -> group.pool().ifPresent(all::add)));
        all.forEach((pool) -> result.merge(pool.name(), pool, PoolStatistics::plus));
        this.declared.forEach((name, pool) -> result.computeIfAbsent(name, (absent) -> PoolStatistics.unused(name,
                pool.concurrency(), this.sizes.getOrDefault(name, pool.size()))));
        return List.copyOf(result.values());
    }

    /**
     * Changes the size of a pool, while runs go on and for those that come: contexts that
     * are too many leave when they have finished their items, and further ones begin as
     * items wait.
     * @param pool the name of the pool, as {@link #pools()} tells it
     * @param size the greatest number of contexts that work at one time, at least 1
     * @throws IllegalArgumentException if the size is less than 1, or there is no such
     * pool
     * @throws IllegalStateException if a stage of a run that goes on cannot change the
     * number of its contexts; nothing is changed then
     */
    public void resize(String pool, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "Invalid size (" + size + ") of pool '" + pool + "': must be at least 1");
        }
        List<GroupRun> groups = this.running.stream()
            .flatMap((run) -> run.groups().stream())
            .filter((group) -> group.poolName().equals(pool) && !group.isEnded())
            .toList();
        for (GroupRun group : groups) {
            String refusal = group.refusal(size);
            if (refusal != null) {
                throw new IllegalStateException("Pool '" + pool + "' cannot have " + size + " contexts while " + refusal
                        + ": wait for the end of the run, or set its size by a property");
            }
        }
        boolean found = this.factories.resize(pool, size) || this.declared.containsKey(pool);
        if (!found && groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "No pool '" + pool + "'; there are " + pools().stream().map(PoolStatistics::name).toList());
        }
        this.sizes.put(pool, size);
        groups.forEach((group) -> group.resize(size));
    }

    /**
     * Returns a host of stages, for what it alone can tell and do.
     * @param <T> the type of the host
     * @param type the type of the host
     * @return the host, or empty if it is not in use
     */
    public <T extends StageHost> Optional<T> host(Class<T> type) {
        return this.factories.hosts().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /**
     * Lets no run start any more, asks those that go on to stop, and cancels what has not
     * ended in time.
     * @param graceful the longest time for runs to stop by themselves
     */
    public void close(Duration graceful) {
        this.closed.set(true);
        List<Run> left = List.copyOf(this.running);
        left.forEach(Run::stop);
        long deadline = System.nanoTime() + graceful.toNanos();
        try {
            for (Run run : left) {
                run.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /**
     * Lets no run start any more and cancels those that go on, all at once, each within
     * its shutdown timeout.
     */
    @Override
    public void close() {
        this.closed.set(true);
        cancelAll();
        this.factories.close();
    }

    private void cancelAll() {
        List<Thread> cancelling = runs().stream()
            .map((run) -> Threads.platform("minigun-" + run.task() + "-cancel", run::cancel))
            .toList();
        cancelling.forEach(Thread::start);
        try {
            for (Thread thread : cancelling) {
                thread.join();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Builds an engine. Not thread-safe.
     */
    public static final class Builder {

        private final Map<String, NamedPool> pools = new LinkedHashMap<>();

        private final List<Supplier<? extends Collection<? extends RunListener>>> listeners = new ArrayList<>();

        private final List<Supplier<? extends Collection<? extends ContextCarrier>>> carriers = new ArrayList<>();

        private final List<ContextFactory> contexts = new ArrayList<>();

        private final List<StageHost> hosts = new ArrayList<>();

        private Settings settings = Settings.none();

        private Consumer<Thread> starter = Thread::start;

        private Builder() {
        }

        /**
         * Says things of the whole application: the defaults of all tasks.
         * @param application what is said; over what was said before
         * @return this
         */
        public Builder settings(Settings application) {
            this.settings = this.settings.overlaidBy(application);
            return this;
        }

        /**
         * Says one thing of the whole application.
         * @param <T> the type of the value
         * @param setting the setting
         * @param value its value
         * @return this
         * @throws IllegalArgumentException if the value is refused; the message says what
         * to write
         */
        public <T> Builder set(Setting<T> setting, T value) {
            this.settings = this.settings.with(setting, value, "the application", Settings.CODE);
            return this;
        }

        /**
         * Limits the threads of all pools together; without end by default. Each stage
         * gets at least one all the same.
         * @param threads the number, at least 1
         * @return this
         */
        public Builder totalThreads(int threads) {
            return set(Setting.TOTAL_THREADS, threads);
        }

        /**
         * Adds a pool that stages can share by its name.
         * @param pool the pool
         * @return this
         */
        public Builder pool(NamedPool pool) {
            this.pools.put(pool.name(), pool);
            return this;
        }

        /**
         * Adds a listener to the events of all runs.
         * @param listener the listener
         * @return this
         */
        public Builder listener(RunListener listener) {
            return listeners(() -> List.of(listener));
        }

        /**
         * Adds listeners to the events of all runs that are looked up late, so that they
         * may need the engine themselves.
         * @param source asked when the first run starts, on the thread that starts it; at
         * times twice, if several start at once
         * @return this
         */
        public Builder listeners(Supplier<? extends Collection<? extends RunListener>> source) {
            this.listeners.add(source);
            return this;
        }

        /**
         * Adds a carrier of what belongs to the thread that starts a run.
         * @param carrier the carrier; it is opened after those that were added before
         * @return this
         */
        public Builder carrier(ContextCarrier carrier) {
            return carriers(() -> List.of(carrier));
        }

        /**
         * Adds carriers that are looked up late, as {@link #listeners} are.
         * @param source asked when the first run starts, on the thread that starts it
         * @return this
         */
        public Builder carriers(Supplier<? extends Collection<? extends ContextCarrier>> source) {
            this.carriers.add(source);
            return this;
        }

        /** For tests: threads of runs that cannot be started. */
        Builder starter(Consumer<Thread> starting) {
            this.starter = starting;
            return this;
        }

        /**
         * Adds a kind of context.
         * @param factory makes the contexts; over one for the same kind that was there
         * before
         * @return this
         */
        public Builder contexts(ContextFactory factory) {
            this.contexts.add(factory);
            return this;
        }

        /**
         * Adds a host of stages that run elsewhere. Hosts of kinds that were not given
         * are found as services ({@link java.util.ServiceLoader}); the one of worker
         * processes comes with the core.
         * @param host the host, which the engine will close
         * @return this
         */
        public Builder host(StageHost host) {
            this.hosts.add(host);
            return this;
        }

        /**
         * Builds the engine.
         * @return the engine, without threads
         */
        public Engine build() {
            return new Engine(this);
        }

    }

}
