package org.minigun.execution;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

import org.minigun.Hook;
import org.minigun.OnError;
import org.minigun.RunFailure;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.graph.Node;
import org.minigun.metrics.LatencyRecorder;
import org.minigun.metrics.Sampler;
import org.minigun.metrics.StageCounters;

/**
 * One stage of one run, over all its contexts: what is said of it, its counts, and what
 * becomes of items that go wrong. Thread-safe.
 */
final class StageRun {

    private static final int LOGGED_SKIPS = 10;

    private final RunFiles run;

    private final Node node;

    private final Stage stage;

    private final Settings settings;

    private final int retries;

    private final OnError onError;

    private final LatencyRecorder latency = new LatencyRecorder();

    private final List<StageCounters> counters = new CopyOnWriteArrayList<>();

    private final AtomicLong turn = new AtomicLong();

    private final AtomicInteger skips = new AtomicInteger();

    private final AtomicLong leftOver = new AtomicLong();

    private final AtomicLong stuck = new AtomicLong();

    private volatile long expected = -1;

    private volatile boolean hooksBegun;

    StageRun(RunFiles run, Node node, Stage stage, Settings settings) {
        this.run = run;
        this.node = node;
        this.stage = stage;
        this.settings = settings;
        this.retries = settings.get(Setting.RETRIES, 0);
        this.onError = settings.get(Setting.ON_ERROR, OnError.FAIL);
    }

    String path() {
        return this.node.path();
    }

    Node node() {
        return this.node;
    }

    Stage stage() {
        return this.stage;
    }

    Settings settings() {
        return this.settings;
    }

    RunControl control() {
        return this.run.control();
    }

    boolean isAborted() {
        return this.run.control().isAborted();
    }

    int retries() {
        return this.retries;
    }

    OnError onError() {
        return this.onError;
    }

    int capacity() {
        return this.settings.get(Setting.CAPACITY, 1024);
    }

    long maxWaitNanos() {
        var wait = this.settings.get(Setting.MAX_WAIT);
        return (wait != null) ? wait.toNanos() : 0;
    }

    /** Whose turn it is under round robin, shared by all contexts. */
    AtomicLong turn() {
        return this.turn;
    }

    StageCounters newCounters() {
        return newCounters(new Sampler());
    }

    StageCounters newCounters(Sampler sampler) {
        StageCounters result = new StageCounters(this.latency, sampler);
        this.counters.add(result);
        return result;
    }

    List<StageCounters> counters() {
        return this.counters;
    }

    LatencyRecorder latency() {
        return this.latency;
    }

    /** A producer has told how many items it will emit. */
    void expect(long items) {
        this.expected = items;
    }

    long expected() {
        return this.expected;
    }

    long sum(ToLongFunction<StageCounters> count) {
        long sum = 0;
        for (StageCounters one : this.counters) {
            sum += count.applyAsLong(one);
        }
        return sum;
    }

    /** Counts items that were received and never begun. */
    void leftOver(StageCounters counts, Object item) {
        this.leftOver.incrementAndGet();
        unfinished(counts, item, 1);
    }

    long leftOverCount() {
        return this.leftOver.get();
    }

    /**
     * Counts items in a context that does not stop; its own counters are still its own.
     */
    void stuck(List<?> known, long items) {
        this.stuck.addAndGet(items);
        for (int i = 0; i < items; i++) {
            this.run.unfinished(path(), (i < known.size()) ? known.get(i) : null);
        }
    }

    long stuckCount() {
        return this.stuck.get();
    }

    /**
     * Decides what becomes of an item after an attempt that threw: waits and counts if it
     * is to be tried again, else settles it.
     * @return whether to try again
     */
    boolean tryAgain(StageCounters counts, Object item, int items, int attempts, Throwable thrown) {
        // Not by what was thrown: code may throw RunStoppedException of another run.
        if (isAborted()) {
            unfinished(counts, item, items);
            return false;
        }
        counts.failedAttempt();
        boolean again = attempts <= this.retries && !isFatal(thrown) && !(thrown instanceof HeldOutputsException);
        if (again) {
            this.run.events().itemRetried(path(), item, attempts, thrown);
            if (awaitRetry(attempts)) {
                counts.retried();
                return true;
            }
            unfinished(counts, item, items);
            return false;
        }
        giveUp(counts, item, items, attempts, thrown);
        return false;
    }

