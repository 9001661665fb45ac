package org.minigun;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.minigun.metrics.RunStatistics;

/**
 * One execution of a task. Thread-safe. What ends it is known by {@link RunState}: the
 * stronger request wins, cancel over stop.
 */
public interface Run {

    /**
     * Returns the id.
     * @return the id, unique in this application and unlikely to occur in another
     */
    String id();

    /**
     * Returns the name of the task.
     * @return the name of the pipeline that is run
     */
    String task();

    /**
     * Returns what was told of the run when it was started, such as who has started it.
     * @return names and values; none by default
     */
    default Map<String, String> attributes() {
        return Map.of();
    }

    /**
     * Returns the state.
     * @return the state at this moment
     */
    RunState state();

    /**
     * Tells whether the run goes on.
     * @return whether its state is not yet final
     */
    default boolean isRunning() {
        return !state().isFinal();
    }

    /**
     * Returns the time at which the run began.
     * @return the time
     */
    Instant started();

    /**
     * Returns what has failed the run.
     * @return the failure, or empty if the run has not failed
     */
    Optional<RunFailure> failure();

    /**
     * Returns the counts of this moment. They only grow.
     * @return a snapshot
     */
    RunStatistics statistics();

    /**
     * Asks the producers to end and lets everything in flight finish. Returns at once;
     * does nothing if the run is over.
     */
    void stop();

    /**
     * As {@link #stop()}, and waits for the end. What is not finished when the deadline
     * has passed is cut off and listed as unfinished.
     * @param deadline the longest time to let items in flight finish
     * @return the result, {@link RunState#STOPPED} also when the deadline has passed
     * @throws InterruptedException if the waiting thread is interrupted; the run stops
     * all the same
     * @throws IllegalStateException if a stage or hook of the run itself calls it, which
     * would wait for itself
     */
    RunResult stop(Duration deadline) throws InterruptedException;

    /**
     * Ends the run: interrupts its threads and waits for them, at most the shutdown
     * timeout (10 s by default). What was not finished is listed as unfinished, and a
     * thread that has not ended is listed with its stack. Called by a stage of the run
     * itself it returns at once.
     */
    void cancel();

    /**
     * Holds the producers: none emits until {@link #resume()}. What is in flight goes on.
     */
    void pause();

    /**
     * Frees producers that were held.
     */
    void resume();

    /**
     * Waits for the end.
     * @return the result
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     * @throws IllegalStateException if a stage or hook of the run itself calls it, which
     * would wait for itself
     */
    RunResult await() throws InterruptedException;

    /**
     * Waits for the end for a time.
     * @param timeout the longest wait
     * @return the result, or empty if the run goes on
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    Optional<RunResult> await(Duration timeout) throws InterruptedException;

}
