package org.minigun.execution;

import java.util.List;

import org.minigun.OnError;

/**
 * What stages that a host runs together have done since the last commit, told at a moment
 * at which they hold nothing: every item that had entered is settled. So nothing of it is
 * ever done again, and nothing of what was not committed has been done, as far as anybody
 * outside can tell.
 *
 * @param outputs what has left, in order
 * @param failures items that were given up on inside
 * @param stages what each stage has done
 * @param edges what has crossed each edge between the stages
 */
public record HostedCommit(List<Left> outputs, List<Failure> failures, List<StageCount> stages, List<EdgeCount> edges) {

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
