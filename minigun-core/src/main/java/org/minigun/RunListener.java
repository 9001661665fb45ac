package org.minigun;

/**
 * Gets the events of runs. Called by the threads of the run, so that a slow listener
 * slows the run down, and by several at once. What a listener throws is logged and
 * changes nothing.
 */
public interface RunListener {

    /**
     * A run has begun; nothing has run yet.
     * @param run the run
     */
    default void runStarted(Run run) {
    }

    /**
     * A run has ended.
     * @param run the run
     * @param result its result
     */
    default void runEnded(Run run, RunResult result) {
    }

    /**
     * A stage has begun; none of its items was processed yet.
     * @param run the run
     * @param stage the path of the stage
     */
    default void stageStarted(Run run, String stage) {
    }

    /**
     * A stage has ended: all its sources have ended and its items are done.
     * @param run the run
     * @param stage the path of the stage
     */
    default void stageEnded(Run run, String stage) {
    }

    /**
     * An attempt at an item has failed and the item is tried again.
     * @param run the run
     * @param stage the path of the stage
     * @param item the item
     * @param attempt the attempt that has failed, counted from 1
     * @param cause the exception
     */
    default void itemRetried(Run run, String stage, Object item, int attempt, Throwable cause) {
    }

    /**
     * An item was skipped.
     * @param run the run
     * @param stage the path of the stage
     * @param item the item
     * @param cause the exception
     */
    default void itemSkipped(Run run, String stage, Object item, Throwable cause) {
    }

    /**
     * An item was given up on.
     * @param run the run
     * @param deadLetter the item with its cause
     */
    default void itemDeadLettered(Run run, DeadLetter deadLetter) {
    }

}
