package org.minigun.execution;

/**
 * An attempt has emitted more than can be held until it succeeds. Trying again would not
 * help.
 */
final class HeldOutputsException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    HeldOutputsException(String stage, int capacity) {
        super("Stage '" + stage + "' has retries, so its outputs are held until an attempt succeeds, and one attempt"
                + " emitted more than its capacity of " + capacity + ": raise its capacity or set its retries to 0");
    }

}
