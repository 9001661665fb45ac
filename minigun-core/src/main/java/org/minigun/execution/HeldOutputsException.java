package org.minigun.execution;

import org.minigun.RunStoppedException;

/**
 * An attempt has emitted more than can be held until it succeeds, or some of what it has
 * emitted was passed on already. Trying again would not help.
 */
final class HeldOutputsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    HeldOutputsException(String stage, int capacity) {
        super("Stage '" + stage + "' has retries, so its outputs are held until an attempt succeeds, and one attempt"
                + " emitted more than its capacity of " + capacity + ": raise its capacity or set its retries to 0");
    }

    private HeldOutputsException(String stage, int passed, Exception cause) {
        super("Stage '" + stage + "' had passed on " + passed + " outputs of an item when the next could not be routed,"
                + " and is not tried again, so that none goes twice: " + cause, cause);
    }

    /**
     * What to throw for an output that could not be passed on: the same, unless others
     * have gone, so that a further attempt would send them again.
     */
    static Exception afterPassing(int passed, String stage, Exception thrown) {
        return (passed == 0 || thrown instanceof RunStoppedException) ? thrown
                : new HeldOutputsException(stage, passed, thrown);
    }

}
