package org.minigun.process;

/**
 * What a worker process of a pool is doing.
 */
public enum WorkerState {

    /** Started ahead; it has not served anything. */
    SPARE,

    /** It has served before and waits for more. */
    FREE,

    /** It serves a stage. */
    LEASED,

    /** It was told to end. */
    ENDING,

    /** Its process has ended. */
    DEAD

}
