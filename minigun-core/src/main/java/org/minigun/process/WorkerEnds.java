package org.minigun.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the workers of a pool end: told to, or dead. Called under the pool's lock; all that
 * waits for a process is done in the background.
 */
final class WorkerEnds {

    private static final Logger logger = LoggerFactory.getLogger(WorkerEnds.class);

    private final PoolProcesses pool;

    WorkerEnds(PoolProcesses pool) {
        this.pool = pool;
    }

    /** It has died, or is being killed: finds out how, and ends what it has left. */
    void died(Worker worker) {
        died(worker, worker.status().begun() == 0 && worker.killed() == null);
    }

    /**
     * It has died, or is being killed.
     * @param worker the worker
     * @param inVain whether it was of no use to the session that had it, as a start that
     * fails is of none
     */
    void died(Worker worker, boolean inVain) {
        Worker.Cause killed = worker.killed();
        boolean cancelled = killed != null && killed.reason() == DeathReason.CANCELLED;
        if (inVain && !cancelled) {
            this.pool.roster().disclaim(worker);
            this.pool.failures().addLate(new DiedWithoutItemException(worker), this.pool.roster().served());
        }
        worker.state(WorkerState.DEAD);
        this.pool.roster().vacate(worker);
        if (!cancelled) {
            this.pool.roster().lost(worker.index(), null);
        }
        removeAfter(worker, () -> bury(worker, cancelled));
    }

    private void bury(Worker worker, boolean cancelled) {
        try {
            DeathCertificate death = worker.awaitDeath(null);
            if (cancelled) {
                logger.debug("{}", death);
            }
            else {
                logger.warn("{}", death);
                this.pool.under(() -> this.pool.roster().lost(worker.index(), death));
            }
        }
        finally {
            worker.close();
        }
    }

    /** Tells a worker to end. */
    void end(Worker worker) {
        Tenure tenure = this.pool.roster().tenure(worker);
        if (tenure != null) {
            tenure.endByNanos = System.nanoTime() + this.pool.options().shutdownTimeout().toNanos() / 2;
        }
        String cause = worker.recycling().cause();
        if (cause != null && !this.pool.isClosed()) {
            this.pool.roster().restarted(cause);
        }
        worker.state(WorkerState.ENDING);
        removeAfter(worker, () -> {
            try {
                worker.end();
            }
            finally {
                worker.closeQuietly();
            }
        });
    }

    private void removeAfter(Worker worker, Runnable work) {
        this.pool.background(() -> {
            try {
                work.run();
            }
            finally {
                this.pool.under(() -> this.pool.roster().remove(worker));
            }
        });
    }

    void killLater(Worker worker) {
        this.pool.background(() -> worker.kill(DeathReason.CANCELLED, "It did not end when it was told to"));
    }

}
