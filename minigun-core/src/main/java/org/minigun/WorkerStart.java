package org.minigun;

/**
 * When the worker processes of a stage are started.
 */
public enum WorkerStart {

    /** When there is something to do; the default. */
    LAZY,

    /** All of them when the run starts. */
    EAGER

}
