package org.minigun.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.minigun.execution.HostedStage;

/**
 * Decides which workers of a pool are started ahead, and which go. Guarded by the pool's
 * lock.
 */
final class PoolUpkeep {

    /** A spare's start gives way to the batch that has just begun. */
    private static final Duration SPARE_DELAY = Duration.ofMillis(2);

    private static final long SHORT_IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    private final PoolProcesses pool;

    private final PoolOptions options;

    private HostedStage.@Nullable Control control;

    private int fresh;

    private int mostFresh;

    /** Sessions that were told to leave, whose next worker stands ready. */
    private int reserved;

    /** Whether spares that are missing are to be started. */
    private boolean refill;

    private long busyNanos = System.nanoTime();

    PoolUpkeep(PoolProcesses pool) {
        this.pool = pool;
        this.options = pool.options();
    }

    void leased(HostedStage.Control control, boolean fresh) {
        this.control = control;
        this.reserved = Math.max(0, this.reserved - 1);
        if (fresh) {
            this.fresh++;
            this.mostFresh = Math.max(this.mostFresh, this.fresh);
            this.refill = true;
            topUp();
        }
    }

    void returned(boolean fresh) {
        this.busyNanos = System.nanoTime();
        if (fresh) {
            this.fresh--;
        }
    }

    void forget(HostedStage.Control control) {
        if (this.control == control) {
            this.control = null;
            this.refill = false;
        }
    }

    /** The greatest number of processes at one time. */
    int limit() {
        return Math.max(this.pool.size(), this.pool.leases())
                + Math.max(1, (this.options.spares() < 0) ? this.mostFresh : this.options.spares());
    }

    private void topUp() {
        int wanted = (this.options.spares() < 0) ? Math.min(this.mostFresh, this.pool.size()) : this.options.spares();
        int there = this.pool.roster().count(WorkerState.SPARE) + this.pool.starts().count() - this.pool.waiting();
        for (int missing = wanted - there; missing > 0 && this.control != null; missing--) {
            this.pool.start(this.control, -1, SPARE_DELAY);
        }
    }

    boolean mayLeave(Worker worker, boolean strict) {
        Tenure tenure = this.pool.roster().tenure(worker);
        if (tenure == null || tenure.leaving) {
            return true;
        }
        boolean ready = this.pool.roster().countReady() - this.pool.waiting() > this.reserved;
        if (!ready) {
            prepareReplacement(worker);
        }
        if (ready || (strict && (isOneOfMany() || this.pool.leases() == 1))) {
            tenure.leaving = true;
            this.reserved++;
            return true;
        }
        return false;
    }

    /** Whether another worker stays in service if this one goes. */
    private boolean isOneOfMany() {
        int staying = 0;
        for (Worker worker : this.pool.roster().all()) {
            Tenure tenure = this.pool.roster().tenure(worker);
            staying += (worker.state() == WorkerState.LEASED && tenure != null && !tenure.leaving) ? 1 : 0;
        }
        return staying > 1;
    }

    /**
     * Starts one replacement at a time, in the place of the worker that will go and on
     * behalf of the run that has it: others that share the pool may have ended.
     */
    void prepareReplacement(Worker worker) {
        Tenure tenure = this.pool.roster().tenure(worker);
        HostedStage.Control by = (tenure != null) ? tenure.control : null;
        if (by != null && this.pool.starts().count() <= this.pool.waiting()
                && this.pool.roster().countReady() <= this.reserved) {
            this.pool.start(by, worker.index(), Duration.ZERO);
        }
    }

    /** Ends what is over, idle for too long, or does not end; replaces missing spares. */
    void look() {
        long now = System.nanoTime();
        if (this.pool.leases() > 0) {
            this.busyNanos = now;
        }
        int there = (int) this.pool.roster().all().stream().filter(PoolUpkeep::isThere).count();
        if (there == 0 && this.pool.leases() == 0) {
            this.mostFresh = 0;
        }
        if (this.pool.leases() == 0) {
            this.reserved = 0;
        }
        for (Worker worker : this.pool.roster().all()) {
            Tenure tenure = this.pool.roster().tenure(worker);
            if (tenure != null && look(worker, tenure, there, now)) {
                there--;
            }
        }
        if (this.refill) {
            topUp();
        }
    }

    private static boolean isThere(Worker worker) {
        return worker.state() == WorkerState.FREE || worker.state() == WorkerState.SPARE
                || worker.state() == WorkerState.LEASED;
    }

    private boolean look(Worker worker, Tenure tenure, int there, long now) {
        switch (worker.state()) {
            case ENDING -> {
                if (now - tenure.endByNanos >= 0) {
                    this.pool.ends().killLater(worker);
                }
            }
            case SPARE, FREE -> {
                if (worker.recycling().isOver() || isIdleTooLong(tenure, there, now)) {
                    this.refill &= worker.state() != WorkerState.SPARE;
                    this.pool.ends().end(worker);
                    return true;
                }
            }
            default -> {
            }
        }
        return false;
    }

    private boolean isIdleTooLong(Tenure tenure, int there, long now) {
        long keepAlive = this.options.keepAlive().toNanos();
        if (this.options.minProcesses() == 0) {
            return now - tenure.idleSinceNanos >= keepAlive;
        }
        if (there > this.options.minProcesses()) {
            return now - tenure.idleSinceNanos >= Math.min(keepAlive, SHORT_IDLE_NANOS);
        }
        return now - this.busyNanos >= keepAlive;
    }

}
