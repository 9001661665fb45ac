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

    /**
     * The item is done with one plain result: nanoseconds of work, length, the result.
     */
    public static final int RESULT = 4;

    /** A producer has ended; the number is how many items it has emitted. */
    public static final int ENDED = 5;

    /**
     * A producer has thrown: length, the exception; the number is how many items it has
     * emitted.
     */
    public static final int ENDED_BADLY = 6;

    /**
     * Counts of a stage of a pipeline that a worker hosts, since the last commit; the
     * number is the stage's place among {@link PipelineForm#paths()}: received, done,
     * emitted, failed, skipped, dead-lettered, failed attempts, retried, nanoseconds of
     * work.
     */
    public static final int STATISTICS = 7;

    /**
     * What became of an item inside a hosted pipeline; the number is the stage's place: a
     * byte for the action, attempts, the number of the item if it is one that was sent,
     * else 0 and length and item; then length and exception. An item that cannot be sent
     * has length 0, and its description stands in its place.
     */
    public static final int INNER_FAILURE = 8;

    /**
     * A hosted pipeline holds nothing of all items up to the number, which are settled.
     * What was told since the last commit stands.
     */
    public static final int COMMIT = 9;

    /**
     * What has crossed an edge inside a hosted pipeline since the last commit; the number
     * is the place of its source: the place of its target, items.
     */
    public static final int CROSSED = 10;

    /**
     * Of all items up to the number, a hosted pipeline holds only what its accumulators
     * wait with. More may be sent.
     */
    public static final int HELD = 11;

    /**
     * An item that the end of a hosted pipeline has cut off; the number is the stage's
     * place: the number of the item if it is one that was sent, else 0 and the item as in
     * {@link #INNER_FAILURE}.
     */
    public static final int UNFINISHED = 12;

    /**
     * A producer of a hosted pipeline has ended by an exception, which does not fail the
     * run; the number is the stage's place: length, the exception.
     */
    public static final int PRODUCER_FAILED = 13;

    private ResultKind() {
    }

}
