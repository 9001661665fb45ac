package org.minigun.worker;

/**
 * How the process ends when it cannot go on. Thread-safe.
 */
interface Ending {

    /**
     * Ends the process at once, without its shutdown hooks.
     * @param code the exit code
     */
    void halt(int code);

    /** Ends the process and those that it has started, since nobody listens. */
    void applicationGone();

}
