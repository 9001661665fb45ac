package org.minigun.spring;

import org.jspecify.annotations.Nullable;

/**
 * Parameters of a run are refused: a name is not known, a value does not fit, or
 * validation has failed. The message says which and why.
 */
public class InvalidParametersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String task;

    /**
     * Makes an exception.
     * @param task the name of the task
     * @param reason why they are refused
     * @param cause what has told it, or {@code null}
     */
    public InvalidParametersException(String task, String reason, @Nullable Throwable cause) {
        super("Parameters of task '" + task + "' are refused: " + reason, cause);
        this.task = task;
    }

    /**
     * Returns the name of the task.
     * @return the name
     */
    public String task() {
        return this.task;
    }

}
