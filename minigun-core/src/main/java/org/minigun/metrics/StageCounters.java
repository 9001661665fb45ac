package org.minigun.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The counts of one stage in one context. Written by that context's thread alone, one
 * plain store a count, and read by any thread at any time: writes are opaque, so a reader
 * sees each count grow, though not all counts at one instant.
 */
public final class StageCounters {

    private static final VarHandle RECEIVED = handle("received");

    private static final VarHandle DONE = handle("done");

    private static final VarHandle PASSED = handle("passed");

    private static final VarHandle EMITTED = handle("emitted");

    private static final VarHandle CURRENT = handle("current", Object.class);

    private final LatencyRecorder latency;

    private final Sampler sampler;

    private long received;

    private long done;

    private long passed;

    private long emitted;

    private volatile long failed;

    private volatile long skipped;

    private volatile long deadLettered;

    private volatile long unfinished;

    private volatile long failedAttempts;

    private volatile long retried;

    private volatile long busyNanos;

    private @Nullable Object current;

    /**
     * Makes counters that are all zero.
     * @param latency where latencies go
     * @param sampler which items of the context are measured
     */
    public StageCounters(LatencyRecorder latency, Sampler sampler) {
        this.latency = latency;
        this.sampler = sampler;
    }

    /**
     * Counts an item that has arrived.
     */
    public void received() {
        RECEIVED.setOpaque(this, this.received + 1);
    }

    /**
     * Counts an item that was finished.
     */
    public void done() {
        DONE.setOpaque(this, this.done + 1);
    }

    /**
     * Counts items that were finished together.
     * @param items the number
     */
    public void done(long items) {
        DONE.setOpaque(this, this.done + items);
    }

    /**
     * Counts an item that was finished and has brought forth one item, which was emitted.
     */
    public void passed() {
        PASSED.setOpaque(this, this.passed + 1);
    }

    /**
     * Counts an item that was emitted.
     */
    public void emitted() {
        EMITTED.setOpaque(this, this.emitted + 1);
    }

    /**
     * Returns how many items were emitted, for the context's own thread.
     * @return the number, without those counted as passed
     */
    public long emittedHere() {
        return this.emitted;
    }

    /**
     * Counts items that were emitted together.
     * @param items the number
     */
    public void emitted(long items) {
        EMITTED.setOpaque(this, this.emitted + items);
    }

    /**
     * Counts items that have failed the run.
     * @param items the number
     */
    public void failed(long items) {
        this.failed = this.failed + items;
    }

    /**
     * Counts items that were skipped.
     * @param items the number
     */
    public void skipped(long items) {
        this.skipped = this.skipped + items;
    }

    /**
     * Counts items that were given up on.
     * @param items the number
     */
    public void deadLettered(long items) {
        this.deadLettered = this.deadLettered + items;
    }

    /**
     * Counts items that were cut off.
     * @param items the number
     */
    public void unfinished(long items) {
        this.unfinished = this.unfinished + items;
    }

    /**
     * Counts an attempt that threw.
     */
    public void failedAttempt() {
        this.failedAttempts = this.failedAttempts + 1;
    }

    /**
     * Counts a further attempt.
     */
    public void retried() {
        this.retried = this.retried + 1;
    }

    /**
     * Remembers the item in work.
     * @param item the item, or {@code null} when it is finished
     */
    public void current(@Nullable Object item) {
        CURRENT.setOpaque(this, item);
    }

    /**
     * Returns the item in work.
     * @return the item, or {@code null} if none is, or it was not remembered
     */
    public @Nullable Object current() {
        return CURRENT.getOpaque(this);
    }

    /**
     * Records the time that the stage's code took for the item that is being measured.
     * @param nanos the time in nanoseconds
     */
    public void timed(long nanos) {
        long stood = this.sampler.weight();
        this.latency.record(nanos, stood);
        this.busyNanos = this.busyNanos + nanos * stood;
        this.sampler.add(nanos);
    }

    /**
     * Records the time that the stage's code took for something that is always timed.
     * @param nanos the time in nanoseconds
     */
    public void timedOne(long nanos) {
        this.latency.record(nanos, 1);
        this.busyNanos = this.busyNanos + nanos;
    }

    /**
     * Counts what was done elsewhere and is told here afterwards.
     * @param moreReceived items that have arrived
     * @param moreDone items that were finished
     * @param moreEmitted items that were emitted
     * @param moreFailed items that have failed the run
     * @param moreSkipped items that were skipped
     * @param moreDeadLettered items that were given up on
     * @param moreFailedAttempts attempts that threw
     * @param moreRetried further attempts
     * @param moreBusyNanos how long the stage's code has worked
     */
    public void add(long moreReceived, long moreDone, long moreEmitted, long moreFailed, long moreSkipped,
            long moreDeadLettered, long moreFailedAttempts, long moreRetried, long moreBusyNanos) {
        RECEIVED.setOpaque(this, this.received + moreReceived);
        done(moreDone);
        emitted(moreEmitted);
        failed(moreFailed);
        skipped(moreSkipped);
        deadLettered(moreDeadLettered);
        this.failedAttempts += moreFailedAttempts;
        this.retried += moreRetried;
        this.busyNanos += moreBusyNanos;
        if (moreReceived > 0) {
            this.latency.record(moreBusyNanos / moreReceived, moreReceived);
        }
    }

    /**
     * Returns how many items have arrived.
     * @return the number
     */
    public long receivedCount() {
        return (long) RECEIVED.getOpaque(this);
    }

    /**
     * Returns how many items were finished.
     * @return the number
     */
    public long doneCount() {
        return (long) DONE.getOpaque(this) + (long) PASSED.getOpaque(this);
    }

    /**
     * Returns how many items were emitted.
     * @return the number
     */
    public long emittedCount() {
        return (long) EMITTED.getOpaque(this) + (long) PASSED.getOpaque(this);
    }

    /**
     * Returns how many items have failed the run.
     * @return the number
     */
    public long failedCount() {
        return this.failed;
    }

    /**
     * Returns how many items were skipped.
     * @return the number
     */
    public long skippedCount() {
        return this.skipped;
    }

    /**
     * Returns how many items were given up on.
     * @return the number
     */
    public long deadLetteredCount() {
        return this.deadLettered;
    }

    /**
     * Returns how many items were cut off.
     * @return the number
     */
    public long unfinishedCount() {
        return this.unfinished;
    }

    /**
     * Returns how many attempts threw.
     * @return the number
     */
    public long failedAttemptCount() {
        return this.failedAttempts;
    }

    /**
     * Returns how many further attempts were made.
     * @return the number
     */
    public long retriedCount() {
        return this.retried;
    }

    /**
     * Returns how long the stage's code has worked.
     * @return nanoseconds
     */
    public long busyNanos() {
        return this.busyNanos;
    }

    private static VarHandle handle(String field) {
        return handle(field, long.class);
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(StageCounters.class, field, type);
        }
        catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

}
