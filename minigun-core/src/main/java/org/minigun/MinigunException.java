package org.minigun;

import org.jspecify.annotations.Nullable;

/**
 * The root of what the engine throws while it runs. What is refused before anything runs
 * is an {@link org.minigun.graph.InvalidPipelineException}.
 */
public class MinigunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     * @param message what happened and what to do about it
     * @param cause the cause, or {@code null}
     */
    public MinigunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    MinigunException(String message) {
        super(message, null, false, false);
    }

}
