package org.minigun.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.minigun.ContextCarrier;
import org.minigun.Hook;
import org.minigun.Ledger;
import org.minigun.Pipeline;
import org.minigun.Run;
import org.minigun.RunFailedException;
import org.minigun.RunFailure;
import org.minigun.RunListener;
import org.minigun.RunResult;
import org.minigun.RunState;
import org.minigun.RunStoppedException;
import org.minigun.Setting;
import org.minigun.StuckThread;
import org.minigun.UnfinishedItem;
import org.minigun.metrics.RunStatistics;
import org.minigun.plan.ExecutionPlan;

/**
 * One run: its switch, its records and what its users may do to it. The way from
 * beginning to end is in {@link ExecutionOrchestrator}.
 */
final class RunExecution implements Run, RunFiles {

    private static final ThreadLocal<@Nullable RunExecution> CURRENT = new ThreadLocal<>();

    private static final Duration LISTING = Duration.ofMillis(250);

    private final String id;

    private final Pipeline pipeline;

    private final Map<String, String> attributes;

    private final RunLayout layout;

    private final RunHooks hooks;

    private final RunEvents events;

    private final RunControl control = new RunControl();

    private final RunRecords records;

    /**
     * Loaded before they are needed: what fails a run may be that no file can be opened,
     * and then no class can be loaded from a directory.
     */
    private static final List<Class<?>> LOADED_AHEAD = List.of(RunFailure.class, RunFailedException.class,
            RunStoppedException.class, UnfinishedItem.class, StuckThread.class, RunState.class);

    private final Statement statement;

    private final Instant started = Instant.now();

    private final long startedNanos = System.nanoTime();

    /** Grows while the run may be cut off already. */
    private final List<GroupRun> groups = new CopyOnWriteArrayList<>();

    private final AtomicReference<@Nullable RunFailure> failure = new AtomicReference<>();

    private final CountDownLatch ended = new CountDownLatch(1);

    private final Duration shutdownTimeout;

    private volatile boolean stopped;

    private volatile boolean cancelled;

    private volatile long abortedNanos;

    private volatile @Nullable Thread coordinator;

    private final RunContexts contexts;

    private final HookWatch hookWatch = new HookWatch(this);

    private volatile @Nullable RunResult result;

    RunExecution(String id, Pipeline pipeline, ExecutionPlan plan, Map<String, String> attributes,
            List<RunListener> listeners, List<ContextCarrier> carriers, int kept, Duration shutdownTimeout) {
        this.id = id;
        this.attributes = attributes;
        this.pipeline = pipeline;
        this.shutdownTimeout = shutdownTimeout;
        this.events = new RunEvents(this, listeners);
        this.records = new RunRecords(id, kept, this.events);
        this.hooks = new RunHooks(pipeline);
        this.layout = new RunLayout(this, pipeline, plan);
        this.statement = new Statement(this.layout);
        this.contexts = RunContexts.capture(this, carriers);
    }

    void add(GroupRun group) {
        this.groups.add(group);
    }

    RunLayout layout() {
        return this.layout;
    }

    List<GroupRun> groups() {
        return this.groups;
    }

    RunHooks hooks() {
        return this.hooks;
    }

    Duration shutdownTimeout() {
        return this.shutdownTimeout;
    }

    long abortedNanos() {
        return this.abortedNanos;
    }

    @Override
    public String id() {
        return this.id;
    }

    @Override
    public String task() {
        return this.pipeline.name();
    }

    @Override
    public Map<String, String> attributes() {
        return this.attributes;
    }

    @Override
    public Instant started() {
        return this.started;
    }

    @Override
    public RunControl control() {
        return this.control;
    }

    @Override
    public RunEvents events() {
        return this.events;
    }

    /** What the run carries from the thread that has started it. */
    RunContexts contexts() {
        return this.contexts;
    }

    @Override
    public RunState state() {
        RunResult end = this.result;
        if (end != null) {
            return end.state();
        }
        return switch (this.control.current()) {
            case RunControl.GO -> RunState.RUNNING;
            case RunControl.HOLD -> RunState.PAUSED;
            default -> RunState.STOPPING;
        };
    }

    @Override
    public Optional<RunFailure> failure() {
        return Optional.ofNullable(this.failure.get());
    }

    @Override
    public RunStatistics statistics() {
        RunResult end = this.result;
        return (end != null) ? end.statistics() : this.statement.statistics(runtime());
    }

    @Override
    public void stop() {
        if (isRunning()) {
            this.stopped = true;
            this.control.raise(RunControl.STOP);
        }
    }

