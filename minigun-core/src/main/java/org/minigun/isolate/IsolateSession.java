package org.minigun.isolate;

import java.util.concurrent.locks.LockSupport;
import java.util.function.ObjLongConsumer;

import org.jspecify.annotations.Nullable;
import org.minigun.RunStoppedException;
import org.minigun.execution.HostedOutcomes;
import org.minigun.execution.HostedSession;
import org.minigun.execution.HostedStage;

/**
 * One context of a stage that runs in isolates. The context's own thread works on each
 * item when it is handed over.
 */
final class IsolateSession implements HostedSession {

    private static final int LARGEST_LOT = 64;

    private static final long LOT_NANOS = 50_000;

    private static final long LOOK_NANOS = 50_000_000;

    private final HostedStage stage;

    private final HostedOutcomes outcomes;

    private final Maker maker;

    private @Nullable Isolate isolate;

    private long smoothedNanos = -1;

    IsolateSession(HostedStage stage, HostedOutcomes outcomes, Maker maker) {
        this.stage = stage;
        this.outcomes = outcomes;
        this.maker = maker;
    }

    /** As many as take a short time, so that slow ones are left to the other isolates. */
    @Override
    public int awaitRoom() {
        return (this.smoothedNanos < 0) ? 1
                : (int) Math.max(1, Math.min(LARGEST_LOT, LOT_NANOS / Math.max(1, this.smoothedNanos)));
    }

    @Override
    public void submit(Object item, long number) throws InterruptedException {
        Isolate own = isolate();
        for (int attempts = 1;; attempts++) {
            Throwable thrown = own.attempt(item, number);
            long busy = own.busyNanos();
            if (!this.stage.control().isAborted()) {
                // An interrupt that the stage's code has left is its own.
                Thread.interrupted();
            }
            this.smoothedNanos = (this.smoothedNanos < 0) ? busy : (3 * this.smoothedNanos + busy) / 4;
            if (thrown == null) {
                this.outcomes.done(item, number, busy);
                return;
            }
            if (own.isSpent()) {
                this.outcomes.lost(item, number, attempts, thrown);
                return;
            }
            long wait = this.outcomes.failed(item, number, attempts, thrown, busy);
            if (wait < 0) {
                return;
            }
            if (!pause(wait)) {
                this.outcomes.lost(item, number, attempts, new RunStoppedException("The run has ended"));
                return;
            }
        }
    }

    private Isolate isolate() throws InterruptedException {
        Isolate known = this.isolate;
        if (known == null) {
            try {
                known = this.maker.make();
            }
            catch (Throwable ex) {
                this.outcomes.broken(new IllegalStateException(notMade(this.stage, ex), ex));
                throw new InterruptedException("There is no isolate");
            }
            this.isolate = known;
        }
        return known;
    }

    static String notMade(HostedStage stage, Throwable thrown) {
        return "Stage '" + stage.path() + "' could not begin in an isolate: " + thrown;
    }

    /** Waits; returns whether the run still goes on. */
    private boolean pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            if (this.stage.control().isAborted()) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(left, LOOK_NANOS));
            if (Thread.interrupted()) {
                break;
            }
        }
        return !this.stage.control().isAborted();
    }

    @Override
    public void flush() {
    }

    @Override
    public void drain() {
    }

    @Override
    public void close() {
        Isolate ended = this.isolate;
        this.isolate = null;
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public void abandon(ObjLongConsumer<Object> unsettled) {
        close();
    }

    /** Makes an isolate. */
    interface Maker {

        Isolate make() throws Throwable;

    }

}
