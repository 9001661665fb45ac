package org.minigun;

/**
 * What becomes of an item whose stage has thrown, after its retries.
 */
public enum OnError {

    /**
     * The run fails with the exception as its cause. The default.
     */
    FAIL,

    /**
     * The item is counted as skipped and logged; the run goes on.
     */
    SKIP,

    /**
     * The item is kept with its cause as a {@link DeadLetter}; the run goes on.
     */
    DEAD_LETTER

}
