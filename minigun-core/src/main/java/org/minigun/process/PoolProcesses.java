package org.minigun.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a pool: how they come, end and are buried. Holds the pool's lock;
 * methods are called under it unless they say otherwise.
 */
final class PoolProcesses {

    private static final Logger logger = LoggerFactory.getLogger(PoolProcesses.class);

    private final PoolOptions options;

    private final Background background;

    private final Leftovers leftovers;

    private final Supervisor supervisor;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = this.lock.newCondition();

    // Guarded by the lock.

    private final Roster roster = new Roster();

    private final WorkerStarts starts;

    private final StartFailures failures;

    private final PoolUpkeep upkeep;

    private final WorkerEnds ends;

    private int size;

    private int leases;

    private int waiting;

    private boolean closed;

    private volatile long closedNanos;

    PoolProcesses(PoolOptions options, WorkerStarter starter, Background background, Supervisor supervisor) {
        this.options = options;
        this.size = options.size();
        this.background = background;
        this.leftovers = new Leftovers(background);
        this.supervisor = supervisor;
        this.failures = new StartFailures(options);
        this.starts = new WorkerStarts(this, starter, background);
        this.upkeep = new PoolUpkeep(this);
        this.ends = new WorkerEnds(this);
    }

    PoolOptions options() {
        return this.options;
    }

    /** The greatest number of workers that are leased at one time. */
    int size() {
        return this.size;
    }

    void size(int changed) {
        this.size = changed;
    }

    Supervisor supervisor() {
        return this.supervisor;
    }

    Roster roster() {
        return this.roster;
    }

    WorkerStarts starts() {
        return this.starts;
    }

    StartFailures failures() {
        return this.failures;
    }

    WorkerEnds ends() {
        return this.ends;
    }

    PoolUpkeep upkeep() {
        return this.upkeep;
    }

    boolean isClosed() {
        return this.closed;
    }

    /** Permits that are taken. */
    int leases() {
        return this.leases;
    }

    void leases(int change) {
        this.leases += change;
    }

    /** Leases that have a permit and wait for a worker. */
    int waiting() {
        return this.waiting;
    }

    void waiting(int change) {
        this.waiting += change;
    }

    /** Processes that there are, those included that start or end. */
    int count() {
        return this.roster.size() + this.starts.count();
    }

    boolean hasRoom() {
        return count() < this.upkeep.limit();
    }

    /** Waits, for a short time at most, until something has changed. */
    void await(long nanos) throws InterruptedException {
        this.changed.awaitNanos(nanos);
    }

    ReentrantLock lock() {
        return this.lock;
    }

    /** Wakes those that wait. */
    void changed() {
        this.changed.signalAll();
    }

    /** Does something under the lock, and wakes those that wait. */
    void under(Runnable action) {
        ask(() -> {
            action.run();
            return true;
        });
    }

    /** Asks something under the lock, and wakes those that wait. */
    <T> T ask(Supplier<T> question) {
        this.lock.lock();
        try {
            return question.get();
        }
        finally {
            this.changed.signalAll();
            this.lock.unlock();
        }
    }

    /**
     * Starts a worker if there is room and starts do not fail just now.
     * @param control the run on whose behalf
     * @param index the place of the worker to be replaced, or -1 for a free one
     * @param delay how long to give way to others first
     */
    void start(HostedStage.Control control, int index, Duration delay) {
        if (!this.closed && hasRoom() && this.failures.mayStart(this.starts.count(), this.roster.served())) {
            int place = (index >= 0) ? this.roster.takePlace(index) : this.roster.takePlace();
            this.starts.start(control, place, delay);
        }
    }

    /** A start has ended. Not called under the lock. */
    void startEnded(WorkerStarts.Attempt attempt, @Nullable Worker worker, @Nullable Throwable failure) {
        Throwable counted = (attempt.cancelled || attempt.control.isAborted()) ? null : failure;
        boolean wanted = ask(() -> {
            this.starts.remove(attempt);
            if (worker != null && !this.closed) {
                this.roster.add(worker);
                return true;
            }
            this.roster.freePlace(attempt.index);
            if (counted != null) {
                this.failures.add(counted, this.roster.served());
            }
            return false;
        });
        if (worker != null && wanted) {
            worker.started().process().onExit().thenRun(() -> exited(worker));
        }
        else if (worker != null) {
            worker.closeQuietly();
        }
        else if (counted != null) {
            logger.warn("A worker of pool '{}' did not start: {}", this.options.name(), StartFailures.words(counted));
        }
    }

    /** A process has ended. Those that have leased it find out by its connection. */
    private void exited(Worker worker) {
        under(() -> {
            if (worker.state() == WorkerState.SPARE || worker.state() == WorkerState.FREE) {
                this.ends.died(worker);
            }
        });
    }

    /** Whoever has leased it did not look, nor did the end of its process. */
    void buryIfDead(Worker worker) {
        if (!worker.isAlive()) {
            this.ends.died(worker);
        }
    }

    /** Does what may have to wait. */
    void background(Runnable work) {
        this.background.execute(work);
    }

    /** Tells all to end. Not called under the lock. */
    void beginClose() {
        under(() -> {
            if (!this.closed) {
                this.closed = true;
                this.closedNanos = System.nanoTime();
                this.starts.cancel(null);
                this.roster.all().forEach(this::endOrKill);
            }
        });
    }

    /** Ends all, within the shutdown timeout. Not called under the lock. */
    void close() {
        beginClose();
        long timeout = this.options.shutdownTimeout().toNanos();
        awaitNone(this.closedNanos + timeout / 2);
        all().forEach((worker) -> worker.kill(DeathReason.CANCELLED, null));
        awaitNone(this.closedNanos + timeout);
        all().forEach(Worker::closeQuietly);
        this.leftovers.end();
    }

    Leftovers leftovers() {
        return this.leftovers;
    }

    private void endOrKill(Worker worker) {
        switch (worker.state()) {
            case SPARE, FREE -> this.ends.end(worker);
            case LEASED -> {
                worker.condemn(DeathReason.CANCELLED, "Its pool was closed");
                background(() -> worker.kill(DeathReason.CANCELLED, null));
                this.ends.died(worker);
            }
            default -> {
            }
        }
    }

    /** All workers. Not called under the lock. */
    List<Worker> all() {
        return ask(this.roster::all);
    }

    private void awaitNone(long deadlineNanos) {
        this.lock.lock();
        try {
            long left = deadlineNanos - System.nanoTime();
            while (count() > 0 && left > 0) {
                left = this.changed.awaitNanos(left);
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        finally {
            this.lock.unlock();
        }
    }

}
