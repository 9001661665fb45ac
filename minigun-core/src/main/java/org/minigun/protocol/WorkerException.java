package org.minigun.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception of the other JVM whose own class cannot be had here. It has
 * that one's message, stack, cause and suppressed exceptions, and prints itself as that
 * one did.
 */
public class WorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String originalType;

    private final String text;

    /**
     * Makes an exception.
     * @param originalType the name of the class that it stands for
     * @param message the original message
     * @param text what the original's {@code toString()} gave
     * @param cause the cause
     */
    public WorkerException(String originalType, @Nullable String message, String text, @Nullable Throwable cause) {
        super(message, cause);
        this.originalType = originalType;
        this.text = text;
    }

    /**
     * Returns the class that the exception had where it was thrown.
     * @return the class's name
     */
    public String getOriginalType() {
        return this.originalType;
    }

    @Override
    public String toString() {
        return this.text;
    }

}
