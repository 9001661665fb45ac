package org.minigun.execution;

import java.util.List;

import org.minigun.OnError;
import org.minigun.UnfinishedItem;

/**
 * What stages that a host runs together have done since the last commit, told at a moment
 * at which they hold nothing: every item that had entered is settled. So nothing of it is
 * ever done again, and nothing of what was not committed has been done, as far as anybody
 * outside can tell.
 * <p>
 * Where accumulators never hold nothing all at once, they may hold some when it is told,
 * after a great many items. Those are received and not settled, by the counts, and a
 * later commit settles them.
 *
 * @param outputs what has left, in order
 * @param failures items that were given up on inside
 * @param stages what each stage has done
 * @param edges what has crossed each edge between the stages
 * @param unfinished items that were cut off inside, because the stages have failed; as
 * far as they are known, for it is the counts that tell how many
 */
public record HostedCommit(List<Left> outputs, List<Failure> failures, List<StageCount> stages, List<EdgeCount> edges,
        List<UnfinishedItem> unfinished) {

    /**
     * Tells whether the stages have failed, so that the run does.
     * @return whether an item was given up on where that ends the run
     */
    public boolean hasFailed() {
        return this.failures.stream().anyMatch((failure) -> failure.action() == OnError.FAIL);
    }

    /**
     * An item that has left.
     *
     * @param exit the number of the exit, from 1
     * @param item the item
     */
    public record Left(int exit, Object item) {
    }

    /**
     * An item that was given up on.
     *
     * @param stage the path of the stage
     * @param item the item
     * @param attempts how many attempts there were
     * @param cause what was thrown
     * @param action what the stage says of errors
     */
    public record Failure(String stage, Object item, int attempts, Throwable cause, OnError action) {
    }

    /**
     * What a stage has done.
     *
     * @param stage the path of the stage
     * @param received items that have arrived
     * @param done items that were finished
     * @param emitted items that were emitted
     * @param failed items that have failed the run
     * @param skipped items that were skipped
     * @param deadLettered items that were dead-lettered
     * @param failedAttempts attempts that threw
     * @param retried further attempts
     * @param busyNanos how long the stage's code has worked
     */
    public record StageCount(String stage, long received, long done, long emitted, long failed, long skipped,
            long deadLettered, long failedAttempts, long retried, long busyNanos) {
    }

    /**
     * What has crossed an edge.
     *
     * @param from the path of the source
     * @param to the path of the target
     * @param items the number of items
     */
    public record EdgeCount(String from, String to, long items) {
    }

}
