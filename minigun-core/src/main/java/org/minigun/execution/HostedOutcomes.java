package org.minigun.execution;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.StuckThread;

/**
 * Is told by a {@link HostedSession} what becomes of its items. Calls come from one
 * thread at a time, which need not be the context's. For an item: any number of
 * {@link #emitted}, one after the other, then one of the others; calls for two items are
 * not mixed.
 */
public interface HostedOutcomes {

    /**
     * Passes a result on; waits while its target has no room.
     * @param item the item that was worked on; {@code null} of a producer
     * @param number its number; 0 of a producer
     * @param result the result
     * @param target 0 for all targets as the stage's routing says, else the number of the
     * name that the stage has said
     * @throws Exception what the stage's routing has thrown for this result, or
     * {@code RunStoppedException} if the run is cut off
     */
    void emitted(@Nullable Object item, long number, Object result, int target) throws Exception;

    /**
     * A producer has told how many items it will emit. By default does nothing.
     * @param items the number
     */
    default void expected(long items) {
    }

    /**
     * The item is done.
     * @param item the item
     * @param number its number
     * @param busyNanos how long the stage's code has worked
     */
    void done(Object item, long number, long busyNanos);

    /**
     * An attempt at the item has thrown.
     * @param item the item
     * @param number its number
     * @param attempts how many attempts there were, from 1
     * @param thrown what was thrown
     * @param busyNanos how long the stage's code has worked
     * @return nanoseconds until the item is to be handed over again by the session, or -1
     * if it is settled
     */
    long failed(Object item, long number, int attempts, Throwable thrown, long busyNanos);

    /**
     * The item was given up on, for a reason that no further attempt may mend, such as
     * the deaths of the workers that had it.
     * @param item the item, or the part of a list that is guilty
     * @param number its number
     * @param attempts how often it was begun
     * @param cause the reason
     */
    void lost(Object item, long number, int attempts, Throwable cause);

    /**
     * The stage cannot go on: the run fails. Items that are not settled are abandoned by
     * the context.
     * @param cause the reason
     */
    void broken(Throwable cause);

    /**
     * The place is gone where stages ran together, and what accumulators held there when
     * they committed last. What was not committed is handed over again, or told as
     * {@link #lost}.
     * @param cause how it has gone
     */
    default void lostInside(Throwable cause) {
    }

    /**
     * A producer among stages that run together has ended by an exception, which does not
     * fail the run.
     * @param producer its path
     * @param cause what it has thrown
     */
    default void producerFailed(String producer, Throwable cause) {
    }

    /**
     * Threads of the stages' own have not stopped in time, and are left behind.
     * @param threads the threads
     */
    default void stuck(List<StuckThread> threads) {
    }

    /**
     * Stages that run together have come to a moment at which they hold nothing. Told in
     * place of all other calls but {@link #broken} where a group has several stages or is
     * a nested pipeline.
     * @param commit what they have done since the last commit
     * @throws Exception {@code RunStoppedException} if the run is cut off, or what the
     * routing of the pipeline's exit has thrown, which fails the run
     */
    default void committed(HostedCommit commit) throws Exception {
        throw new IllegalStateException("The stage runs alone");
    }

}