    @Override
    public RunResult stop(Duration deadline) throws InterruptedException {
        refuseOwnThread("stop(deadline)");
        stop();
        if (!this.ended.await(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            abort();
            this.hookWatch.watch();
        }
        return await();
    }

    @Override
    public void cancel() {
        if (!isRunning()) {
            return;
        }
        this.cancelled = true;
        abort();
        this.hookWatch.watch();
        if (CURRENT.get() == this) {
            return;
        }
        try {
            boolean inTime = this.ended.await(this.shutdownTimeout.plus(LISTING).toNanos(), TimeUnit.NANOSECONDS);
            if (!inTime) {
                this.events.logNotEnded(this.shutdownTimeout);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void pause() {
        this.control.hold();
    }

    @Override
    public void resume() {
        this.control.release();
    }

    @Override
    public RunResult await() throws InterruptedException {
        refuseOwnThread("await()");
        this.ended.await();
        return ended();
    }

    @Override
    public Optional<RunResult> await(Duration timeout) throws InterruptedException {
        return this.ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of(ended()) : Optional.empty();
    }

    /** A stage or hook that waits for the end of its own run would wait for itself. */
    private void refuseOwnThread(String call) {
        if (isCurrent() && !isAnnounced()) {
            throw new IllegalStateException(call + " is called by a stage or hook of the run " + this.id + " of task '"
                    + task() + "', which would wait for itself: call stop() or cancel(), "
                    + "which return at once there");
        }
    }

    private RunResult ended() {
        RunResult end = this.result;
        if (end == null) {
            throw new IllegalStateException("Run " + this.id + " has ended without a result");
        }
        return end;
    }

    @Override
    public void fail(RunFailure first) {
        if (this.control.isAborted() && this.failure.get() == null && this.cancelled) {
            this.events.logSuppressed(first.where(), first.cause());
            return;
        }
        failAnyway(first);
    }

    /** Fails the run also when it was cancelled before. */
    private void failAnyway(RunFailure first) {
        if (this.failure.compareAndSet(null, first)) {
            try {
                this.events.logFailed(first.toString());
            }
            finally {
                abort();
            }
        }
        else {
            // The first one may not have come so far yet, and the caller goes by the
            // signal.
            raiseAbort();
            this.events.logSuppressed(first.where(), first.cause());
        }
    }

    private synchronized void raiseAbort() {
        if (!this.control.isAborted()) {
            this.abortedNanos = System.nanoTime();
            this.control.raise(RunControl.ABORT);
        }
    }

    /**
     * Cuts the run off: nothing is begun any more, and what is in work is interrupted.
     */
    private synchronized void abort() {
        raiseAbort();
        this.groups.forEach(GroupRun::terminate);
        Thread waiting = this.coordinator;
        if (waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
        notifyAll();
    }

    @Override
    public void deadLetter(String stage, Object item, int attempts, Throwable cause) {
        this.records.deadLetter(stage, item, attempts, cause);
    }

    @Override
    public void unfinished(String stage, @Nullable Object item) {
        this.records.unfinished(stage, item);
    }

    @Override
    public void producerFailed(String producer, Throwable cause) {
        this.records.producerFailed(producer, cause);
    }

    @Override
    public void toldProducerFailed(String producer, Throwable cause) {
        this.records.toldProducerFailed(producer, cause);
    }

    @Override
    public void stuck(List<StuckThread> threads) {
        this.records.stuck(threads);
    }

    @Override
    public void edge(String from, String to, LongSupplier routed, LongSupplier received) {
        this.statement.edge(from, to, routed, received);
    }

    @Override
    public List<Hook> stageHooks(Hook.Kind kind, String path) {
        return this.hooks.ofStage(kind, path);
    }

    @Override
    public boolean runHooks(List<Hook> toRun, String where) {
        for (Hook hook : toRun) {
            try {
                hook.body().run(this);
            }
            catch (Throwable thrown) {
                RunFailure thrownBy = new RunFailure(where, null, 0, thrown);
                if (this.control.isAborted() && thrown instanceof InterruptedException) {
                    this.events.logSuppressed(where, thrown);
                }
                else if (hook.kind() == Hook.Kind.AFTER_RUN) {
                    failAnyway(thrownBy);
                }
                else {
                    fail(thrownBy);
                }
                return false;
            }
        }
        return true;
    }

    /** Marks the current thread as one of the run's own. */
    void enter() {
        CURRENT.set(this);
    }

    void leave() {
        CURRENT.remove();
    }

    /** Whether the current thread is marked so. */
    boolean isCurrent() {
        return CURRENT.get() == this;
    }

    /** Names the thread that a cut-off interrupts besides those of the contexts. */
    synchronized void coordinator(@Nullable Thread thread) {
        this.coordinator = thread;
    }

    /**
     * Clears the interrupt by which a cut-off has ended this thread's work, so that hooks
     * can clean up. The lock is that of the cut-off: it has interrupted all by then.
     */
    synchronized void forgetInterrupt() {
        Thread.interrupted();
    }

    synchronized void groupEnded() {
        notifyAll();
    }

    /** Waits until all groups that were begun have ended, or the run is cut off. */
    synchronized void awaitGroups() throws InterruptedException {
        while (!this.control.isAborted() && !this.groups.stream().allMatch(GroupRun::isEnded)) {
            wait();
        }
    }

    /** Whether those who await the end have been freed. */
    boolean isAnnounced() {
        return this.ended.getCount() == 0;
    }

    HookWatch hookWatch() {
        return this.hookWatch;
    }

    /**
     * Ends the run, tells listeners and frees those who await it, unless that was done.
     * @return whether this call has done it
     */
    boolean end(List<StuckThread> stuck) {
        RunResult end = complete(stuck);
        if (end == null) {
            return false;
        }
        this.events.runEnded(end);
        announce();
        return true;
    }

    private synchronized @Nullable RunResult complete(List<StuckThread> stuck) {
        if (this.result != null) {
            return null;
        }
        RunState state = (this.failure.get() != null) ? RunState.FAILED
                : this.cancelled ? RunState.CANCELLED : this.stopped ? RunState.STOPPED : RunState.COMPLETED;
        RunResult end = this.records.result(this, state, runtime(), this.statement, stuck);
        this.result = end;
        return end;
    }

    Ledger ledger() {
        return this.statement.ledger();
    }

    /**
     * Fixes the accounts of a run that was cut off, for a context that does not stop may
     * still count.
     */
    void closeAccounts() {
        this.statement.close();
    }

    /** Frees those who await the end, after listeners have been told. */
    void announce() {
        this.ended.countDown();
        this.hookWatch.runEnded();
    }

    private Duration runtime() {
        return Duration.ofNanos(System.nanoTime() - this.startedNanos);
    }

    @Override
    public String toString() {
        return "Run " + this.id + " of '" + task() + "' (" + state() + ")";
    }

}
