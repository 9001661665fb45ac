package org.minigun.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedStage;

/**
 * The starts of a pool that are on their way, each on a thread of its own. All but the
 * starts themselves is guarded by the pool's lock.
 */
final class WorkerStarts {

    private final PoolProcesses pool;

    private final WorkerStarter starter;

    private final Executor background;

    private final Set<Attempt> attempts = new LinkedHashSet<>();

    WorkerStarts(PoolProcesses pool, WorkerStarter starter, Executor background) {
        this.pool = pool;
        this.starter = starter;
        this.background = background;
    }

    int count() {
        return this.attempts.size();
    }

    /**
     * Starts a worker.
     * @param control the run whose hooks run before
     * @param index the worker's place, which is taken
     * @param delay how long to give way to others first
     */
    void start(HostedStage.Control control, int index, Duration delay) {
        Attempt attempt = new Attempt(control, index);
        this.attempts.add(attempt);
        this.background.execute(() -> run(attempt, delay));
    }

    /** Ends the starts on behalf of a run, or all of them. */
    void cancel(HostedStage.@Nullable Control control) {
        List<Attempt> cancelled = new ArrayList<>(this.attempts);
        cancelled.removeIf((attempt) -> control != null && attempt.control != control);
        for (Attempt attempt : cancelled) {
            attempt.cancelled = true;
            if (attempt.thread != null) {
                attempt.thread.interrupt();
            }
        }
    }

    private void run(Attempt attempt, Duration delay) {
        Worker worker = null;
        Throwable failure = null;
        try {
            if (this.pool.ask(() -> begin(attempt))) {
                LockSupport.parkNanos(delay.toNanos());
                if (!attempt.control.isAborted()) {
                    attempt.control.beforeFork();
                    worker = worker(this.starter.start(attempt.index), attempt.index);
                }
            }
        }
        catch (InterruptedException ex) {
            // Cancelled: the starter has ended the process.
            attempt.cancelled = true;
        }
        catch (Exception | Error ex) {
            failure = ex;
        }
        this.pool.startEnded(attempt, worker, failure);
    }

    private Worker worker(StartedWorker started, int index) {
        Worker worker = null;
        try {
            worker = new Worker(started, index, this.pool);
            return worker;
        }
        finally {
            if (worker == null) {
                // No memory for its buffers.
                started.close();
            }
        }
    }

    private boolean begin(Attempt attempt) {
        attempt.thread = Thread.currentThread();
        return !attempt.cancelled;
    }

    /** The attempt has ended: no interrupt comes after this. */
    void remove(Attempt attempt) {
        attempt.thread = null;
        this.attempts.remove(attempt);
    }

    /** One start. */
    static final class Attempt {

        final HostedStage.Control control;

        final int index;

        @Nullable Thread thread;

        volatile boolean cancelled;

        Attempt(HostedStage.Control control, int index) {
            this.control = control;
            this.index = index;
        }

    }

}