    /**
     * Decides like {@link #tryAgain}, for those who do not wait on this thread.
     * @return nanoseconds until the next attempt, or -1 if the item is settled
     */
    long retryIn(StageCounters counts, Object item, int attempts, Throwable thrown) {
        if (isAborted()) {
            unfinished(counts, item, 1);
            return -1;
        }
        counts.failedAttempt();
        if (attempts <= this.retries && !isFatal(thrown)) {
            this.run.events().itemRetried(path(), item, attempts, thrown);
            counts.retried();
            return backoffNanos(attempts);
        }
        giveUp(counts, item, 1, attempts, thrown);
        return -1;
    }

    private long backoffNanos(int attempts) {
        double wait = this.settings.get(Setting.BACKOFF, java.time.Duration.ZERO).toNanos()
                * Math.pow(this.settings.get(Setting.BACKOFF_MULTIPLIER, 2.0), attempts - 1.0);
        long longest = this.settings.get(Setting.BACKOFF_MAX, java.time.Duration.ZERO).toNanos();
        return (long) Math.min(wait, longest);
    }

    /**
     * Clears an interrupt that the stage's code has left behind, unless the thread is
     * somebody else's, who may have been meant.
     */
    void forgetStrayInterrupt() {
        if (Threads.isOwn()) {
            this.run.control().forgetStrayInterrupt();
        }
    }

    private boolean awaitRetry(int attempts) {
        forgetStrayInterrupt();
        try {
            this.run.control().pause(backoffNanos(attempts));
        }
        catch (InterruptedException ex) {
            // A run that is cut off interrupts its threads; any other interrupt only
            // shortens the wait.
            return !isAborted();
        }
        return !isAborted();
    }

    /** An item will not be tried again: does what the stage says of errors. */
    void giveUp(StageCounters counts, Object item, int items, int attempts, Throwable thrown) {
        OnError action = isFatal(thrown) ? OnError.FAIL : this.onError;
        switch (action) {
            case FAIL -> {
                counts.failed(items);
                this.run.fail(new RunFailure(path(), item, attempts, thrown));
            }
            case SKIP -> {
                counts.skipped(items);
                tellSkipped(item, thrown);
            }
            case DEAD_LETTER -> {
                counts.deadLettered(items);
                this.run.deadLetter(path(), item, attempts, thrown);
            }
        }
    }

    /** Tells that an item was skipped, which was counted. */
    void tellSkipped(Object item, Throwable thrown) {
        int skipped = this.skips.incrementAndGet();
        if (skipped <= LOGGED_SKIPS) {
            this.run.events().logSkip(path(), item, thrown, skipped == LOGGED_SKIPS);
        }
        toldSkipped(item, thrown);
    }

    /** Tells that an item was skipped at a host, which has logged it. */
    void toldSkipped(Object item, Throwable thrown) {
        this.run.events().itemSkipped(path(), item, thrown);
    }

    /** An item was cut off by the end of the run. */
    void unfinished(StageCounters counts, Object item, int items) {
        counts.unfinished(items);
        if (this.stage.body() instanceof org.minigun.StageBody.Accumulator && item instanceof List<?> batch
                && batch.size() == items) {
            batch.forEach((one) -> this.run.unfinished(path(), one));
        }
        else {
            this.run.unfinished(path(), item);
        }
    }

    /**
     * An error that the JVM cannot be expected to survive ends the run whatever is said.
     */
    static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    /** Runs the hooks that stand before the stage; what one throws fails the run. */
    boolean runHooksBefore() {
        this.hooksBegun = true;
        if (!runHooks(Hook.Kind.BEFORE_STAGE)) {
            return false;
        }
        this.run.events().stageStarted(path());
        return true;
    }

    /** Runs the hooks that stand after the stage, if those before it were begun. */
    void runHooksAfter() {
        if (this.hooksBegun) {
            runHooks(Hook.Kind.AFTER_STAGE);
            this.run.events().stageEnded(path());
        }
    }

    private boolean runHooks(Hook.Kind kind) {
        return this.run.runHooks(this.run.stageHooks(kind, path()), kind + " hook of '" + path() + "'");
    }

}
