package org.minigun;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.RunStatistics;

/**
 * How a run ended, and what became of every item. Immutable.
 *
 * @param runId the id of the run
 * @param task the name of the task
 * @param state the final state
 * @param started when the run began
 * @param duration how long it took
 * @param failure what has failed it, or {@code null}
 * @param statistics the counts and latencies of every stage
 * @param ledger the accounts of every stage and edge
 * @param deadLetters items that were given up on, the first 1000 of them unless said
 * otherwise
 * @param deadLettersNotKept how many more there were
 * @param unfinished items that were cut off
 * @param producerFailures producers that ended by an exception without failing the run
 * @param stuckThreads threads that did not stop within the shutdown timeout
 */
public record RunResult(String runId, String task, RunState state, Instant started, Duration duration,
        @Nullable RunFailure failure, RunStatistics statistics, Ledger ledger, List<DeadLetter> deadLetters,
        long deadLettersNotKept, List<UnfinishedItem> unfinished, List<ProducerFailure> producerFailures,
        List<StuckThread> stuckThreads) {

    /**
     * Returns the exception that has failed the run.
     * @return the exception of the user's code itself, or {@code null}
     */
    public @Nullable Throwable cause() {
        return (this.failure != null) ? this.failure.cause() : null;
    }

    /**
     * Returns this result, unless the run has failed.
     * @return this
     * @throws RunFailedException if the run has failed, with the user's exception as its
     * cause
     */
    public RunResult orElseThrow() {
        if (this.failure != null) {
            throw new RunFailedException(this, this.failure);
        }
        return this;
    }

}
