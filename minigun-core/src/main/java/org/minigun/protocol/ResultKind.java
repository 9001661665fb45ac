package org.minigun.protocol;

/**
 * The records of a {@link FrameType#RESULTS} frame, each a byte, the number of the item,
 * and what is said here.
 */
public final class ResultKind {

    /** An item that was emitted: target, length, the item. */
    public static final int OUTPUT = 1;

    /** The item is done: nanoseconds of work. */
    public static final int DONE = 2;

    /** The item has failed: nanoseconds of work, length, the exception. */
    public static final int FAILED = 3;

    /** The item is done with one plain result: nanoseconds of work, length, the result. */
    public static final int RESULT = 4;

    /** A producer has ended; the number is how many items it has emitted. */
    public static final int ENDED = 5;

    /**
     * A producer has thrown: length, the exception; the number is how many items it has
     * emitted.
     */
    public static final int ENDED_BADLY = 6;

    /**
     * Counts of a stage of a pipeline that a worker hosts, since the last such record;
     * the number is the stage's.
     */
    public static final int STATISTICS = 7;

    /** What became of an item inside a hosted pipeline; the number is the stage's. */
    public static final int INNER_FAILURE = 8;

    /**
     * A hosted pipeline holds nothing of all items up to the number, which are settled.
     */
    public static final int COMMIT = 9;

    private ResultKind() {
    }

}
