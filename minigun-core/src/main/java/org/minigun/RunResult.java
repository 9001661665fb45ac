package org.minigun;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;
import org.minigun.metrics.RunStatistics;
import org.minigun.metrics.StageStatistics;

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

    /**
     * Tells in a few lines how the run ended: what has failed it, and the counts of each
     * stage that are not 0. The lists have their own methods.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Run ").append(this.runId)
            .append(" of '")
            .append(this.task)
            .append("': ")
            .append(this.state)
            .append(" after ")
            .append(this.duration.toMillis())
            .append(" ms");
        if (this.failure != null) {
            text.append(", failed at ").append(this.failure);
        }
        this.statistics.stages().forEach((stage) -> text.append("\n  ").append(counts(stage)));
        this.producerFailures.forEach((
                one) -> text.append("\n  producer '").append(one.producer()).append("' ended by ").append(one.cause()));
        this.stuckThreads.forEach((one) -> text.append("\n  did not stop: ").append(one.name()));
        return text.toString();
    }

    /** Such as: parse: received 5, done 4, skipped 1, emitted 4. */
    private static String counts(StageStatistics stage) {
        StringJoiner counts = new StringJoiner(", ", stage.stage() + ": ", "");
        counts.setEmptyValue(stage.stage() + ": nothing");
        add(counts, "received", stage.received());
        add(counts, "done", stage.done());
        add(counts, "failed", stage.failed());
        add(counts, "skipped", stage.skipped());
        add(counts, "dead-lettered", stage.deadLettered());
        add(counts, "unfinished", stage.unfinished());
        add(counts, "retried", stage.retried());
        add(counts, "emitted", stage.emitted());
        return counts.toString();
    }

    private static void add(StringJoiner counts, String what, long count) {
        if (count != 0) {
            counts.add(what + " " + count);
        }
    }

}
