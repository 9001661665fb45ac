package org.minigun.worker;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.minigun.Run;

/**
 * Brings a hosted pipeline with producers of its own to rest for a moment, for without
 * that it never is. Used by the thread that feeds the pipeline.
 * <p>
 * <b>Why it goes on.</b> The producers are held for a bounded time only, and are free for
 * as long in between: what is under way may need an item of theirs, or much time. Where
 * it matters they are held longer each time, and at last longer than any backlog takes,
 * which would else fill up again before it has gone.
 */
final class Standstill {

    private static final long SHORTEST_NANOS = 20_000_000;

    private static final long LOOK_NANOS = 200_000;

    /** So much longer are producers free than held where nothing presses. */
    private static final int FREE = 10;

    private final PipelineAccounts accounts;

    private long limit = SHORTEST_NANOS;

    private long ended = System.nanoTime();

    private long took = SHORTEST_NANOS;

    Standstill(PipelineAccounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Tells whether producers may be held again.
     * @param pressing whether no item may be fed before that
     */
    boolean isDue(boolean pressing) {
        return System.nanoTime() - this.ended >= (pressing ? this.took : FREE * SHORTEST_NANOS);
    }

    /**
     * Holds the producers until nothing is under way, but for what accumulators hold. To
     * be followed by {@link #end}.
     * @param run the pipeline's run
     * @param pressing whether no item may be fed before that
     * @param givesUp whether there is no sense in waiting any longer
     * @return whether nothing is under way
     */
    boolean begin(Run run, boolean pressing, BooleanSupplier givesUp) {
        long start = System.nanoTime();
        long most = pressing ? this.limit : SHORTEST_NANOS;
        run.pause();
        boolean resting = isResting(run);
        while (!resting && System.nanoTime() - start < most && !givesUp.getAsBoolean()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            resting = isResting(run);
        }
        this.took = System.nanoTime() - start;
        if (resting) {
            this.limit = SHORTEST_NANOS;
        }
        else if (pressing) {
            this.limit *= 2;
        }
        return resting;
    }

    private boolean isResting(Run run) {
        return this.accounts.look(run) != PipelineAccounts.State.BUSY;
    }

    /** Frees the producers. */
    void end(Run run) {
        run.resume();
        this.ended = System.nanoTime();
    }

}
