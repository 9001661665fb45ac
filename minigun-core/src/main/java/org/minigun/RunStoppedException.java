package org.minigun;

/**
 * Thrown by {@link Output#emit} when the run has ended or, in a producer, was asked to
 * stop: the item was not emitted. Code of a stage lets it pass. It has no stack trace.
 */
public final class RunStoppedException extends MinigunException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     * @param message why nothing can be emitted any more
     */
    public RunStoppedException(String message) {
        super(message);
    }

}
